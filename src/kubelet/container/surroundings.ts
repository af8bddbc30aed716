import type { Duration, Loop, Time } from '../../sim/loop';
import type { Application } from './application';
import type { ContainerFiles } from './container-files';
import type { ContainerOptions } from './container-options';
import type { Input } from './input';
import type { HttpServer } from './pod-http';
import type { CommandResult, Process, Surroundings } from './process';

/** Where a program writes to, and what it reads. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly input: Input;
  readonly isTerminal: boolean;
}

/** The container as its programs change it. */
export interface ProgramHost {
  readonly options: ContainerOptions;
  readonly loop: Loop;
  readonly files: ContainerFiles;
  readonly environment: ReadonlyMap<string, string>;
  readonly application: Application;
  run(words: readonly string[], answers: boolean): CommandResult;
  exitLater(code: number, after: number): void;
}

/** What a program in a container has around it. Most programs never look, so all is found when they do. */
export class ContainerSurroundings implements Surroundings {
  readonly write: Surroundings['write'];
  readonly writeError: Surroundings['writeError'];
  readonly input: Input;
  readonly isTerminal: boolean;

  constructor(
    private readonly host: ProgramHost,
    { out, err, input, isTerminal }: Streams,
    readonly unknown: Surroundings['unknown'],
  ) {
    this.write = out;
    this.writeError = err;
    this.input = input;
    this.isTerminal = isTerminal;
  }

  get files(): ContainerFiles {
    return this.host.files;
  }

  get env(): ReadonlyMap<string, string> {
    return this.host.environment;
  }

  get hostname(): string {
    return this.host.options.hostname;
  }

  get namespace(): string {
    return this.host.options.namespace;
  }

  get outside(): Surroundings['outside'] {
    return this.host.options.outside;
  }

  get user(): Surroundings['user'] {
    return userOf(this.host.options);
  }

  get isPrivileged(): boolean {
    return this.host.options.spec.securityContext?.privileged === true;
  }

  get mayEscalate(): boolean {
    return this.host.options.spec.securityContext?.allowPrivilegeEscalation !== false;
  }

  now(): Time {
    return this.host.loop.now;
  }

  address(): string {
    return this.host.options.address();
  }

  serve(port: number, server: HttpServer): void {
    this.host.application.listening.serve(port, server);
  }

  sicken(): void {
    this.host.application.sicken();
  }

  run(words: readonly string[]): CommandResult {
    return this.host.run(words, true);
  }

  exit(code: number, after: Duration): void {
    this.host.exitLater(code, after);
  }
}

/** As whom the main program runs: the container's word counts before the Pod's; images run as root. */
export function userOf({
  spec,
  podSecurity = {},
}: Pick<ContainerOptions, 'spec' | 'podSecurity'>): Surroundings['user'] {
  const { securityContext } = spec;
  return {
    uid: securityContext?.runAsUser ?? podSecurity.runAsUser ?? 0,
    gid: securityContext?.runAsGroup ?? podSecurity.runAsGroup ?? 0,
    groups: [
      ...(podSecurity.fsGroup === undefined ? [] : [podSecurity.fsGroup]),
      ...(podSecurity.supplementalGroups ?? []),
    ],
  };
}

/** upstream: the shell's code for a command that cannot be run */
const NOT_RUN = 126;

/** Says of a command that nobody here understands that it is not run. */
// biome-ignore lint/correctness/useYield: it ends at once
export function* notRun(words: readonly string[], write: (text: string) => void): Process {
  const name = words[0] ?? '';
  write(`${name}: not simulated: containers understand sh and the usual small commands only\n`);
  return NOT_RUN;
}

/** Succeeds or fails, at once. */
// biome-ignore lint/correctness/useYield: it ends at once
export function* answer(answers: boolean): Process {
  return answers ? 0 : 1;
}
