import { qosClass } from '../api/core/pod-states';
import type { Pod } from '../api/schema/objects';
import { podRequests, type Refusal, type Shortage } from './admit';
import { isCritical } from './critical';

/** How much of a resource is wanted still. */
interface Want {
  readonly resource: string;
  readonly amount: number;
}

const requested = (pod: Pod, resource: string): number =>
  resource === 'pods' ? 1 : (podRequests(pod)[resource] ?? 0);

/** What is wanted still when these Pods are gone. */
function without(wants: readonly Want[], pods: readonly Pod[]): Want[] {
  return wants
    .map(({ resource, amount }) => ({
      resource,
      amount: pods.reduce((left, pod) => left - requested(pod, resource), amount),
    }))
    .filter(({ amount }) => amount > 0);
}

/** How far a Pod is from giving all that is wanted: each resource counts by its unmet share, squared. */
function distance(wants: readonly Want[], pod: Pod): number {
  return wants.reduce((sum, { resource, amount }) => {
    const unmet = Math.max(0, amount - requested(pod, resource)) / amount;
    return sum + unmet ** 2;
  }, 0);
}

/** True when the one Pod asks for no more than the other: of memory, and of CPU where that is equal. */
function isSmaller(one: Pod, other: Pod): boolean {
  const memory = requested(one, 'memory') - requested(other, 'memory');
  return memory === 0 ? requested(one, 'cpu') <= requested(other, 'cpu') : memory < 0;
}

/** The Pod that gives most of what is wanted; of equals the smallest. */
function mostUseful(pods: readonly Pod[], wants: readonly Want[]): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, pod] of pods.entries()) {
    const own = distance(wants, pod);
    if (own > least || (own === least && !isSmaller(pod, pods[best] as Pod))) continue;
    best = index;
    least = own;
  }
  return best;
}

/** Few and small Pods that give what is wanted, the most useful first. */
function closest(pods: readonly Pod[], wants: readonly Want[]): Pod[] {
  const left = [...pods];
  const chosen: Pod[] = [];
  let open = wants;
  while (open.length > 0 && left.length > 0) {
    const next = left.splice(mostUseful(left, open), 1);
    chosen.push(...next);
    open = without(open, next);
  }
  return chosen;
}

/**
 * Which Pods end so that a critical one has what the node is short of: guaranteed ones only for what all others cannot
 * give, then burstable ones. A refusal when it cannot be had. upstream: pkg/kubelet/preemption
 */
export function victimsFor(
  pod: Pod,
  shortages: readonly Shortage[],
  running: readonly Pod[],
): readonly Pod[] | Refusal {
  const wants = shortages.map(({ resource, want, have, capacity }) => ({
    resource,
    amount: want - (capacity - have),
  }));
  const priority = pod.spec.priority ?? 0;
  const preemptable = running.filter(
    (other) => !isCritical(other) || (other.spec.priority ?? 0) < priority,
  );
  const of = (qos: string) => preemptable.filter((other) => qosClass(other.spec) === qos);
  const [bestEffort, burstable, guaranteed] = [of('BestEffort'), of('Burstable'), of('Guaranteed')];
  const unmet = without(wants, preemptable);
  if (unmet.length > 0) return refusal(unmet);
  const hard = closest(guaranteed, without(wants, [...bestEffort, ...burstable]));
  const softer = closest(burstable, without(wants, [...bestEffort, ...hard]));
  const softest = closest(bestEffort, without(wants, [...softer, ...hard]));
  return [...softest, ...softer, ...hard];
}

function refusal(unmet: readonly Want[]): Refusal {
  const list = unmet.map(({ resource, amount }) => `(res: ${resource}, q: ${amount}), `).join('');
  return {
    reason: 'UnexpectedAdmissionError',
    message: `Unexpected error while attempting to recover from admission failure: preemption: error finding a set of pods to preempt: no set of running pods found to reclaim resources: [${list}]`,
  };
}

/** What the waiting room needs of its kubelet. */
export interface RoomHost {
  /** Ends a Pod to make room. */
  preempt(pod: Pod): void;
  /** True when nothing of the Pod runs any more. */
  hasEnded(pod: Pod): boolean;
  /** Takes the Pod on: its room is there. */
  take(pod: Pod): void;
}

/** Critical Pods for which others are being ended. */
export class WaitingRoom {
  private readonly waiting = new Map<string, { pod: Pod; readonly victims: readonly Pod[] }>();

  constructor(private readonly host: RoomHost) {}

  /** Ends the victims; the Pod is taken on when they are gone. */
  await(pod: Pod, victims: readonly Pod[]): void {
    this.waiting.set(pod.metadata.uid, { pod, victims });
    for (const victim of victims) this.host.preempt(victim);
    this.look();
  }

  /** True while the Pod waits; the newest state of it counts then. */
  holds(pod: Pod): boolean {
    const place = this.waiting.get(pod.metadata.uid);
    if (place !== undefined) place.pod = pod;
    return place !== undefined;
  }

  /** The Pod does not wait any more: it is gone. */
  forget(podUid: string): void {
    this.waiting.delete(podUid);
  }

  /** Something has ended: whose victims are gone, is taken on. */
  look(): void {
    for (const [uid, { pod, victims }] of [...this.waiting]) {
      if (!victims.every((victim) => this.host.hasEnded(victim))) continue;
      this.waiting.delete(uid);
      this.host.take(pod);
    }
  }
}
