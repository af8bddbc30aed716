import type { Pod, PodSpec } from '../api/schema/objects';
import type { EventType } from '../runtime/event-recorder';
import type { Duration } from '../sim/loop';
import { Scope } from '../sim/scope';
import type { KubeletParts } from './kubelet';
import type { Missing } from './pod-config';
import type { PodContext } from './pod-context';
import { PodDeadline } from './pod-deadline';
import { PodEvents } from './pod-events';
import { PodProgress } from './pod-progress';
import { atSize, PodResize } from './pod-resize';
import { type ContainerState, isRunning, newPodState, type PodState } from './pod-state';
import { PodSupervisor } from './pod-supervisor';
import { takeEphemerals, takeSpecs } from './redefinition';
import { graceOf, Terminator } from './terminator';

/** A Pod that was deleted without its kubelet gets so much grace. */
const FORCED_GRACE: Duration = 1000;
const PREEMPTED = 'Preempted in order to admit critical pod';
const PREEMPTED_CONDITION = 'Pod was preempted by Kubelet to accommodate a critical pod.';
const DEADLINE_MESSAGE = 'Pod was active on the node longer than the specified deadline';

/**
 * Works for one Pod on its node, from when the kubelet takes it on to when nothing of it is left: takes in what the
 * API server says of it, and decides when and why it ends. upstream: pkg/kubelet/pod_workers.go
 */
export class PodWorker implements PodContext {
  readonly state: PodState;
  readonly scope: Scope;
  readonly api;
  readonly loop;
  readonly random;
  readonly runtime;
  readonly outside;
  readonly crashes;
  readonly pulls;
  readonly resize: PodResize;
  epoch = 0;
  private readonly events: PodEvents;
  private readonly progress: PodProgress;
  private readonly supervisor: PodSupervisor;
  private readonly terminator: Terminator;
  private readonly deadline: PodDeadline;
  private terminating = false;
  private removed = false;
  /** The spec that was looked at last. */
  private seen: PodSpec;

  constructor(
    private readonly parts: KubeletParts,
    pod: Pod,
  ) {
    const { env } = parts;
    this.scope = new Scope(env.loop);
    this.api = env.api;
    this.loop = env.loop;
    this.random = parts.random;
    this.runtime = parts.runtime;
    this.outside = parts.outside;
    this.crashes = parts.crashes;
    this.pulls = parts.pulls;
    this.state = newPodState(pod, env, parts.nodeIP);
    this.events = new PodEvents(env.events, () => this.state.pod);
    this.seen = pod.spec;
    this.progress = new PodProgress(this, {
      started: () => {
        this.write();
        this.resize.check();
      },
      completed: () => {
        this.terminating = true;
        this.terminator.begin(graceOf(this.state.pod));
      },
    });
    this.supervisor = new PodSupervisor(this, {
      changed: () => {
        this.write();
        // a sidecar that has started, or a Pod that is ready, may let the next thing begin
        this.progress.next();
      },
      exited: (container) => {
        if (this.terminating) this.terminator.advance();
        else this.progress.afterExit(container);
      },
    });
    this.resize = new PodResize(this, {
      restart: (container, message) => this.supervisor.restart(container, message),
      completed: () => parts.freed(),
    });
    this.terminator = new Terminator(this, () => this.finished());
    this.deadline = new PodDeadline(this, () => this.pastDeadline());
  }

  get podIP(): string {
    const { sandbox, pod, hostIP } = this.state;
    return pod.spec.hostNetwork === true ? hostIP : (sandbox?.ip ?? '');
  }

  /** True while the Pod takes resources of the node. */
  get isActive(): boolean {
    return !this.state.finished && !this.state.rejected;
  }

  /** True while the Pod counts when others ask for room: one that the API server has forgotten does not. */
  get holdsRoom(): boolean {
    return this.isActive && !this.removed;
  }

  /** Takes the Pod on: finds what runs of it already, and goes on from there. */
  begin(): void {
    const { state, runtime } = this;
    const { phase } = state.pod.status;
    state.sandbox = runtime.sandbox(state.pod.metadata.uid);
    for (const container of state.containers) {
      container.run = runtime.last(state.pod.metadata.uid, container.spec.name);
      container.previous = runtime.previous(state.pod.metadata.uid, container.spec.name);
      if (container.run !== undefined) {
        // what a kubelet before this one granted is what it runs at
        container.spec = atSize(container.spec, container.run.resources);
      }
      if (isRunning(container)) this.adopt(container);
    }
    if (phase === 'Succeeded' || phase === 'Failed') {
      state.rejected = state.sandbox === undefined;
      state.finished = true;
      const { reason, message = '' } = state.pod.status;
      if (reason !== undefined) state.failure = { reason, message };
      this.afterFinish();
      return;
    }
    if (this.startTermination()) return;
    this.deadline.look(this.state.pod, this.state.startTime);
    this.write();
    this.progress.next();
    if (this.resize.isWanted) this.parts.resizes.push(this);
  }

  /** The kubelet stops, or is done with the Pod: nothing is done or heard any more; what runs runs on. */
  stop(): void {
    this.scope.stop();
    this.progress.stop();
    this.supervisor.stop();
  }

  /** The kubelet does not take the Pod. */
  reject(reason: string, message: string): void {
    this.state.rejected = true;
    this.state.finished = true;
    this.state.failure = { reason, message: `Pod was rejected: ${message}` };
    this.events.ofPod('Warning', reason, message);
    this.parts.writer.write(this.state);
    this.afterFinish();
  }

  /** The API server has a newer state of the Pod. */
  update(pod: Pod): void {
    if ((pod === this.state.pod && pod.spec === this.seen) || this.removed) return;
    this.state.pod = pod;
    this.doubtRoom();
    if (this.state.finished) {
      this.afterFinish();
      return;
    }
    if (this.startTermination()) return;
    if (pod.spec !== this.seen) {
      this.deadline.look(pod, this.state.startTime);
      this.redefine(pod);
    }
    this.write();
  }

  /** The API server no longer has the Pod: what runs of it ends soon. */
  remove(): void {
    this.removed = true;
    this.doubtRoom();
    this.parts.writer.forget(this.state);
    if (this.state.finished) this.release();
    else this.terminate(FORCED_GRACE);
  }

  /** Ends the Pod from here, for good: an eviction, a deadline. */
  fail(reason: string, message: string, grace: Duration): void {
    if (this.state.finished || this.state.failure !== undefined) return;
    this.state.failure = { reason, message };
    this.terminate(grace);
  }

  /** Ends the Pod because its node needs it gone: its conditions say so too. */
  disrupt(reason: string, message: string, grace: Duration, condition = message): void {
    if (this.state.finished || this.state.failure !== undefined) return;
    this.state.disruption = condition;
    this.fail(reason, message, grace);
  }

  /** The node runs short of something, and this Pod has to go. */
  evict(message: string): void {
    this.events.ofPod('Warning', 'Evicted', message);
    this.disrupt('Evicted', message, 0);
  }

  /** A critical Pod needs the room of this one. upstream: CriticalPodAdmissionHandler */
  preempt(): void {
    this.events.ofPod('Warning', 'Preempting', PREEMPTED);
    this.disrupt('Preempting', PREEMPTED, graceOf(this.state.pod), PREEMPTED_CONDITION);
  }

  /** True when the Pod is being ended. */
  get isEnding(): boolean {
    return this.terminating;
  }

  later(delay: Duration, label: string, run: () => void): void {
    const { epoch } = this;
    this.scope.after(delay, label, () => {
      if (this.epoch === epoch) run();
    });
  }

  say(container: ContainerState, type: EventType, reason: string, message: string): void {
    this.events.ofPart(container.fieldPath, type, reason, message);
  }

  sayOfPod(type: EventType, reason: string, message: string): void {
    this.events.ofPod(type, reason, message);
  }

  write(): void {
    this.doubtRoom();
    if (!this.removed) this.parts.writer.write(this.state);
  }

  private doubtRoom(): void {
    this.parts.room.doubt(this.state.pod.metadata.uid);
  }

  adopt(container: ContainerState): void {
    this.supervisor.adopt(container);
  }

  awaitConfig(missing: Missing): void {
    this.progress.awaitConfig(missing);
  }

  /** Takes in what of the spec has changed: images, sizes, ephemeral containers. upstream: computePodActions */
  private redefine(pod: Pod): void {
    const { state, resize } = this;
    this.seen = pod.spec;
    for (const container of takeSpecs(state, pod)) this.replace(container);
    if (takeEphemerals(state, pod)) this.progress.next();
    if (resize.isWanted || state.resize?.pending !== undefined) this.parts.resizes.push(this);
  }

  /** A container whose image was changed is started anew with it. upstream: containerChanged */
  private replace(container: ContainerState): void {
    const { name } = container.spec;
    const message = `Container ${name} definition changed, will be restarted`;
    if (this.supervisor.restart(container, message)) return;
    if (container.retryAt === undefined || container.run !== undefined) return;
    container.retryAt = undefined;
    this.progress.next();
  }

  private startTermination(): boolean {
    const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = this.state.pod.metadata;
    if (deletionTimestamp === undefined) return false;
    this.terminate(Math.max(deletionGracePeriodSeconds * 1000, FORCED_GRACE));
    return true;
  }

  private terminate(grace: Duration): void {
    if (!this.terminating) {
      this.terminating = true;
      this.epoch++;
      this.progress.giveUp();
      this.supervisor.beginEnd();
    }
    this.terminator.begin(grace);
  }

  /** Nothing of the Pod runs any more: the last report. */
  private finished(): void {
    const { state } = this;
    if (state.finished) return;
    state.finished = true;
    state.resize = undefined;
    this.doubtRoom();
    this.runtime.stopSandbox(state.pod.metadata.uid);
    if (this.removed) this.release();
    else this.parts.writer.finish(state);
    this.parts.freed();
  }

  /** A Pod that is over goes when it is to be deleted. */
  private afterFinish(): void {
    if (this.state.pod.metadata.deletionTimestamp === undefined) return;
    this.parts.writer.finish(this.state);
  }

  private release(): void {
    this.runtime.remove(this.state.pod.metadata.uid);
    this.stop();
    this.parts.gone(this.state.pod.metadata.uid);
  }

  private pastDeadline(): void {
    if (this.state.finished || this.terminating) return;
    this.events.ofPod('Normal', 'DeadlineExceeded', DEADLINE_MESSAGE);
    this.fail('DeadlineExceeded', DEADLINE_MESSAGE, graceOf(this.state.pod));
  }
}
