/** Answers of an older version that a newer server does not give. */
export interface NewerAnswer {
  readonly since: string;
  readonly reason: string;
  /** How ours differs from the recorded one, as the replay tells it. */
  readonly difference: RegExp;
}

const newerAnswers: readonly NewerAnswer[] = [
  {
    since: 'kubectl v1.31',
    reason: 'Jobs have a column STATUS',
    difference: /^stdout .*NAME +STATUS +COMPLETIONS/,
  },
  {
    since: 'v1.34',
    reason: 'names of environment variables may have any printable character but "="',
    difference: /^code 201 instead of 422: .*a valid environment variable name must consist/,
  },
];

/** Why a newer server answers otherwise; undefined when it should not. */
export function whyNewerAnswer(difference: string): NewerAnswer | undefined {
  return newerAnswers.find((known) => known.difference.test(difference));
}
