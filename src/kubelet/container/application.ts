import type { Time } from '../../sim/loop';
import type { ContainerFiles } from './container-files';
import type { ContainerOptions, ProbeKind } from './container-options';
import { Listening } from './listening';
import type { HttpReply, HttpRequest } from './pod-http';

const NONE: ReadonlyMap<ProbeKind, boolean> = new Map();

/** What a client gets that connects. */
export type Answer = 'answered' | 'connection refused' | 'timed out' | 'answered with an error';

/** The container that an application runs in. */
export interface ApplicationHost {
  readonly options: ContainerOptions;
  readonly startedAt: Time;
  readonly now: Time;
  readonly running: boolean;
  /** True when it was asked to end. */
  readonly isStopping: boolean;
  readonly files: ContainerFiles;
  /** True when somebody has looked at its files: before, only the image's are there. */
  readonly hasOwnFiles: boolean;
}

/** What the main program of a container is for those that connect to it: what it answers, and when. */
export class Application {
  readonly listening: Listening;
  /** Which probes it answers or not, against its image; almost always none. */
  private silenced = NONE;
  private sick = false;
  private listener: (() => void) | undefined;

  constructor(private readonly host: ApplicationHost) {
    this.listening = new Listening(host.options.spec);
  }

  /** When it begins to answer; undefined: never. */
  get readyAt(): Time | undefined {
    const { ready } = this.host.options.behaviour;
    return ready === undefined ? undefined : this.host.startedAt + ready;
  }

  /** Calls `listen` when an answer to a probe may have changed for another reason than time. */
  onAnswerChange(listen: (() => void) | undefined): void {
    this.listener = listen;
  }

  /** An answer may be another one now. */
  tell(): void {
    this.listener?.();
  }

  /** Makes it stop answering a kind of probe, or answer again. */
  answerProbe(kind: ProbeKind, answers: boolean): void {
    this.silenced = new Map(this.silenced).set(kind, !answers);
    this.tell();
  }

  /** True when it answers this kind of probe now. */
  answers(kind: ProbeKind): boolean {
    if (!this.host.running || this.sick || this.silenced.get(kind) === true) return false;
    const { readyAt } = this;
    // an application that never becomes ready is up, and says of itself that it is not ready
    if (readyAt === undefined) return kind === 'liveness';
    return this.host.now >= readyAt;
  }

  /** True when it was made not to answer this kind of probe. */
  isSilent(kind: ProbeKind): boolean {
    return this.silenced.get(kind) === true;
  }

  /** True when it answers its health checks with an error of its own making. */
  get isSick(): boolean {
    return this.sick;
  }

  /** It answers health checks with an error from now on. */
  sicken(): void {
    this.sick = true;
    this.tell();
  }

  /** True when something listens on the container's ports. */
  get listens(): boolean {
    const { readyAt } = this;
    return this.host.running && (readyAt === undefined || this.host.now >= readyAt);
  }

  /**
   * What a client gets that connects to a port now. A server that was asked to end takes no new connections;
   * one that says where it listens listens nowhere else.
   */
  connect(port: number): Answer {
    const { host, listening } = this;
    if (!this.listens || host.isStopping || !listening.opens(port)) return 'connection refused';
    if (this.isSilent('readiness')) return 'timed out';
    return this.answers('readiness') ? 'answered' : 'answered with an error';
  }

  /** What it answers to a request; undefined when it takes no connection on the port. */
  request(request: HttpRequest): HttpReply | undefined {
    const { host, listening } = this;
    if (listening.isKnown) {
      return host.running && !this.isSilent('readiness') ? listening.ask(request) : undefined;
    }
    if (request.transport === 'udp') return undefined;
    const answer = this.connect(request.port);
    if (answer === 'answered') return listening.page(request.path, host.files);
    return answer === 'answered with an error' ? { status: 503, body: '' } : undefined;
  }

  /** True when what it answers depends on more than its health, so that probes ask it. */
  get hasPages(): boolean {
    return this.listening.isKnown || (this.host.hasOwnFiles && this.listening.hasRoot);
  }
}
