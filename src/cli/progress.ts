import { type Envelope, TestStepResultStatus } from '@cucumber/messages';

/** Says how a run goes: on a terminal which scenario is next, elsewhere only what failed, and the sum. */
export class Progress {
  private readonly pickles = new Map<string, { readonly name: string; readonly uri: string }>();
  private readonly cases = new Map<string, string>();
  private readonly running = new Map<string, string>();
  private readonly failures = new Map<string, string>();
  private readonly worst = new Map<string, TestStepResultStatus>();
  private readonly isTerminal = process.stdout.isTTY === true && !process.env.CI;
  private done = 0;
  private passed = 0;

  constructor(private readonly total: number) {}

  hear(envelope: Envelope): void {
    const { pickle, testCase, testCaseStarted, testStepFinished, testCaseFinished } = envelope;
    if (pickle !== undefined) this.pickles.set(pickle.id, pickle);
    if (testCase !== undefined) this.cases.set(testCase.id, testCase.pickleId);
    if (testCaseStarted !== undefined) this.begin(testCaseStarted.id, testCaseStarted.testCaseId);
    if (testStepFinished !== undefined) {
      const { testCaseStartedId: id, testStepResult } = testStepFinished;
      const { status, message } = testStepResult;
      if (status !== TestStepResultStatus.PASSED && !this.worst.has(id)) {
        this.worst.set(id, status);
        if (message !== undefined) this.failures.set(id, message);
      }
    }
    if (testCaseFinished !== undefined) this.finish(testCaseFinished.testCaseStartedId);
  }

  /** The last line: how many passed, how many failed. */
  end(): void {
    if (this.isTerminal) process.stdout.write('\r\u001b[K');
    const failed = this.done - this.passed;
    process.stdout.write(`${this.done} scenarios: ${this.passed} passed, ${failed} failed\n`);
  }

  private begin(id: string, testCaseId: string): void {
    const pickle = this.pickles.get(this.cases.get(testCaseId) ?? '');
    const name = pickle === undefined ? '' : `${pickle.uri}: ${pickle.name}`;
    this.running.set(id, name);
    if (!this.isTerminal) return;
    const width = (process.stdout.columns ?? 80) - 1;
    const line = `${this.done + 1}/${this.total} ${name}`.slice(0, width);
    process.stdout.write(`\r\u001b[K${line}`);
  }

  private finish(id: string): void {
    this.done++;
    const status = this.worst.get(id);
    if (status === undefined) {
      this.passed++;
      return;
    }
    if (this.isTerminal) process.stdout.write('\r\u001b[K');
    const why = this.failures.get(id);
    const text = why === undefined ? status.toLowerCase() : why;
    process.stdout.write(`✖ ${this.running.get(id)}\n${text.replace(/^/gm, '    ')}\n`);
  }
}
