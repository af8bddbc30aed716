import type { Scope } from '../../sim/scope';
import { Execution } from './execution';
import { Input } from './input';
import type { Process } from './process';
import { Terminal } from './terminal';

/** Where a program's output goes whose client is far away. */
export interface ClientStreams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** It is over; the exit code of the program. Nothing is written after that. */
  readonly ended: (code: number) => void;
}

/** Somebody at the other end of a program's streams. */
export interface Session {
  /** Something was typed, or sent. */
  send(text: string): void;
  /** Nothing more is sent. */
  sendEnd(): void;
  /** The client is gone. */
  stop(): void;
}

/** 128 + SIGINT */
const INTERRUPTED = 130;

/** A command that runs in a container beside its main program, for a client of `exec`. */
export class ExecSession implements Session {
  readonly input = new Input();
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  private readonly terminal: Terminal | undefined;
  private execution: Execution | undefined;
  private over = false;

  constructor(
    private readonly streams: ClientStreams,
    readonly isTerminal: boolean,
  ) {
    const write = (to: (text: string) => void) => (text: string) => {
      if (!this.over) to(isTerminal ? Terminal.screen(text) : text);
    };
    this.out = write(streams.out);
    // a terminal has one screen
    this.err = isTerminal ? this.out : write(streams.err);
    if (!isTerminal) return;
    this.terminal = new Terminal(this.input, this.out, () => this.end(INTERRUPTED));
  }

  /** Runs a program; `over` is called when it has ended in whatever way. */
  start(scope: Scope, process: Process, over: () => void): void {
    const execution = new Execution(scope, process, {
      label: 'exec',
      ended: (code) => this.end(code),
    });
    this.execution = execution;
    this.onOver = over;
    this.input.onNews(() => execution.wake('input'));
    execution.start();
  }

  send(text: string): void {
    if (this.terminal !== undefined) this.terminal.type(text);
    else this.input.feed(text);
  }

  sendEnd(): void {
    this.input.end();
  }

  stop(): void {
    if (this.over) return;
    this.over = true;
    this.execution?.stop();
    this.onOver();
  }

  /** Ends the program with a code, as a signal does. */
  end(code: number): void {
    if (this.over) return;
    this.stop();
    this.streams.ended(code);
  }

  private onOver: () => void = () => undefined;
}
