import { Pods } from '../api/core/pod';
import { isApiError } from '../api/errors';
import type { Env } from '../runtime/env';
import { decisionNote } from './decision-note';
import { EventHandlers } from './event-handlers';
import type { Decision } from './framework';
import { ClusterLookup } from './lookup';
import { fitMessage, NO_CLAIMS, NO_NODES, NO_STATE } from './message';
import type { NodeInfo } from './node-info';
import type { PodInfo } from './pod-info';
import { setUnscheduled } from './pod-status';
import { preempt } from './preemption';
import type { SchedulerProfile } from './profile';
import { type QueuedPod, SchedulingQueue } from './queue';
import { schedule } from './schedule';
import { Snapshot } from './snapshot';
import { messageOf, VolumeBinder } from './volume-binder';

const FLUSH_PERIOD = 30_000;
const PRE_BIND = 'running PreBind plugin "VolumeBinding": ';

/** Gives Pods their nodes, one a call, each by the profile that it names. upstream: pkg/scheduler */
export class Scheduler {
  private readonly binder: VolumeBinder;
  private readonly snapshot: Snapshot;
  private readonly queue: SchedulingQueue;
  private readonly handlers: EventHandlers;
  /** As whom it speaks of the Pods of each profile. */
  private readonly voices: ReadonlyMap<string, Env>;
  private readonly assumed = new Set<string>();
  private start = 0;
  /** When it is done with the Pod that it looks at. */
  private busyUntil = 0;
  private scheduled = false;

  constructor(
    private readonly env: Env,
    profiles: readonly SchedulerProfile[],
  ) {
    const { loop } = env;
    const lookup = new ClusterLookup(env.cache);
    this.binder = new VolumeBinder(env, lookup);
    this.snapshot = new Snapshot(lookup);
    this.queue = new SchedulingQueue(
      profiles,
      () => loop.now,
      () => loop.cause,
    );
    this.voices = new Map(
      profiles.map(({ name }) => [name, name === env.name ? env : env.as(name)]),
    );
    const { snapshot, queue, binder, assumed } = this;
    this.handlers = new EventHandlers(
      env,
      { lookup, snapshot, queue, binder, assumed },
      new Set(this.voices.keys()),
      () => this.wake(),
    );
  }

  run(): void {
    this.handlers.run();
    this.env.scope.every(FLUSH_PERIOD, 'flush unschedulable Pods', () => {
      this.queue.flushUnschedulable();
      this.wake();
    });
    this.wake();
  }

  private wake(): void {
    if (this.scheduled || !this.queue.ready) return;
    this.scheduled = true;
    const delay = Math.max(0, this.busyUntil - this.env.loop.now);
    this.env.scope.after(delay, 'schedule', () => {
      this.scheduled = false;
      const pod = this.queue.pop();
      if (pod !== undefined) this.scheduleOne(pod);
      this.wake();
    });
  }

  private voiceOf({ profile }: QueuedPod): Env {
    return this.voices.get(profile.name) ?? this.env;
  }

  private scheduleOne(queued: QueuedPod): void {
    const { snapshot } = this;
    const { info, profile } = queued;
    const env = this.voiceOf(queued);
    this.busyUntil = env.loop.now + env.settings.schedulingCycle;
    env.loop.cause = queued.cause;
    if (info.terminating) {
      this.queue.remove(info.uid);
      const message = `skip schedule deleting pod: ${info.key}`;
      env.events.record(info.pod, 'Warning', 'FailedScheduling', message, 'Scheduling');
      return;
    }
    if (snapshot.nodes.length === 0) {
      this.refuse(queued, [], NO_NODES, 'Unschedulable', '');
      return;
    }
    const decision = schedule(profile.plugins, info, snapshot, {
      percentage: profile.percentageOfNodes,
      tieBreak: (nodes, pod) => oneOf(env, nodes, pod),
      start: this.start,
    });
    this.start = (this.start + decision.examined) % snapshot.nodes.length;
    if (decision.node !== undefined) this.assume(queued, decision, decision.node);
    else this.reject(queued, decision);
  }

  private assume(queued: QueuedPod, decision: Decision, node: NodeInfo): void {
    const { snapshot } = this;
    const env = this.voiceOf(queued);
    const { info } = queued;
    snapshot.unnominate(info.uid);
    snapshot.addPod(info, node.name);
    this.assumed.add(info.uid);
    env.loop.cause = env.note('decision', decisionNote(info, decision, snapshot.nodes.length));
    if (info.pod.spec.volumes !== undefined && node.node !== undefined) {
      try {
        const waits = this.binder.begin(info, node.node, (problem) => {
          if (problem === undefined) this.bind(queued, node.name);
          else this.unassume(queued, `${PRE_BIND}binding volumes: ${problem}`);
          this.wake();
        });
        if (waits) return;
      } catch (error) {
        this.unassume(queued, `${PRE_BIND}binding volumes: ${messageOf(error)}`);
        return;
      }
    }
    const { binding } = env.settings;
    if (binding === 0) {
      this.bind(queued, node.name);
      return;
    }
    const { cause } = env.loop;
    env.scope.after(binding, 'bind', () => {
      env.loop.cause = cause;
      this.bind(queued, node.name);
      this.wake();
    });
  }

  private bind(queued: QueuedPod, node: string): void {
    const env = this.voiceOf(queued);
    const { info } = queued;
    const { namespace, name, uid } = info;
    try {
      env.api.bind({ namespace, name, uid }, node);
    } catch (error) {
      const isGone = isApiError(error, 'NotFound');
      this.unassume(queued, `running Bind plugin "DefaultBinder": ${messageOf(error)}`, isGone);
      return;
    }
    this.queue.remove(uid);
    const message = `Successfully assigned ${info.key} to ${node}`;
    env.events.record(info.pod, 'Normal', 'Scheduled', message, 'Binding');
  }

  /** It did not get there after all: its room is free again. */
  private unassume(queued: QueuedPod, message: string, isGone = false): void {
    const { env, queue, snapshot } = this;
    const { uid, namespace, name } = queued.info;
    this.assumed.delete(uid);
    const pod = snapshot.removePod(uid);
    const known = env.cache.informer(Pods).find(namespace, name);
    if (isGone || known?.metadata.uid !== uid) {
      queue.remove(uid);
      return;
    }
    this.refuse(queued, [], message, 'SchedulerError', '');
    if (pod !== undefined) this.handlers.happened({ type: 'PodGone', pod });
  }

  private reject(queued: QueuedPod, decision: Decision): void {
    const { snapshot } = this;
    const env = this.voiceOf(queued);
    const { diagnosis, cycle } = decision;
    if (diagnosis === undefined) return;
    const { info } = queued;
    env.loop.cause = env.note('decision', decisionNote(info, decision, snapshot.nodes.length));
    if (cycle === undefined) {
      const message = fitMessage(diagnosis, NO_STATE);
      this.refuse(queued, diagnosis.plugins, message, 'Unschedulable', undefined);
      return;
    }
    const { name, preemption } = queued.profile;
    if (preemption === undefined) {
      this.refuse(queued, diagnosis.plugins, fitMessage(diagnosis), 'Unschedulable', '');
      return;
    }
    const result = preempt(env, cycle, diagnosis, { name, preemption });
    const after = result.message === '' ? '' : `${NO_CLAIMS}, preemption: ${result.message}`;
    const node = result.node ?? (result.keepsNomination ? undefined : '');
    this.refuse(queued, diagnosis.plugins, fitMessage(diagnosis, after), 'Unschedulable', node);
  }

  /** The Pod gets no node for now: it says so in its status and in an Event, and waits. */
  private refuse(
    queued: QueuedPod,
    plugins: readonly string[],
    message: string,
    reason: 'Unschedulable' | 'SchedulerError',
    nominated: string | undefined,
  ): void {
    const { queue } = this;
    const env = this.voiceOf(queued);
    const { info } = queued;
    if (plugins.length > 0) queue.rejected(queued, plugins);
    else this.retryLater(queued, reason === 'Unschedulable');
    if (nominated) this.snapshot.nominate(info, nominated);
    else if (nominated === '') this.snapshot.unnominate(info.uid);
    env.events.record(info.pod, 'Warning', 'FailedScheduling', message, 'Scheduling');
    setUnscheduled(env, info, { reason, message, nominated });
  }

  private retryLater(queued: QueuedPod, isHopeless: boolean): void {
    const delay = this.queue.failed(queued);
    this.env.scope.after(
      delay,
      'retry',
      () => {
        this.queue.flushErrors();
        this.wake();
      },
      // without any node nothing will have changed
      isHopeless ? 'background' : 'foreground',
    );
  }
}

/** Chance decides among equals. */
function oneOf(env: Env, nodes: readonly NodeInfo[], { key }: PodInfo): NodeInfo {
  const wanted = env.chance?.nodeOf(key);
  const found = wanted === undefined ? undefined : nodes.find(({ name }) => name === wanted);
  return found ?? (nodes[env.random.below(nodes.length)] as NodeInfo);
}
