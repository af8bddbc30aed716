import { deepEqual, type JsonObject } from '../../api/object';
import { sameOutput } from './compare';
import type { RecordedOutput } from './format';
import type { Names } from './names';
import type { Tally } from './tally';

/** What the API server answered to a request of the recording. */
export interface Answer {
  readonly step: number;
  readonly api: string;
  readonly code: number;
  readonly body: unknown;
}

/** What a kubectl command of the recording printed. */
export interface Output {
  readonly step: number;
  readonly args: string;
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Every stable answer to a request that went straight to the API server. */
export function compareAnswers(
  recorded: readonly RecordedOutput[],
  own: readonly Answer[],
  names: Names,
  tally: Tally,
): void {
  const theirs = recorded.filter((o) => o.api !== undefined);
  theirs.forEach((output, index) => {
    const mine = own[index];
    if (output.u === 1) return;
    const body = (answer: unknown) => {
      const text = names.text(JSON.stringify(answer ?? null));
      return JSON.parse(text) as JsonObject;
    };
    // of an object the recording keeps the kind alone
    const same =
      mine?.code === output.status &&
      (Number(output.status) < 300
        ? body(mine?.body).kind === body(output.body).kind
        : deepEqual(body(mine?.body), body(output.body)));
    tally.fact(same, () => ({
      what: 'answer',
      text: `answer to ${output.api} step ${output.step}: ${mine?.code} ${JSON.stringify(mine?.body).slice(0, 200)} instead of ${output.status} ${JSON.stringify(output.body)}`,
    }));
  });
}

/** Every stable output of kubectl. */
export function compareOutputs(
  recorded: readonly RecordedOutput[],
  own: readonly Output[],
  names: Names,
  tally: Tally,
): void {
  const theirs = recorded.filter((o) => o.args !== undefined);
  const used = new Set<Output>();
  for (const output of theirs) {
    const mine = own.find((o) => o.step === output.step && !used.has(o));
    if (mine !== undefined) used.add(mine);
    if (output.u === 1) continue;
    const command = output.args ?? '';
    const expected = output.stdoutN ?? output.stdout ?? '';
    const same =
      mine !== undefined &&
      mine.exitCode === output.code &&
      sameOutput(command, expected, names.text(mine.stdout)) &&
      sameOutput(command, output.stderrN ?? output.stderr ?? '', names.text(mine.stderr));
    tally.fact(same, () => {
      const printed = names.text(`${mine?.stdout ?? ''}${mine?.stderr ?? ''}`);
      const wanted = expected + (output.stderr ?? '');
      const text = `output of "${command}" step ${output.step}: ${mine?.exitCode} ${JSON.stringify(printed).slice(0, 300)} instead of ${output.code} ${JSON.stringify(wanted).slice(0, 300)}`;
      return { what: 'output', text };
    });
  }
}
