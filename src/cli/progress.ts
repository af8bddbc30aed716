import { type Envelope, type TestStepFinished, TestStepResultStatus } from '@cucumber/messages';
import { Places, type StepPlace } from './places';

const { PASSED, SKIPPED, UNDEFINED } = TestStepResultStatus;

/** The first thing that went wrong in a scenario, or that it was skipped. */
interface Trouble {
  readonly status: TestStepResultStatus;
  readonly message?: string;
  readonly at?: StepPlace | undefined;
}

/** `1 scenario`, `2 scenarios`. */
function scenarioCount(count: number): string {
  return `${count} scenario${count === 1 ? '' : 's'}`;
}

/** Says how a run goes: on a terminal which scenario is next, elsewhere only what failed, and the sum. */
export class Progress {
  private readonly places = new Places();
  private readonly running = new Map<string, string>();
  private readonly troubles = new Map<string, Trouble>();
  private readonly isTerminal = process.stdout.isTTY === true && !process.env.CI;
  private readonly counts = { passed: 0, failed: 0, skipped: 0 };

  constructor(private readonly total: number) {}

  hear(envelope: Envelope): void {
    this.places.hear(envelope);
    const { testCaseStarted, testStepFinished, testCaseFinished } = envelope;
    if (testCaseStarted !== undefined) this.begin(testCaseStarted.id, testCaseStarted.testCaseId);
    if (testStepFinished !== undefined) this.endStep(testStepFinished);
    if (testCaseFinished !== undefined) this.finish(testCaseFinished.testCaseStartedId);
  }

  /** The last line: how many passed, failed, were skipped. */
  end(): void {
    if (this.isTerminal) process.stdout.write('\r\u001b[K');
    const { passed, failed, skipped } = this.counts;
    const rest = skipped > 0 ? `, ${skipped} skipped` : '';
    const sum = scenarioCount(passed + failed + skipped);
    process.stdout.write(`${sum}: ${passed} passed, ${failed} failed${rest}\n`);
  }

  private begin(id: string, testCaseId: string): void {
    const { uri = '', line = 0, name = '' } = this.places.scenario(testCaseId) ?? {};
    this.running.set(id, testCaseId);
    this.troubles.delete(id);
    if (!this.isTerminal) return;
    const { passed, failed, skipped } = this.counts;
    const width = (process.stdout.columns ?? 80) - 1;
    const text = `${passed + failed + skipped + 1}/${this.total} ${uri}:${line}: ${name}`;
    process.stdout.write(`\r\u001b[K${cut(text, width)}`);
  }

  private endStep({ testCaseStartedId, testStepId, testStepResult }: TestStepFinished): void {
    const { status, message } = testStepResult;
    if (status === PASSED) return;
    const known = this.troubles.get(testCaseStartedId);
    if (known !== undefined && known.status !== SKIPPED) return;
    const at = this.places.step(testStepId);
    const trouble = message === undefined ? { status, at } : { status, at, message };
    this.troubles.set(testCaseStartedId, trouble);
  }

  private finish(id: string): void {
    const trouble = this.troubles.get(id);
    if (trouble === undefined) this.counts.passed++;
    else if (trouble.status === SKIPPED) this.counts.skipped++;
    else this.fail(id, trouble);
  }

  private fail(id: string, { status, message, at }: Trouble): void {
    this.counts.failed++;
    if (this.isTerminal) process.stdout.write('\r\u001b[K');
    const scenario = this.places.scenario(this.running.get(id) ?? '');
    const { uri, line, name } = scenario ?? { uri: '', line: 0, name: '' };
    const where = at === undefined ? '' : `line ${at.line}: ${at.text}\n`;
    const why = message ?? (status === UNDEFINED ? 'no sentence matches' : status.toLowerCase());
    const text = `${where}${why}`.trimEnd().replace(/^(?=.)/gm, '    ');
    process.stdout.write(`✖ ${uri}:${line}: ${name}\n${text}\n`);
  }
}

/** Cuts a text to a terminal's columns, of which Hangul and other wide letters take two. */
function cut(text: string, columns: number): string {
  let shown = '';
  let used = 0;
  for (const letter of text) {
    used += letter > '\u1100' ? 2 : 1;
    if (used > columns) return shown;
    shown += letter;
  }
  return shown;
}
