import { isMirrorPod } from '../../api/core/mirror-pod';
import { Pods } from '../../api/core/pod';
import { isFinished, isTerminating } from '../../api/core/pod-states';
import { isApiError } from '../../api/errors';
import type { Node, Pod } from '../../api/schema/objects';
import type { Env } from '../../runtime/env';
import type { Time } from '../../sim/loop';
import type { Placement } from '../add-on';
import { type Fleet, isReady } from './fleet';
import type { NodeGroup } from './node-group';
import { isKept, isOfDaemonSet, obstacle, podsOn, utilization } from './removal';
import { EMPTY_MAX } from './settings';
import type { StatusReport } from './status';

const TO_BE_DELETED = 'ToBeDeletedByClusterAutoscaler';
const CANDIDATE = 'DeletionCandidateOfClusterAutoscaler';

/** A node that could go, and who would have to move. */
interface Candidate {
  readonly node: Node;
  readonly group: NodeGroup;
  readonly movers: readonly Pod[];
  readonly utilization: number;
}

/** A node that is being emptied. */
interface Drain {
  readonly node: Node;
  readonly movers: readonly Pod[];
  readonly since: Time;
}

/** Takes nodes away that have been idle for long. upstream: core/scaledown */
export class ScaleDown {
  private readonly unneeded = new Map<string, Time>();

  constructor(
    private readonly env: Env,
    private readonly fleet: Fleet,
    private readonly status: StatusReport,
  ) {}

  /** How many nodes could go. */
  get candidateCount(): number {
    return this.unneeded.size;
  }

  run(): void {
    const { fleet } = this;
    const { settings } = fleet;
    const { now } = this.env.loop;
    const candidates = this.candidates();
    this.remember(candidates);
    if (now - fleet.lastAdd < settings.delayAfterAdd) return;
    if (now - fleet.lastFailure < settings.delayAfterFailure) return;
    const due = candidates.filter(({ node }) => {
      const since = this.unneeded.get(node.metadata.name) ?? now;
      return now - since >= (isReady(node) ? settings.unneededTime : settings.unreadyTime);
    });
    const allowed = this.withinMinimum(due);
    const empty = allowed.filter(({ movers }) => movers.length === 0).slice(0, EMPTY_MAX);
    // several empty ones at once, else one that must be drained
    for (const candidate of empty.length > 0 ? empty : allowed.slice(0, 1)) this.remove(candidate);
  }

  private remember(candidates: readonly Candidate[]): void {
    const names = new Set(candidates.map(({ node }) => node.metadata.name));
    for (const name of [...this.unneeded.keys()]) {
      if (names.has(name)) continue;
      this.unneeded.delete(name);
      this.fleet.untaint(name, CANDIDATE);
    }
    for (const name of names) {
      if (this.unneeded.has(name)) continue;
      this.unneeded.set(name, this.env.loop.now);
      this.fleet.taint(name, CANDIDATE, 'PreferNoSchedule');
    }
  }

  /** Not so many that a group falls below its least size. */
  private withinMinimum(candidates: readonly Candidate[]): Candidate[] {
    const { fleet } = this;
    const left = new Map(fleet.groups.map((group) => [group, fleet.sizeOf(group)]));
    return candidates.filter(({ group }) => {
      const size = left.get(group) ?? 0;
      if (size <= group.min) return false;
      left.set(group, size - 1);
      return true;
    });
  }

  /** The nodes that could go now: little used, and all that is on them fits elsewhere. */
  private candidates(): Candidate[] {
    const { fleet } = this;
    const shrinkable = fleet.groups.filter((group) => fleet.sizeOf(group) > group.min);
    if (shrinkable.length === 0) return [];
    const placement = fleet.future();
    const found: Candidate[] = [];
    for (const group of shrinkable) {
      for (const node of fleet.nodesOf(group)) {
        const candidate = this.candidate(group, node);
        if (candidate !== undefined && this.canMove(candidate, placement)) found.push(candidate);
      }
    }
    return found;
  }

  private candidate(group: NodeGroup, node: Node): Candidate | undefined {
    const { name } = node.metadata;
    if (this.fleet.isInTransit(name) || isKept(node)) return undefined;
    const pods = podsOn(this.env, name);
    const used = utilization(node, pods);
    if (isReady(node) && used >= this.fleet.settings.utilizationThreshold) return undefined;
    const movers = pods.filter(
      (pod) => !isOfDaemonSet(pod) && !isMirrorPod(pod) && !isTerminating(pod),
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
    const { env, fleet, status } = this;
    const { name } = node.metadata;
    fleet.beginLeaving(name);
    fleet.taint(name, TO_BE_DELETED, 'NoSchedule');
    env.events.record(node, 'Normal', 'ScaleDown', 'marked the node as toBeDeleted/unschedulable');
    if (movers.length === 0) {
      status.say('ScaleDownEmpty', `Scale-down: removing empty node "${name}"`);
    } else {
      const names = movers.map(({ metadata }) => metadata.name).join(',');
      const text = `Scale-down: removing node ${name}, utilization: ${used.toFixed(2)}, pods to reschedule: ${names}`;
      status.say('ScaleDown', text);
    }
    this.drain({ node, movers, since: env.loop.now });
  }

  /** Evicts until all are gone; gives up when a budget forbids it for too long. */
  private drain(drain: Drain): void {
    const { env, fleet } = this;
    const { node, movers, since } = drain;
    const { name } = node.metadata;
    const left = movers.filter(({ metadata }) => {
      const now = env.cache.informer(Pods).find(metadata.namespace, metadata.name);
      return now?.metadata.uid === metadata.uid && !isFinished(now);
    });
    if (left.length === 0) {
      env.events.record(node, 'Normal', 'ScaleDown', 'node removed by cluster autoscaler');
      fleet.retire(name);
      this.unneeded.delete(name);
      return;
    }
    if (env.loop.now - since >= fleet.settings.maxProvision) {
      fleet.cancelLeaving(name);
      fleet.untaint(name, TO_BE_DELETED);
      const text = 'failed to drain the node, aborting ScaleDown';
      env.events.record(node, 'Warning', 'ScaleDownFailed', text);
      return;
    }
    for (const pod of left) this.evict(pod, since);
    env.scope.after(fleet.settings.scanInterval, env.name, () => this.drain(drain));
  }

  private evict(pod: Pod, since: Time): void {
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
}
