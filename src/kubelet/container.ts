import { wholeValue } from '../api/quantity';
import type { Container as ContainerSpec, PodSecurityContext } from '../api/schema/objects';
import type { Duration, Time, Timer } from '../sim/loop';
import type { Scope } from '../sim/scope';
import { isUnderstood, type MainProgram, mainProgram, runAtOnce } from './command';
import { ContainerFiles, type Mount } from './container-files';
import { ContainerLog } from './container-log';
import type { ImageBehaviour } from './image-catalog';
import { commandLine } from './image-entrypoint';
import type { HttpReply, HttpRequest, HttpServer } from './pod-http';
import type { Outside, Process, Surroundings } from './process';
import { Shell } from './shell';

export type ProbeKind = 'startup' | 'liveness' | 'readiness';

/** How a container ended. */
export interface Exit {
  readonly code: number;
  readonly reason: string;
  readonly message?: string;
  readonly signal?: number;
}

/** What a container is made of. */
export interface ContainerOptions {
  readonly id: string;
  readonly podUid: string;
  readonly namespace: string;
  readonly spec: ContainerSpec;
  /** How many runs of this container there were before. */
  readonly attempt: number;
  readonly behaviour: ImageBehaviour;
  readonly env: ReadonlyMap<string, string>;
  /** What is in its environment besides; asked when a program looks. */
  readonly machineEnv: () => ReadonlyMap<string, string>;
  readonly hostname: string;
  readonly podSecurity: PodSecurityContext | undefined;
  readonly outside: Outside;
  /** What is mounted into it; asked when its files are looked at first. */
  readonly mounts: () => readonly Mount[];
  /** True when it is expected to run for ever: nobody waits for its end, if that is far away. */
  readonly isServer: boolean;
}

const NONE: ReadonlyMap<ProbeKind, boolean> = new Map();
const SIGKILL_CODE = 137;
/** A server that ends later than this by itself is not waited for. */
const PATIENCE: Duration = 600_000;
/** upstream: MaxContainerTerminationMessageLength and its like for logs */
const MESSAGE_MAX = 4096;
const MESSAGE_LOG_MAX = 2048;
const MESSAGE_LINES = 80;
/** How soon a container that uses more memory than its limit is killed. */
const OOM_DELAY: Duration = 1000;

/** One run of a container, as the container runtime keeps it: it lives on when the kubelet does not. */
export class Container {
  readonly log = new ContainerLog();
  readonly startedAt: Time;
  finishedAt: Time | undefined;
  exit: Exit | undefined;
  /** Which probes it answers or not, against its image; almost always none. */
  private silenced: ReadonlyMap<ProbeKind, boolean> = NONE;
  private program: MainProgram | undefined;
  private timer: Timer | undefined;
  private interruptible = false;
  private stopping = false;
  private exitListener: (() => void) | undefined;
  private answerListener: (() => void) | undefined;
  private ownFiles: ContainerFiles | undefined;
  private ownEnvironment: ReadonlyMap<string, string> | undefined;
  private sick = false;
  private server: HttpServer | undefined;

  constructor(
    private readonly scope: Scope,
    readonly options: ContainerOptions,
  ) {
    this.startedAt = scope.loop.now;
  }

  /** Its files, with its volumes; most containers never look at theirs. */
  get files(): ContainerFiles {
    if (this.ownFiles === undefined) {
      const isReadOnly = this.options.spec.securityContext?.readOnlyRootFilesystem === true;
      this.ownFiles = new ContainerFiles(this.options.mounts(), { isReadOnly });
      this.ownFiles.onChange(() => this.answerListener?.());
    }
    return this.ownFiles;
  }

  get id(): string {
    return this.options.id;
  }

  get name(): string {
    return this.options.spec.name;
  }

  get running(): boolean {
    return this.exit === undefined;
  }

  /** When the application begins to answer; undefined: never. */
  get readyAt(): Time | undefined {
    const { ready } = this.options.behaviour;
    return ready === undefined ? undefined : this.startedAt + ready;
  }

  /** Starts the main program. */
  start(): void {
    const { behaviour, spec } = this.options;
    const words = commandLine(spec);
    const now = this.scope.loop.now;
    const write = (text: string) => this.log.write(text, this.scope.loop.now);
    this.program = mainProgram(
      words,
      this.surroundings(write, () => this.imageProgram()),
    );
    if (!this.program.understood) {
      for (const line of behaviour.logs) this.log.write(`${line}\n`, now);
    }
    const limit = memoryLimit(spec);
    if (limit !== undefined && behaviour.memory > limit) {
      this.scope.after(OOM_DELAY, `oom ${this.name}`, () => {
        this.kill({ code: SIGKILL_CODE, reason: 'OOMKilled' });
      });
    }
    this.scope.after(0, `run ${this.name}`, () => this.advance());
  }

  /** Asks the main program to end; what it makes of that is its own affair. */
  terminate(): void {
    if (!this.running || this.stopping) return;
    this.stopping = true;
    const { behaviour, spec } = this.options;
    const { program } = this;
    const signal = spec.lifecycle?.stopSignal;
    if (signal === 'SIGKILL') {
      this.kill();
      return;
    }
    if (program?.signals?.trap() === true) {
      if (this.interruptible) this.resume();
      return;
    }
    // upstream: a process with number 1 that handles no TERM ignores it, and shells and sleeps handle none
    if (program?.understood === true || behaviour.stop === undefined) return;
    this.scope.after(behaviour.stop, `stop ${this.name}`, () => this.ended(behaviour.stopCode));
  }

  /** Ends the container at once; 137 by KILL unless told otherwise. */
  kill(exit: Exit = { code: SIGKILL_CODE, reason: 'Error' }): void {
    if (!this.running) return;
    this.timer?.cancel();
    this.exit = exit;
    this.finishedAt = this.scope.loop.now;
    this.log.close(this.finishedAt);
    this.exitListener?.();
  }

  /** The machine lost its power; nobody was there to see it. */
  lose(finishedAt: Time): void {
    if (!this.running) return;
    this.exit = { code: 255, reason: 'Unknown' };
    this.finishedAt = finishedAt;
    this.log.close(finishedAt);
  }

  /** Calls `listen` when the container ends. One listener: the kubelet. */
  onExit(listen: (() => void) | undefined): void {
    this.exitListener = listen;
  }

  /** Calls `listen` when an answer to a probe may have changed for another reason than time. */
  onAnswerChange(listen: (() => void) | undefined): void {
    this.answerListener = listen;
  }

  /** Makes the application stop answering a kind of probe, or answer again. */
  answerProbe(kind: ProbeKind, answers: boolean): void {
    this.silenced = new Map(this.silenced).set(kind, !answers);
    this.answerListener?.();
  }

  /** True when the application answers this kind of probe now. */
  answers(kind: ProbeKind): boolean {
    if (!this.running || this.sick || this.silenced.get(kind) === true) return false;
    const { ready } = this.options.behaviour;
    // an application that never becomes ready is up, and says of itself that it is not ready
    if (ready === undefined) return kind === 'liveness';
    return this.scope.loop.now >= this.startedAt + ready;
  }

  /** True when the application was made not to answer this kind of probe. */
  isSilent(kind: ProbeKind): boolean {
    return this.silenced.get(kind) === true;
  }

  /** True when the application answers its health checks with an error of its own making. */
  get isSick(): boolean {
    return this.sick;
  }

  /** True when the main program is a command that is interpreted, with files of its own. */
  get isInterpreted(): boolean {
    return this.program?.understood === true;
  }

  /** True when something listens on the container's ports. */
  get listens(): boolean {
    const { ready } = this.options.behaviour;
    return this.running && (ready === undefined || this.scope.loop.now >= this.startedAt + ready);
  }

  /**
   * What a client gets that connects to a port now. A server that was asked to end takes no new connections;
   * one that says where it listens listens nowhere else.
   */
  connect(
    port: number,
  ): 'answered' | 'connection refused' | 'timed out' | 'answered with an error' {
    if (!this.listens || this.stopping || !this.opens(port)) return 'connection refused';
    if (this.isSilent('readiness')) return 'timed out';
    return this.answers('readiness') ? 'answered' : 'answered with an error';
  }

  /** What the main program answers to a request; undefined when it takes no connection on the port. */
  request(request: HttpRequest): HttpReply | undefined {
    if (this.server !== undefined) {
      return this.running && !this.isSilent('readiness') ? this.server(request) : undefined;
    }
    const answer = this.connect(request.port);
    if (answer === 'answered') return { status: 200, body: '' };
    return answer === 'answered with an error' ? { status: 503, body: '' } : undefined;
  }

  /** True when the container declares the port, or declares none. */
  private opens(port: number): boolean {
    const { ports = [], readinessProbe, livenessProbe, startupProbe } = this.options.spec;
    const probed = [readinessProbe, livenessProbe, startupProbe].flatMap((probe) => {
      const asked = probe?.httpGet?.port ?? probe?.tcpSocket?.port ?? probe?.grpc?.port;
      const named = ports.find(({ name }) => name === asked)?.containerPort;
      return asked === undefined ? [] : [named ?? Number(asked)];
    });
    const known = [...ports.map(({ containerPort }) => containerPort), ...probed];
    return known.length === 0 || known.includes(port);
  }

  /** Runs a command inside, at once. Unknown commands succeed as long as the application answers. */
  run(
    words: readonly string[],
    answers: boolean,
  ): { readonly code: number; readonly output: string; readonly duration: Duration } {
    let output = '';
    const write = (text: string) => {
      output += text;
    };
    const shell = new Shell(this.surroundings(write, () => answer(answers)));
    const process = isUnderstood(words)
      ? shell.execute(words, { out: write, err: write, input: '' })
      : answer(answers);
    const { code, duration } = runAtOnce(process);
    return { code, output, duration };
  }

  private surroundings(write: (text: string) => void, unknown: () => Process): Surroundings {
    const { hostname, namespace, outside, spec, podSecurity } = this.options;
    const { loop } = this.scope;
    const container = this;
    return {
      now: () => loop.now,
      write,
      get files() {
        return container.files;
      },
      get env() {
        return container.environment;
      },
      hostname,
      user: userOf(spec, podSecurity),
      isPrivileged: spec.securityContext?.privileged === true,
      namespace,
      outside,
      serve: (server) => {
        this.server = server;
      },
      sicken: () => {
        this.sick = true;
        this.answerListener?.();
      },
      unknown,
    };
  }

  private get environment(): ReadonlyMap<string, string> {
    this.ownEnvironment ??= new Map([...this.options.machineEnv(), ...this.options.env]);
    return this.ownEnvironment;
  }

  private *imageProgram(): Process {
    const { exit } = this.options.behaviour;
    if (exit === undefined) {
      yield { sleep: Number.POSITIVE_INFINITY, endless: true };
      return 0;
    }
    yield { sleep: exit.after, endless: false };
    return exit.code;
  }

  private resume(): void {
    this.timer?.cancel();
    this.advance();
  }

  private advance(): void {
    if (!this.running || this.program === undefined) return;
    const turn = this.program.process.next();
    if (turn.done === true) {
      this.ended(turn.value);
      return;
    }
    const { sleep, endless, interruptible } = turn.value;
    this.interruptible = interruptible === true;
    if (sleep === Number.POSITIVE_INFINITY) return;
    const unawaited = endless || (this.options.isServer && sleep > PATIENCE);
    const mode = unawaited ? 'background' : 'foreground';
    this.timer = this.scope.after(sleep, `run ${this.name}`, () => this.advance(), mode);
  }

  private ended(code: number): void {
    const message = this.terminationMessage(code);
    this.kill({
      code,
      reason: code === 0 ? 'Completed' : 'Error',
      ...(message === '' ? {} : { message }),
    });
  }

  /** What the container left to be said of its end. upstream: getTerminationMessage */
  private terminationMessage(code: number): string {
    const { spec } = this.options;
    const path = spec.terminationMessagePath ?? '/dev/termination-log';
    const written = this.files.read(path)?.slice(0, MESSAGE_MAX) ?? '';
    if (written !== '' || code === 0) return written;
    if (spec.terminationMessagePolicy !== 'FallbackToLogsOnError') return '';
    return this.log.end(MESSAGE_LINES).slice(-MESSAGE_LOG_MAX);
  }
}

// biome-ignore lint/correctness/useYield: it ends at once
function* answer(answers: boolean): Process {
  return answers ? 0 : 1;
}

/** As whom the main program runs: the container's word counts before the Pod's; images run as root. */
function userOf(
  { securityContext }: ContainerSpec,
  pod: PodSecurityContext = {},
): Surroundings['user'] {
  return {
    uid: securityContext?.runAsUser ?? pod.runAsUser ?? 0,
    gid: securityContext?.runAsGroup ?? pod.runAsGroup ?? 0,
  };
}

function memoryLimit(spec: ContainerSpec): number | undefined {
  const limit = spec.resources?.limits?.memory;
  return limit === undefined ? undefined : wholeValue(limit);
}
