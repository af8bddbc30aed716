import { ConfigMaps } from '../api/core/config-map';
import { Secrets } from '../api/core/secret';
import { isApiError } from '../api/errors';
import { kindOf } from '../api/index';
import type { Container as ContainerSpec, Pod, PodSpec } from '../api/schema/objects';
import type { EventType } from '../runtime/event-recorder';
import type { Duration, Time, Timer } from '../sim/loop';
import { Scope } from '../sim/scope';
import type { Container } from './container';
import type { ProbeKind } from './container-options';
import type { KubeletParts } from './kubelet';
import type { Missing } from './pod-config';
import type { PodContext } from './pod-context';
import { PodDeadline } from './pod-deadline';
import { PodEvents } from './pod-events';
import { PodPlace } from './pod-place';
import { atSize, PodResize } from './pod-resize';
import { type ContainerState, isRunning, newPodState, type PodState } from './pod-state';
import type { ContainerProbes } from './prober';
import { takeEphemerals, takeSpecs } from './redefinition';
import { nextAction } from './stages';
import { probesOf, Starter, waitAfterExit } from './starter';
import { stopContainer, Terminator } from './terminator';

/** A Pod that was deleted without its kubelet gets so much grace. */
const FORCED_GRACE: Duration = 1000;
const DEADLINE_MESSAGE = 'Pod was active on the node longer than the specified deadline';

/** Works for one Pod on its node: does what its life demands next, and reports. upstream: pkg/kubelet/pod_workers.go */
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
  private readonly place: PodPlace;
  private readonly starter: Starter;
  private readonly terminator: Terminator;
  private readonly deadline: PodDeadline;
  private readonly probes = new Map<ContainerState, ContainerProbes>();
  private busy = false;
  private terminating = false;
  private removed = false;
  private wake: Timer | undefined;
  private unwatch: (() => void) | undefined;
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
    this.state = newPodState(pod, env.loop.now, { hostIP: parts.nodeIP, clock: env.clock });
    this.events = new PodEvents(env.events, () => this.state.pod);
    this.seen = pod.spec;
    this.place = new PodPlace(this, this.events);
    this.starter = new Starter(this);
    this.resize = new PodResize(this, {
      events: this.events,
      restart: (container, message) => this.restart(container, message),
      completed: () => parts.resizes.retry(),
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
    this.sync();
    if (this.resize.isWanted) this.parts.resizes.push(this);
  }

  /** The kubelet stops, or is done with the Pod: nothing is done or heard any more; what runs runs on. */
  stop(): void {
    this.scope.stop();
    this.unwatch?.();
    for (const { run } of this.state.containers) {
      run?.onExit(undefined);
      run?.onAnswerChange(undefined);
    }
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
  disrupt(reason: string, message: string, grace: Duration): void {
    if (this.state.finished || this.state.failure !== undefined) return;
    this.state.disruption = message;
    this.fail(reason, message, grace);
  }

  /** The node runs short of something, and this Pod has to go. */
  evict(message: string): void {
    this.events.ofPod('Warning', 'Evicted', message);
    this.disrupt('Evicted', message, 0);
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
    if (!this.removed) this.parts.writer.write(this.state);
  }

  adopt(container: ContainerState): void {
    const { run } = container;
    if (run === undefined) return;
    run.onExit(() => this.exited(container, run));
    if (container.kind === 'ephemeral') return;
    const probes = probesOf(this, container);
    if (probes === undefined) return;
    this.probes.set(container, probes);
    probes.start();
  }

  changed(): void {
    this.write();
    // a sidecar that has started, or a Pod that is ready, may let the next thing begin
    if (!this.busy) this.sync();
  }

  probed(spec: ContainerSpec, kind: ProbeKind, what: 'failed' | 'warning', message: string): void {
    const container = this.state.containers.find(
      (c) => c.spec === spec || c.spec.name === spec.name,
    );
    if (container === undefined) return;
    const name = `${(kind[0] ?? '').toUpperCase()}${kind.slice(1)}`;
    const reason = what === 'failed' ? 'Unhealthy' : 'ProbeWarning';
    this.say(container, 'Warning', reason, `${name} probe ${what}: ${message}`);
  }

  failed(container: ContainerState, kind: ProbeKind): void {
    if (this.terminating) return;
    const { spec } = container;
    const probe = kind === 'startup' ? spec.startupProbe : spec.livenessProbe;
    const text = `Container ${spec.name} failed ${kind} probe, will be restarted`;
    this.say(container, 'Normal', 'Killing', text);
    container.restartDue =
      this.state.pod.spec.restartPolicy !== 'Never' || container.kind === 'sidecar';
    const seconds =
      probe?.terminationGracePeriodSeconds ??
      this.state.pod.spec.terminationGracePeriodSeconds ??
      30;
    stopContainer(this, container, seconds * 1000);
  }

  awaitConfig({ kind, name }: Missing): void {
    this.unwatch?.();
    const watched =
      kind === 'ConfigMap' ? ConfigMaps : kind === 'Secret' ? Secrets : kindOf('v1', kind);
    if (watched === undefined || name === '') return;
    const { namespace } = this.state.pod.metadata;
    const fields = `metadata.name=${name}`;
    try {
      this.unwatch = this.api.watch(watched, { namespace, fields }, () => {
        this.unwatch?.();
        this.unwatch = undefined;
        // it may work now: from here on somebody waits for the next attempt
        if (this.wake !== undefined) this.wakeAt(this.wake.time, 'foreground');
      });
    } catch (error) {
      // the next attempt comes anyway
      if (!isApiError(error)) throw error;
    }
  }

  /** Takes in what of the spec has changed: images, sizes, ephemeral containers. upstream: computePodActions */
  private redefine(pod: Pod): void {
    const { state, resize } = this;
    this.seen = pod.spec;
    for (const container of takeSpecs(state, pod)) this.replace(container);
    if (takeEphemerals(state, pod)) this.sync();
    if (resize.isWanted || state.resize?.pending !== undefined) this.parts.resizes.push(this);
  }

  /** A container whose image was changed is started anew with it. upstream: containerChanged */
  private replace(container: ContainerState): void {
    if (isRunning(container)) {
      const { name } = container.spec;
      this.restart(container, `Container ${name} definition changed, will be restarted`);
    } else if (container.retryAt !== undefined && container.run === undefined) {
      container.retryAt = undefined;
      this.sync();
    }
  }

  private restart(container: ContainerState, message: string): void {
    this.say(container, 'Normal', 'Killing', message);
    container.restartDue = true;
    this.probes.get(container)?.stop('startup', 'liveness', 'readiness');
    stopContainer(this, container, this.grace());
  }

  private sync(): void {
    if (this.busy || this.terminating || this.state.finished) return;
    const action = nextAction(this.state, this.loop.now);
    if (action === undefined) return;
    switch (action.do) {
      case 'mount':
        this.mount();
        return;
      case 'sandbox':
        this.busy = true;
        this.place.makeSandbox((until) => {
          this.busy = false;
          if (until === undefined) this.sync();
          else this.wakeAt(until, 'background');
        });
        return;
      case 'start':
        this.busy = true;
        this.starter.start(action.container, () => {
          this.busy = false;
          this.write();
          this.resize.check();
          this.sync();
        });
        return;
      case 'finish':
        this.terminating = true;
        this.terminator.begin(this.grace());
        return;
      default:
        if (action.until !== undefined) this.wakeAt(action.until, this.patience());
    }
  }

  /** Nobody waits for what is tried over and over; only for the second look at a failed pull. */
  private patience(): 'foreground' | 'background' {
    const pulls = this.state.containers.some((c) => c.waiting?.reason === 'ErrImagePull');
    return pulls ? 'foreground' : 'background';
  }

  private wakeAt(time: Time, mode: 'foreground' | 'background'): void {
    this.wake?.cancel();
    const run = () => {
      this.wake = undefined;
      this.sync();
    };
    this.wake = this.scope.after(time - this.loop.now, 'pod back-off', run, mode);
  }

  private mount(): void {
    const late = this.place.mount();
    if (late === undefined) {
      this.sync();
      return;
    }
    this.wakeAt(late.until, 'background');
    this.awaitConfig(late.missing);
  }

  private exited(container: ContainerState, run: Container): void {
    if (container.run !== run) return;
    this.probes.get(container)?.stop('startup', 'liveness', 'readiness');
    this.probes.delete(container);
    container.ready = false;
    container.started = false;
    if (this.terminating) {
      this.terminator.advance();
      return;
    }
    const restarts = nextAction(this.state, this.loop.now);
    if (restarts?.do !== 'finish') waitAfterExit(this, container);
    // upstream: what the kubelet itself ended starts again in the same turn, so that nobody hears of its end
    const startsAtOnce = container.restartDue && container.waiting === undefined;
    if (restarts?.do !== 'finish' && !startsAtOnce) this.write();
    this.sync();
  }

  private grace(): Duration {
    return (this.state.pod.spec.terminationGracePeriodSeconds ?? 30) * 1000;
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
      this.busy = false;
      this.wake?.cancel();
      for (const probes of this.probes.values()) probes.stop('startup', 'liveness');
    }
    this.terminator.begin(grace);
  }

  /** Nothing of the Pod runs any more: the last report. */
  private finished(): void {
    const { state } = this;
    if (state.finished) return;
    state.finished = true;
    state.resize = undefined;
    this.runtime.stopSandbox(state.pod.metadata.uid);
    if (this.removed) this.release();
    else this.parts.writer.finish(state);
    this.parts.resizes.retry();
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
    this.fail('DeadlineExceeded', DEADLINE_MESSAGE, this.grace());
  }
}
