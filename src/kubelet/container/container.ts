import { wholeValue } from '../../api/quantity';
import type { ResourceRequirements } from '../../api/schema/objects';
import type { Duration, Loop, Time } from '../../sim/loop';
import type { Scope } from '../../sim/scope';
import { Application } from './application';
import { besideProgram, isUnderstood, type MainProgram, mainProgram, runAtOnce } from './command';
import { ContainerClients } from './container-clients';
import { ContainerFiles } from './container-files';
import { ContainerLog } from './container-log';
import type { ContainerOptions, Exit } from './container-options';
import type { ClientStreams, Session } from './exec-session';
import { Execution } from './execution';
import { commandLine } from './image-entrypoint';
import { Input } from './input';
import { lastWords, messagePath } from './last-words';
import type { CommandResult, Process } from './process';
import {
  answer,
  ContainerSurroundings,
  notRun,
  type ProgramHost,
  type Streams,
  userOf,
} from './surroundings';

const SIGKILL_CODE = 137;
/** A server that ends later than this by itself is not waited for. */
const PATIENCE: Duration = 600_000;
/** Nor is what is to end some time, if that is an hour away or more: nobody waits longer for a cluster to settle. */
const PATIENCE_MAX: Duration = 3_599_999;
/** How soon a container that uses more memory than its limit is killed. */
const OOM_DELAY: Duration = 1000;
/** Signals that end no program unless it wants to. */
const HARMLESS = ['SIGCHLD', 'SIGCLD', 'SIGCONT', 'SIGURG', 'SIGWINCH'];

export type { ProbeKind } from './container-options';

/** One run of a container, as the container runtime keeps it: it lives on when the kubelet does not. */
export class Container implements ProgramHost {
  readonly log = new ContainerLog();
  readonly startedAt: Time;
  finishedAt: Time | undefined;
  exit: Exit | undefined;
  private program: MainProgram | undefined;
  private execution: Execution | undefined;
  private stopping = false;
  private exitListener: (() => void) | undefined;
  private ownFiles: ContainerFiles | undefined;
  private ownEnvironment: ReadonlyMap<string, string> | undefined;
  /** The size that it has now; a resize in place changes it. */
  resources: ResourceRequirements | undefined;
  /** What those see of it that connect to it. */
  readonly application: Application;
  private readonly clients: ContainerClients;

  constructor(
    private readonly scope: Scope,
    readonly options: ContainerOptions,
  ) {
    this.startedAt = scope.loop.now;
    this.resources = options.spec.resources;
    this.application = new Application(this);
    this.clients = new ContainerClients(options.spec);
  }

  get loop(): Loop {
    return this.scope.loop;
  }

  /** Its files, with its volumes; most containers never look at theirs. */
  get files(): ContainerFiles {
    if (this.ownFiles === undefined) {
      const isReadOnly = this.options.spec.securityContext?.readOnlyRootFilesystem === true;
      this.ownFiles = new ContainerFiles(this.options.mounts(), {
        isReadOnly,
        user: userOf(this.options),
      });
      this.application.listening.layPages(this.ownFiles);
      this.ownFiles.onChange(() => this.application.tell());
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

  get now(): Time {
    return this.scope.loop.now;
  }

  /** True when it was asked to end. */
  get isStopping(): boolean {
    return this.stopping;
  }

  /** True when somebody has looked at its files. */
  get hasOwnFiles(): boolean {
    return this.ownFiles !== undefined;
  }

  /** Starts the main program. */
  start(): void {
    const { behaviour, spec } = this.options;
    const words = commandLine(spec);
    const now = this.scope.loop.now;
    const around = new ContainerSurroundings(this, this.mainStreams(), () => this.imageProgram());
    this.program = mainProgram(words, around);
    if (!this.program.understood) {
      for (const line of behaviour.logs) this.log.write(`${line}\n`, now);
    }
    const execution = new Execution(this.scope, this.program.process, {
      label: `run ${this.name}`,
      ended: (code) => this.ended(code),
      patience: this.options.isServer ? PATIENCE : PATIENCE_MAX,
    });
    this.execution = execution;
    this.clients.input.onNews(() => execution.wake('input'));
    this.watchMemory();
    execution.start();
  }

  /** Takes another size without a restart. */
  resize(resources: ResourceRequirements | undefined): void {
    this.resources = resources;
    this.watchMemory();
  }

  /** What its main program uses of the memory, in bytes. */
  get memory(): number {
    return this.running ? this.options.behaviour.memory : 0;
  }

  private watchMemory(): void {
    if (!this.usesTooMuch) return;
    this.scope.after(OOM_DELAY, `oom ${this.name}`, () => {
      if (this.usesTooMuch) this.kill({ code: SIGKILL_CODE, reason: 'OOMKilled' });
    });
  }

  private get usesTooMuch(): boolean {
    const limit = this.resources?.limits?.memory;
    return limit !== undefined && this.memory > wholeValue(limit);
  }

  private mainStreams(): Streams {
    const write = (to: 'out' | 'err') => (text: string) => {
      this.log.write(text, this.loop.now);
      this.clients.show(to, text);
    };
    return {
      out: write('out'),
      err: write('err'),
      input: this.clients.input,
      isTerminal: this.options.spec.tty === true,
    };
  }

  /** Asks the main program to end; what it makes of that is its own affair. */
  terminate(): void {
    if (!this.running || this.stopping) return;
    this.stopping = true;
    const { behaviour, stopSignal } = this.options;
    const { program } = this;
    if (stopSignal === 'SIGKILL') {
      this.kill();
      return;
    }
    if (program?.signals?.trap(stopSignal.replace(/^SIG/, '')) === true) {
      this.execution?.wake('signal');
      return;
    }
    // upstream: a process with number 1 that handles no TERM ignores it, and shells and sleeps handle none
    if (program?.understood === true || behaviour.stop === undefined) return;
    if (HARMLESS.includes(stopSignal)) return;
    this.scope.after(behaviour.stop, `stop ${this.name}`, () => this.ended(behaviour.stopCode));
  }

  /** Ends the container at once; 137 by KILL unless told otherwise. */
  kill(exit: Exit = { code: SIGKILL_CODE, reason: 'Error' }): void {
    if (!this.running) return;
    this.execution?.stop();
    this.exit = exit;
    this.close(this.scope.loop.now);
    this.exitListener?.();
  }

  /** The machine lost its power; nobody was there to see it. */
  lose(finishedAt: Time): void {
    if (!this.running) return;
    this.exit = { code: 255, reason: 'Unknown' };
    this.close(finishedAt);
  }

  private close(finishedAt: Time): void {
    this.finishedAt = finishedAt;
    this.log.close(finishedAt);
    this.clients.close();
  }

  /** Calls `listen` when the container ends. One listener: the kubelet. */
  onExit(listen: (() => void) | undefined): void {
    this.exitListener = listen;
  }

  /** True when it is known what the main program does, so that other commands are judged by what they find. */
  get isInterpreted(): boolean {
    const { program } = this;
    return program?.understood === true || program?.isOfImage === true;
  }

  /** Runs a command inside, at once. Unknown commands succeed as long as the application answers. */
  run(words: readonly string[], answers: boolean): CommandResult {
    let output = '';
    const out = (text: string) => {
      output += text;
    };
    const streams = { out, err: out, input: Input.of(), isTerminal: false };
    const around = new ContainerSurroundings(this, streams, () => answer(answers));
    const process = isUnderstood(words) ? besideProgram(words, around) : answer(answers);
    return { ...runAtOnce(process), output };
  }

  /** Runs a command beside the main program, for a client. What nobody here understands is not run, and says so. */
  exec(words: readonly string[], streams: ClientStreams, isTerminal: boolean): Session {
    return this.clients.exec(this.scope, streams, isTerminal, (session) => {
      const around = new ContainerSurroundings(this, session, (own) => notRun(own, session.err));
      return besideProgram(words, around);
    });
  }

  /** Lets a client see what the main program writes from now on, and write what it reads. */
  attach(streams: ClientStreams): Session {
    return this.clients.attach(streams);
  }

  /** Ends the main program by itself after some time. */
  exitLater(code: number, after: Duration): void {
    this.scope.after(after, `exit ${this.name}`, () => this.ended(code));
  }

  get environment(): ReadonlyMap<string, string> {
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

  /** Its files, if somebody can have written to the path: itself, or whoever shares a volume there. */
  private writtenAt(path: string): ContainerFiles | undefined {
    const isShared = this.options.spec.volumeMounts?.some(
      ({ mountPath }) => path === mountPath || path.startsWith(mountPath.replace(/\/?$/, '/')),
    );
    return this.ownFiles === undefined && isShared !== true ? undefined : this.files;
  }

  private ended(code: number): void {
    if (!this.running) return;
    const { spec } = this.options;
    const message = lastWords(spec, code, this.writtenAt(messagePath(spec)), this.log);
    this.kill({
      code,
      reason: code === 0 ? 'Completed' : 'Error',
      ...(message === '' ? {} : { message }),
    });
  }
}
