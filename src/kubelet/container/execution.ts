import type { Duration, Timer } from '../../sim/loop';
import type { Scope } from '../../sim/scope';
import type { Pause, Process } from './process';

/** How a program is run. */
export interface ExecutionOptions {
  /** Names it in what the loop has to do. */
  readonly label: string;
  /** Pauses that are longer are nobody's business to wait for; Infinity when left out. */
  readonly patience?: Duration;
  /** Called once, with the exit code. */
  readonly ended: (code: number) => void;
}

/** A program that runs on the cluster's clock: goes on after each of its pauses until it ends or is stopped. */
export class Execution {
  private timer: Timer | undefined;
  private until: Pause['until'];
  private over = false;

  constructor(
    private readonly scope: Scope,
    private readonly process: Process,
    private readonly options: ExecutionOptions,
  ) {}

  /** Begins as soon as what happens now has happened. */
  start(): void {
    this.timer = this.scope.after(0, this.options.label, () => this.advance());
  }

  /** Goes on at once when it waits for this. */
  wake(reason: NonNullable<Pause['until']>): void {
    if (this.over || this.until !== reason) return;
    this.until = undefined;
    this.timer?.cancel();
    this.start();
  }

  /** Never goes on. */
  stop(): void {
    this.over = true;
    this.timer?.cancel();
  }

  private advance(): void {
    if (this.over) return;
    const turn = this.process.next();
    if (turn.done === true) {
      this.over = true;
      this.options.ended(turn.value);
      return;
    }
    const { sleep, endless, until } = turn.value;
    this.until = until;
    if (sleep === Number.POSITIVE_INFINITY) return;
    const { label, patience = Number.POSITIVE_INFINITY } = this.options;
    const mode = endless || sleep > patience ? 'background' : 'foreground';
    this.timer = this.scope.after(sleep, label, () => this.advance(), mode);
  }
}
