import type { Pod } from '../../api/schema/objects';
import type { Duration, Time } from '../../sim/loop';
import type { DnsRecord, RecordType } from '../cluster-dns';
import type { ContainerFiles } from './container-files';
import type { Input } from './input';
import type { HttpReply, HttpRequest, HttpServer } from './pod-http';

/** A running program waits: for some time, or for ever (Infinity). */
export interface Pause {
  readonly sleep: Duration;
  /** True when it goes round for ever, so that nobody should wait for what it does next. */
  readonly endless: boolean;
  /** What else ends the pause: a signal, or that something has come to be read. */
  readonly until?: 'signal' | 'input';
}

/** A program: runs, pauses now and then, and returns its exit code. */
export type Process = Generator<Pause, number, void>;

/** Who asks: the namespace of its Pod, and the address that others see. */
export interface Asker {
  readonly namespace: string;
  /** Empty when it is none of the cluster's. */
  readonly address: () => string;
}

/** What becomes of a connection: nobody listens, or nothing comes back. */
export type Connection = 'open' | 'refused' | 'timed out';

/** What a program can reach outside its container. */
export interface Outside {
  /** The addresses of a host name, as who asks sees them. */
  resolve(host: string, asker: Asker): readonly string[];
  /** The records of a name in the cluster's DNS, as who asks finds them. */
  lookUp(name: string, type: RecordType, asker: Asker): readonly DnsRecord[];
  /** What comes of a connection to that host (name or address) and port. */
  connect(host: string, port: number, asker: Asker): Connection;
  /** What a server at that host answers; undefined when nobody does. */
  request(host: string, request: HttpRequest, asker: Asker): HttpReply | undefined;
  /** A token of the Pod's ServiceAccount; undefined when there is none. */
  accountToken(pod: Pod, audience: string | undefined, seconds: number): string | undefined;
  /** What is on the volume that a claim has: it outlives Pods and machines. */
  disk(namespace: string, claim: string): ContainerFiles;
}

/** What a command that was run at once left behind. */
export interface CommandResult {
  readonly code: number;
  readonly output: string;
  /** How long it would have taken; Infinity: for ever. */
  readonly duration: Duration;
}

/** What a program has around it. */
export interface Surroundings extends Asker {
  now(this: Surroundings): Time;
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
  /** What is on its standard input. */
  readonly input: Input;
  /** True when a person sits at it: shells show that they wait. */
  readonly isTerminal: boolean;
  readonly files: ContainerFiles;
  readonly env: ReadonlyMap<string, string>;
  readonly hostname: string;
  readonly user: {
    readonly uid: number;
    readonly gid: number;
    /** The groups beside its own. */
    readonly groups: readonly number[];
  };
  readonly isPrivileged: boolean;
  /** True when a program may get more rights than who started it. */
  readonly mayEscalate: boolean;
  readonly outside: Outside;
  /** Answers requests to a port from now on. */
  serve(this: Surroundings, port: number, server: HttpServer): void;
  /** The server that the program is answers health checks with an error from now on. */
  sicken(this: Surroundings): void;
  /** Runs another command inside, at once. */
  run(this: Surroundings, words: readonly string[]): CommandResult;
  /** Ends the program by itself after some time, with a code. */
  exit(this: Surroundings, code: number, after: Duration): void;
  /** Runs a program that nobody here understands. */
  readonly unknown: (words: readonly string[]) => Process;
}

/** How a program takes the signal that asks it to end: it handles it itself, or ignores it. */
export interface Signals {
  /** True when the program has a trap for the signal, as `TERM`, which it now runs at its next chance. */
  trap(signal: string): boolean;
}
