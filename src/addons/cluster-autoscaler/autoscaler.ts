import { conditionOf } from '../../api/condition';
import { Nodes } from '../../api/core/node';
import { Pods } from '../../api/core/pod';
import { isFinished, isTerminating } from '../../api/core/pod-states';
import { isApiError } from '../../api/errors';
import type { Node, Pod } from '../../api/schema/objects';
import type { Env } from '../../runtime/env';
import type { Time } from '../../sim/loop';
import type { Host, Placement } from '../add-on';
import { choose, expanderOf, type Option } from './expander';
import type { Instance, NodeGroup } from './node-group';
import { isKept, isMirror, isOfDaemonSet, obstacle, podsOn, utilization } from './removal';
import { EMPTY_MAX, EXPENDABLE_BELOW, SETTINGS, UTILIZATION_THRESHOLD } from './settings';
import { StatusReport } from './status';

const TO_BE_DELETED = 'ToBeDeletedByClusterAutoscaler';
const CANDIDATE = 'DeletionCandidateOfClusterAutoscaler';

/** How long a failing group is left alone. */
interface Backoff {
  readonly until: Time;
  readonly duration: number;
}

/** A node that could go, since when, and who would have to move. */
interface Candidate {
  readonly node: Node;
  readonly group: NodeGroup;
  readonly movers: readonly Pod[];
  readonly utilization: number;
}

const isReady = ({ status }: Node): boolean =>
  conditionOf(status?.conditions, 'Ready')?.status === 'True';

/**
 * Grows groups of nodes for Pods that fit nowhere, and shrinks them when nodes have been idle for long. All that
 * it knows of the past is gone after a crash, as upstream's. upstream: cluster-autoscaler/core static_autoscaler
 */
export class Autoscaler {
  private readonly groupOf = new Map<string, NodeGroup>();
  private readonly requested = new Map<string, Instance>();
  private readonly backoffs = new Map<string, Backoff>();
  private readonly unneeded = new Map<string, Time>();
  private readonly leaving = new Set<string>();
  private readonly status: StatusReport;
  private readonly place: (nodes: Iterable<Node>, pods: Iterable<Pod>) => Placement;
  private lastAdd: Time = Number.NEGATIVE_INFINITY;
  private lastFailure: Time = Number.NEGATIVE_INFINITY;
  private serial = 0;

  constructor(
    private readonly env: Env,
    private readonly host: Host,
    private readonly groups: readonly NodeGroup[],
    private readonly expander: string,
  ) {
    this.place = host.placements(env);
    this.status = new StatusReport(env);
  }

  start(): void {
    const { env } = this;
    env.cache.informer(Pods).addIndex('node', (pod) => pod.spec.nodeName);
    for (const group of this.groups) {
      for (let i = this.sizeOf(group); i < group.min; i++) this.request(group);
    }
    env.scope.every(SETTINGS.scanInterval, env.name, () => this.scan());
  }

  private scan(): void {
    this.giveUpOnInstances();
    const waiting = this.unschedulable();
    const helped = waiting.length > 0 && this.scaleUp(waiting);
    if (!helped) this.scaleDown();
    this.status.write(
      this.groups.map((group) => this.reportOf(group)),
      this.unneeded.size,
    );
  }

  private reportOf(group: NodeGroup) {
    const nodes = this.nodesOf(group);
    return {
      name: group.name,
      ready: nodes.filter(isReady).length,
      registered: nodes.length,
      target: this.sizeOf(group),
      min: group.min,
      max: group.max,
      isBackedOff: this.isBackedOff(group),
      isGrowing: this.upcoming(group).length > 0,
    };
  }

  private nodes(): Node[] {
    return [...this.env.cache.informer(Nodes).all().values()];
  }

  private nodesOf(group: NodeGroup): Node[] {
    return this.nodes().filter(({ metadata }) => this.groupOf.get(metadata.name) === group);
  }

  /** Machines that were asked for and are no ready nodes yet. */
  private upcoming(group: NodeGroup): Instance[] {
    const informer = this.env.cache.informer(Nodes);
    return [...this.requested.values()].filter((instance) => {
      const node = informer.get(instance.name);
      return instance.group === group && (node === undefined || !isReady(node));
    });
  }

  private sizeOf(group: NodeGroup): number {
    let size = 0;
    for (const [name, of] of this.groupOf) if (of === group && !this.leaving.has(name)) size++;
    return size;
  }

  private isBackedOff({ name }: NodeGroup): boolean {
    return (this.backoffs.get(name)?.until ?? 0) > this.env.loop.now;
  }

  /** Pods that the scheduler found no room for, but those that nobody would miss. */
  private unschedulable(): Pod[] {
    const found: Pod[] = [];
    for (const pod of this.env.cache.informer(Pods).all().values()) {
      if (pod.spec.nodeName || isFinished(pod) || isTerminating(pod)) continue;
      const scheduled = conditionOf(pod.status.conditions, 'PodScheduled');
      if (scheduled?.status !== 'False' || scheduled.reason !== 'Unschedulable') continue;
      if ((pod.spec.priority ?? 0) >= EXPENDABLE_BELOW) found.push(pod);
    }
    return found;
  }

  /** The cluster as it will be when the machines that were asked for are there. */
  private future(): Placement {
    const nodes = this.nodes().filter(
      (node) => isReady(node) && !this.leaving.has(node.metadata.name),
    );
    const pods = [...this.env.cache.informer(Pods).all().values()].filter(
      (pod) => pod.spec.nodeName && !isFinished(pod),
    );
    const placement = this.place(nodes, pods);
    for (const group of this.groups) {
      for (const { name } of this.upcoming(group)) {
        placement.addNode(this.host.cloud.nodeOf(name, group.template));
      }
    }
    return placement;
  }

  /** True when it waits for machines, old or new. */
  private scaleUp(waiting: readonly Pod[]): boolean {
    const placement = this.future();
    const homeless = waiting.filter((pod) => placement.place(pod) === undefined);
    if (homeless.length === 0) return this.groups.some((group) => this.upcoming(group).length > 0);
    const refusals = new Map<Pod, string[]>();
    const options: Option[] = [];
    for (const group of this.groups) {
      const option = this.optionOf(group, homeless, refusals);
      if (option !== undefined) options.push(option);
    }
    const { env } = this;
    const chosen = choose(options, expanderOf(this.expander), env.random);
    if (chosen !== undefined) this.grow(chosen);
    for (const pod of homeless) {
      if (chosen?.pods.includes(pod) === true) continue;
      const counts = new Map<string, number>();
      for (const why of refusals.get(pod) ?? []) counts.set(why, (counts.get(why) ?? 0) + 1);
      const reasons = [...counts].sort().map(([why, count]) => `${count} ${why}`);
      const text = `pod didn't trigger scale-up: ${reasons.join(', ')}`.replace(/: $/, '');
      env.events.record(pod, 'Normal', 'NotTriggerScaleUp', text);
    }
    return chosen !== undefined;
  }

  /** How many nodes of the group the Pods would fill, one after another. upstream: estimator, BinpackingNodeEstimator */
  private optionOf(
    group: NodeGroup,
    pods: readonly Pod[],
    refusals: Map<Pod, string[]>,
  ): Option | undefined {
    const refuse = (pod: Pod, why: string) =>
      refusals.set(pod, [...(refusals.get(pod) ?? []), why]);
    const size = this.sizeOf(group);
    if (size >= group.max || this.isBackedOff(group)) {
      const why =
        size >= group.max ? 'max node group size reached' : 'in backoff after failed scale-up';
      for (const pod of pods) refuse(pod, why);
      return undefined;
    }
    const placement = this.place([], []);
    const taken: Pod[] = [];
    let nodes = 0;
    for (const pod of pods) {
      if (placement.place(pod) !== undefined) {
        taken.push(pod);
        continue;
      }
      const name = `${group.name}-estimate-${nodes}`;
      placement.addNode(this.host.cloud.nodeOf(name, group.template));
      if (placement.place(pod) === undefined) {
        for (const reason of placement.reasons(pod)) refuse(pod, reason);
        placement.removeNode(name);
      } else if (size + nodes >= group.max) {
        refuse(pod, 'max node group size reached');
        placement.removeNode(name);
      } else {
        taken.push(pod);
        nodes++;
      }
    }
    return nodes === 0 ? undefined : { group, nodes, pods: taken };
  }

  private grow({ group, nodes, pods }: Option): void {
    const { env } = this;
    const size = this.sizeOf(group);
    const target = size + nodes;
    const text = `pod triggered scale-up: [{${group.name} ${size}->${target} (max: ${group.max})}]`;
    this.status.say(
      'ScaledUpGroup',
      `Scale-up: setting group ${group.name} size to ${target} instead of ${size} (max: ${group.max})`,
    );
    for (let i = 0; i < nodes; i++) this.request(group);
    this.status.say(
      'ScaledUpGroup',
      `Scale-up: group ${group.name} size set to ${target} instead of ${size} (max: ${group.max})`,
    );
    for (const pod of pods) env.events.record(pod, 'Normal', 'TriggeredScaleUp', text);
    this.lastAdd = env.loop.now;
  }

  /** Asks the cloud for a machine of the group. */
  private request(group: NodeGroup): void {
    const { env, host } = this;
    const name = `${group.name}-${++this.serial}`;
    this.groupOf.set(name, group);
    this.requested.set(name, { name, group, since: env.loop.now });
    env.note('machine', { group: group.name, name, fails: group.fails });
    if (group.fails) return;
    env.scope.after(group.takes, env.name, () => {
      if (this.requested.has(name)) host.cloud.launch(name, group.template);
    });
  }

  /** Machines that do not come in time are given up, and their group is left alone for a while. */
  private giveUpOnInstances(): void {
    const { now } = this.env.loop;
    for (const { name, group, since } of [...this.requested.values()]) {
      const node = this.env.cache.informer(Nodes).get(name);
      if (node !== undefined && isReady(node)) {
        this.requested.delete(name);
        this.backoffs.delete(group.name);
        this.lastAdd = now;
      } else if (now - since >= SETTINGS.maxProvision) {
        this.requested.delete(name);
        this.groupOf.delete(name);
        this.host.cloud.terminate(name);
        this.fail(group, since);
      }
    }
  }

  private fail(group: NodeGroup, since: Time): void {
    const { now } = this.env.loop;
    this.lastFailure = now;
    const waited = `${Math.round((now - since) / 1000)}s`;
    const text = `Scale-up timed out for node group ${group.name} after ${waited}`;
    this.status.say('ScaleUpTimedOut', text, 'Warning');
    if (this.isBackedOff(group)) return;
    const last = this.backoffs.get(group.name)?.duration;
    const duration =
      last === undefined ? SETTINGS.initialBackoff : Math.min(2 * last, SETTINGS.maxBackoff);
    this.backoffs.set(group.name, { until: now + duration, duration });
  }

  private scaleDown(): void {
    const { now } = this.env.loop;
    const candidates = this.candidates();
    const names = new Set(candidates.map(({ node }) => node.metadata.name));
    for (const name of [...this.unneeded.keys()]) if (!names.has(name)) this.keep(name);
    for (const name of names) {
      if (!this.unneeded.has(name)) {
        this.unneeded.set(name, now);
        this.taint(name, CANDIDATE, 'PreferNoSchedule');
      }
    }
    if (now - this.lastAdd < SETTINGS.delayAfterAdd) return;
    if (now - this.lastFailure < SETTINGS.delayAfterFailure) return;
    const due = candidates.filter(({ node }) => {
      const since = this.unneeded.get(node.metadata.name) ?? now;
      return now - since >= (isReady(node) ? SETTINGS.unneededTime : SETTINGS.unreadyTime);
    });
    const allowed = this.withinMinimum(due);
    const empty = allowed.filter(({ movers }) => movers.length === 0).slice(0, EMPTY_MAX);
    for (const candidate of empty) this.remove(candidate);
    const [drained] = empty.length > 0 ? [] : allowed;
    if (drained !== undefined) this.remove(drained);
  }

  private keep(name: string): void {
    this.unneeded.delete(name);
    this.untaint(name, CANDIDATE);
  }

  /** Not so many that a group falls below its least size. */
  private withinMinimum(candidates: readonly Candidate[]): Candidate[] {
    const left = new Map(this.groups.map((group) => [group, this.sizeOf(group)]));
    return candidates.filter(({ group }) => {
      const size = left.get(group) ?? 0;
      if (size <= group.min) return false;
      left.set(group, size - 1);
      return true;
    });
  }

  /** The nodes that could go now: little used, and all that is on them fits elsewhere. */
  private candidates(): Candidate[] {
    const found: Candidate[] = [];
    const placement = this.future();
    for (const group of this.groups) {
      if (this.sizeOf(group) <= group.min) continue;
      for (const node of this.nodesOf(group)) {
        const candidate = this.candidate(group, node);
        if (candidate !== undefined && this.canMove(candidate, placement)) found.push(candidate);
      }
    }
    return found;
  }

  private candidate(group: NodeGroup, node: Node): Candidate | undefined {
    const { name } = node.metadata;
    if (this.leaving.has(name) || this.requested.has(name) || isKept(node)) return undefined;
    const pods = podsOn(this.env, name);
    const used = utilization(node, pods);
    if (isReady(node) && used >= UTILIZATION_THRESHOLD) return undefined;
    const movers = pods.filter(
      (pod) => !isOfDaemonSet(pod) && !isMirror(pod) && !isTerminating(pod),
    );
    const isBlocked = isReady(node) && movers.some((pod) => obstacle(this.env, pod) !== undefined);
    return isBlocked ? undefined : { node, group, movers, utilization: used };
  }

  /** Tries the move out; what fits stays moved, so that the next candidate reckons with it. */
  private canMove({ node, movers }: Candidate, placement: Placement): boolean {
    if (!isReady(node)) return true;
    const { name } = node.metadata;
    const pods = podsOn(this.env, name);
    placement.removeNode(name);
    const moved = movers.map((pod) => ({ ...pod, spec: { ...pod.spec, nodeName: '' } }) as Pod);
    if (moved.every((pod) => placement.place(pod) !== undefined)) return true;
    // back as it was; Pods that found a place meanwhile are reckoned twice, which errs on the safe side
    placement.addNode(node);
    for (const pod of pods) placement.place(pod);
    return false;
  }

  private remove({ node, movers, utilization: used }: Candidate): void {
    const { env, host } = this;
    const { name } = node.metadata;
    this.leaving.add(name);
    this.taint(name, TO_BE_DELETED, 'NoSchedule');
    env.events.record(node, 'Normal', 'ScaleDown', 'marked the node as toBeDeleted/unschedulable');
    if (movers.length === 0) {
      this.status.say('ScaleDownEmpty', `Scale-down: removing empty node "${name}"`);
    } else {
      const names = movers.map(({ metadata }) => metadata.name).join(',');
      const text = `Scale-down: removing node ${name}, utilization: ${used.toFixed(2)}, pods to reschedule: ${names}`;
      this.status.say('ScaleDown', text);
    }
    this.evict(node, movers, () => {
      env.events.record(node, 'Normal', 'ScaleDown', 'node removed by cluster autoscaler');
      host.cloud.terminate(name);
      this.groupOf.delete(name);
      this.leaving.delete(name);
      this.unneeded.delete(name);
    });
  }

  /** Evicts until all are gone, then calls `done`; gives up when a budget forbids it for too long. */
  private evict(
    node: Node,
    movers: readonly Pod[],
    done: () => void,
    since = this.env.loop.now,
  ): void {
    const { env } = this;
    const { name } = node.metadata;
    const left = movers.filter(({ metadata }) => {
      const now = env.cache.informer(Pods).find(metadata.namespace, metadata.name);
      return now?.metadata.uid === metadata.uid && !isFinished(now);
    });
    if (left.length === 0) {
      done();
      return;
    }
    for (const pod of left) this.evictOne(pod, since);
    if (env.loop.now - since >= SETTINGS.maxProvision) {
      this.leaving.delete(name);
      this.untaint(name, TO_BE_DELETED);
      env.events.record(
        node,
        'Warning',
        'ScaleDownFailed',
        'failed to drain the node, aborting ScaleDown',
      );
      return;
    }
    env.scope.after(SETTINGS.scanInterval, env.name, () => this.evict(node, movers, done, since));
  }

  private evictOne(pod: Pod, since: Time): void {
    const { env } = this;
    if (isTerminating(pod)) return;
    const { namespace, name } = pod.metadata;
    try {
      env.api.evict({ namespace, name });
      if (env.loop.now === since) {
        env.events.record(pod, 'Normal', 'ScaleDown', 'deleting pod for node scale down');
      }
    } catch (error) {
      if (!isApiError(error)) throw error;
      env.note('eviction refused', { pod: name, message: error.message });
    }
  }

  private taint(name: string, key: string, effect: string): void {
    const node = this.env.cache.informer(Nodes).get(name);
    const taints = node?.spec.taints ?? [];
    if (node === undefined || taints.some((taint) => taint.key === key)) return;
    const value = String(Math.floor(this.env.loop.now / 1000));
    this.write({ ...node, spec: { ...node.spec, taints: [...taints, { key, value, effect }] } });
  }

  private untaint(name: string, key: string): void {
    const node = this.env.cache.informer(Nodes).get(name);
    if (node?.spec.taints?.some((taint) => taint.key === key) !== true) return;
    const taints = node.spec.taints.filter((taint) => taint.key !== key);
    this.write({ ...node, spec: { ...node.spec, taints } });
  }

  private write(node: Node): void {
    const { resourceVersion: _, ...metadata } = node.metadata;
    try {
      this.env.api.update(Nodes, { ...node, metadata } as Node);
    } catch (error) {
      if (!isApiError(error)) throw error;
      this.env.note('retry', { node: node.metadata.name, message: error.message });
    }
  }
}
