import type { Container as ContainerSpec } from '../../api/schema/objects';
import type { Scope } from '../../sim/scope';
import { type ClientStreams, ExecSession, type Session } from './exec-session';
import { Input } from './input';
import type { Process } from './process';
import { Terminal } from './terminal';

/** 128 + SIGKILL */
const KILLED = 137;

/** Who is connected with a container: with its main program, or with commands that run beside it. */
export class ContainerClients {
  /** What the main program reads: nothing, unless the container says so. */
  readonly input: Input;
  private readonly terminal: Terminal | undefined;
  private readonly attached = new Set<ClientStreams>();
  private readonly sessions = new Set<ExecSession>();

  constructor(private readonly spec: ContainerSpec) {
    this.input = spec.stdin === true ? new Input() : Input.of();
    if (spec.tty !== true) return;
    // a shell that reads its commands lives on when one is interrupted
    this.terminal = new Terminal(
      this.input,
      (text) => this.show('out', text),
      () => undefined,
    );
  }

  /** Shows what the main program writes. */
  show(to: 'out' | 'err', text: string): void {
    const shown = this.spec.tty === true ? Terminal.screen(text) : text;
    for (const client of this.attached) client[to](shown);
  }

  /** Begins a session with the program that `start` gives it. */
  exec(
    scope: Scope,
    streams: ClientStreams,
    isTerminal: boolean,
    start: (session: ExecSession) => Process,
  ): Session {
    const session = new ExecSession(streams, isTerminal);
    this.sessions.add(session);
    session.start(scope, start(session), () => this.sessions.delete(session));
    return session;
  }

  attach(streams: ClientStreams): Session {
    this.attached.add(streams);
    const detach = (): boolean => this.attached.delete(streams);
    return {
      send: (text) => {
        if (this.terminal === undefined) this.input.feed(text);
        else this.terminal.type(text);
      },
      sendEnd: () => {
        if (this.spec.stdinOnce === true) this.input.end();
        // upstream: else the next client goes on writing, and this one is let go
        else if (detach()) streams.ended(0);
      },
      stop: () => {
        detach();
      },
    };
  }

  /** The container has ended: so have its commands, and nothing more is shown. */
  close(): void {
    for (const session of this.sessions) session.end(KILLED);
    for (const client of this.attached) client.ended(0);
    this.attached.clear();
  }
}
