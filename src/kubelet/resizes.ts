import { qosClass } from '../api/core/pod-states';
import { milliValue, wholeValue } from '../api/quantity';
import type { Node, Pod } from '../api/schema/objects';
import type { Duration, Timer } from '../sim/loop';
import type { Scope } from '../sim/scope';
import { podRequests, type Refusal } from './admit';
import type { PodResize } from './pod-resize';
import type { PodState } from './pod-state';

/** What was deferred is tried again so late, if nothing else happens. upstream: allocation manager, retryDelay */
const RETRY: Duration = 180_000;

/** A Pod whose size may change. */
export interface Resizable {
  readonly state: PodState;
  readonly isActive: boolean;
  readonly isEnding: boolean;
  readonly resize: PodResize;
}

/** What the changes of sizes are judged by. */
export interface ResizeNode {
  readonly scope: Scope;
  readonly node: () => Node | undefined;
  /** Why the node does not take the Pod beside the others that it has; undefined when it does. */
  readonly refusal: (pod: Pod, node: Node) => Refusal | undefined;
}

/** The Pods of a node that ask for other resources than they were granted. upstream: pkg/kubelet/allocation */
export class Resizes {
  private waiting: Resizable[] = [];
  private timer: Timer | undefined;

  constructor(private readonly host: ResizeNode) {}

  /** A Pod asks for something else. */
  push(pod: Resizable): void {
    if (!this.waiting.includes(pod)) this.waiting.push(pod);
    this.waiting.sort(byUrgency);
    this.retry();
  }

  /** Something may have become free: looks at all that wait. */
  retry(): void {
    if (this.waiting.length === 0) return;
    const asked = this.waiting;
    this.waiting = [];
    const deferred = asked.filter((pod) => this.handle(pod) === 'deferred');
    // a Pod that was granted less may have let others in meanwhile
    this.waiting = [...deferred, ...this.waiting.filter((pod) => !deferred.includes(pod))];
    this.timer?.cancel();
    this.timer = undefined;
    if (this.waiting.length === 0) return;
    this.timer = this.host.scope.after(RETRY, 'pod resize', () => this.retry(), 'background');
  }

  private handle(pod: Resizable): 'deferred' | 'done' {
    if (!pod.isActive || pod.isEnding) return 'done';
    const node = this.host.node();
    if (node === undefined) return 'deferred';
    const { resize, state } = pod;
    if (!resize.isWanted) {
      resize.withdraw();
      return 'done';
    }
    const infeasible = excess(state.pod, node);
    if (infeasible !== undefined) {
      resize.postpone('Infeasible', infeasible);
      return 'done';
    }
    const refusal = this.host.refusal(state.pod, node);
    if (refusal === undefined) {
      resize.grant();
      return 'done';
    }
    resize.postpone('Deferred', refusal.message);
    return 'deferred';
  }
}

/** Why the node could not grant it if it were empty. */
function excess(pod: Pod, { status: { allocatable = {} } }: Node): string | undefined {
  const { cpu = 0, memory = 0 } = podRequests(pod);
  const there = {
    cpu: milliValue(allocatable.cpu ?? '0'),
    memory: wholeValue(allocatable.memory ?? '0'),
  };
  const text = (resource: string, requested: number, capacity: number) =>
    `Node didn't have enough capacity: ${resource}, requested: ${requested}, capacity: ${capacity}`;
  if (memory > there.memory) return text('memory', memory, there.memory);
  return cpu > there.cpu ? text('cpu', cpu, there.cpu) : undefined;
}

/** Who asks for no more comes first, then priority, quality of service, and who has waited longest. upstream: sortPendingResizes */
function byUrgency(a: Resizable, b: Resizable): number {
  return (
    Number(asksForMore(a)) - Number(asksForMore(b)) ||
    (b.state.pod.spec.priority ?? 0) - (a.state.pod.spec.priority ?? 0) ||
    Number(isGuaranteed(b)) - Number(isGuaranteed(a))
  );
}

function asksForMore({ state, resize }: Resizable): boolean {
  const asked = podRequests(state.pod);
  const granted = podRequests(resize.granted);
  return ['cpu', 'memory'].some((name) => (asked[name] ?? 0) > (granted[name] ?? 0));
}

function isGuaranteed({ state }: Resizable): boolean {
  return qosClass(state.pod.spec) === 'Guaranteed';
}
