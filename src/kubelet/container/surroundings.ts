import type { Loop } from '../../sim/loop';
import type { ContainerFiles } from './container-files';
import type { ContainerOptions } from './container-options';
import type { Input } from './input';
import type { Listening } from './listening';
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
  readonly listening: Listening;
  sicken(): void;
  run(words: readonly string[], answers: boolean): CommandResult;
  exitLater(code: number, after: number): void;
}

/** What a program in a container has around it; files and environment are made when it looks at them. */
export function surroundingsIn(
  host: ProgramHost,
  { out, err, input, isTerminal }: Streams,
  unknown: Surroundings['unknown'],
): Surroundings {
  const { hostname, namespace, outside, spec, address } = host.options;
  return {
    now: () => host.loop.now,
    write: out,
    writeError: err,
    input,
    isTerminal,
    get files() {
      return host.files;
    },
    get env() {
      return host.environment;
    },
    hostname,
    address,
    user: userOf(host.options),
    isPrivileged: spec.securityContext?.privileged === true,
    mayEscalate: spec.securityContext?.allowPrivilegeEscalation !== false,
    namespace,
    outside,
    serve: (port, server) => host.listening.serve(port, server),
    sicken: () => host.sicken(),
    run: (words) => host.run(words, true),
    exit: (code, after) => host.exitLater(code, after),
    unknown,
  };
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
