/** How many: what a claim says of a number. */
export interface Count {
  readonly text: string;
  admits(value: number): boolean;
}

/** All forms of a count: `3`, `no`, `at least 3`, `between 2 and 4`. */
export const COUNT_PATTERN =
  /no|\d+|at least \d+|at most \d+|fewer than \d+|more than \d+|between \d+ and \d+/;

/** Reads a count in English words. */
export function parseCount(text: string): Count {
  const numbers = (text.match(/\d+/g) ?? []).map(Number);
  const [first = 0, second = 0] = numbers;
  const admits = (test: (value: number) => boolean): Count => ({ text, admits: test });
  if (text.startsWith('at least')) return admits((n) => n >= first);
  if (text.startsWith('at most')) return admits((n) => n <= first);
  if (text.startsWith('fewer than')) return admits((n) => n < first);
  if (text.startsWith('more than')) return admits((n) => n > first);
  if (text.startsWith('between')) return admits((n) => n >= first && n <= second);
  return admits((n) => n === first);
}

/** Not one. */
export const none: Count = parseCount('no');

/** The Korean forms: `3개`, `3개 이상`, `3개 이하`, `3개 미만`, `3개 초과`, `2개에서 4개`, `0개`. */
export const KOREAN_COUNT_PATTERN =
  /\d+(?:개|번|대)에서 \d+(?:개|번|대)|\d+(?:개|번|대) (?:이상|이하|미만|초과)|\d+(?:개|번|대)/;

export function parseKoreanCount(text: string): Count {
  const numbers = (text.match(/\d+/g) ?? []).map(Number);
  const [first = 0, second = 0] = numbers;
  const admits = (test: (value: number) => boolean): Count => ({ text, admits: test });
  if (text.includes('이상')) return admits((n) => n >= first);
  if (text.includes('이하')) return admits((n) => n <= first);
  if (text.includes('미만')) return admits((n) => n < first);
  if (text.includes('초과')) return admits((n) => n > first);
  if (text.includes('에서')) return admits((n) => n >= first && n <= second);
  return admits((n) => n === first);
}
