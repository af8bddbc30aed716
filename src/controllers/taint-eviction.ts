import { Nodes } from '../api/core/node';
import { Pods } from '../api/core/pod';
import { isTerminating } from '../api/core/pod-states';
import { isApiError } from '../api/errors';
import { keyOf } from '../api/object';
import type { Node, Pod, Taint, Toleration } from '../api/schema/objects';
import { tolerates } from '../api/toleration';
import type { Actor, Env } from '../runtime/env';
import type { Duration, Time, Timer } from '../sim/loop';
import { markDisruption } from './pod-disruption-condition';

interface Appointment {
  readonly since: Time;
  readonly timer: Timer;
}

/**
 * How long a Pod may stay with these taints, in milliseconds: 0 when it does not tolerate one of them,
 * undefined for ever. upstream: getMinTolerationTime
 */
export function stay(
  taints: readonly Taint[],
  tolerations: readonly Toleration[],
): Duration | undefined {
  let least: number | undefined;
  for (const taint of taints) {
    const matching = tolerations.filter((toleration) => tolerates(toleration, taint));
    if (matching.length === 0) return 0;
    for (const { tolerationSeconds } of matching) {
      if (tolerationSeconds === undefined) continue;
      least = Math.min(least ?? Number.POSITIVE_INFINITY, Math.max(0, tolerationSeconds));
    }
  }
  return least === undefined ? undefined : least * 1000;
}

function noExecute(node: Node | undefined): readonly Taint[] {
  return (node?.spec.taints ?? []).filter(({ effect }) => effect === 'NoExecute');
}

class Evictions {
  private readonly appointments = new Map<string, Appointment>();

  constructor(private readonly env: Env) {}

  start(): void {
    const { cache } = this.env;
    const pods = cache.informer(Pods);
    const nodes = cache.informer(Nodes);
    pods.addIndex('node', (pod) => pod.spec.nodeName);
    nodes.onChange(({ type, object, old }) => {
      if (type === 'DELETED') return;
      if (old !== undefined && old.spec.taints === object.spec.taints) return;
      const taints = noExecute(object);
      if (taints.length === 0 && noExecute(old).length === 0) return;
      for (const pod of [...pods.by('node', object.metadata.name).values()])
        this.judge(pod, taints);
    });
    pods.onChange(({ type, object, old }) => {
      if (type === 'DELETED') this.cancel(object, false);
      else if (old?.spec !== object.spec && object.spec.nodeName !== undefined) {
        this.judge(object, noExecute(nodes.get(object.spec.nodeName)));
      }
    });
    for (const pod of pods.all().values()) {
      this.judge(pod, noExecute(nodes.get(pod.spec.nodeName ?? '')));
    }
  }

  private judge(pod: Pod, taints: readonly Taint[]): void {
    const key = keyOf(pod);
    if (taints.length === 0) {
      this.cancel(pod, true);
      return;
    }
    const duration = stay(taints, pod.spec.tolerations ?? []);
    if (duration === undefined) {
      this.cancel(pod, true);
      return;
    }
    const { env } = this;
    const known = this.appointments.get(key);
    const since = known?.since ?? env.loop.now;
    if (known !== undefined && known.timer.time === since + duration) return;
    known?.timer.cancel();
    const timer = env.scope.after(since + duration - env.loop.now, env.name, () => this.evict(key));
    this.appointments.set(key, { since, timer });
  }

  private cancel(pod: Pod, tell: boolean): void {
    const key = keyOf(pod);
    const known = this.appointments.get(key);
    if (known === undefined) return;
    known.timer.cancel();
    this.appointments.delete(key);
    if (!tell) return;
    this.env.events.record(
      pod,
      'Normal',
      'TaintManagerEviction',
      `Cancelling deletion of Pod ${key}`,
    );
  }

  private evict(key: string): void {
    this.appointments.delete(key);
    const { env } = this;
    const pod = env.cache.informer(Pods).get(key);
    if (pod === undefined || isTerminating(pod)) return;
    env.events.record(pod, 'Normal', 'TaintManagerEviction', `Marking for deletion Pod ${key}`);
    const { namespace, name, uid } = pod.metadata;
    try {
      markDisruption(
        env,
        pod,
        'DeletionByTaintManager',
        'Taint manager: deleting due to NoExecute taint',
      );
      env.api.delete(Pods, { namespace, name }, { preconditions: { uid } });
    } catch (error) {
      if (!isApiError(error)) throw error;
      if (error.reason === 'NotFound') return;
      const timer = env.scope.after(10, env.name, () => this.evict(key));
      this.appointments.set(key, { since: env.loop.now, timer });
    }
  }
}

/** Evicts Pods from nodes with NoExecute taints, at once or when they have tolerated them long enough. upstream: pkg/controller/tainteviction */
export const taintEvictionController: Actor = {
  name: 'taint-eviction-controller',
  // upstream: it works under the account of the node controller
  user: 'system:serviceaccount:kube-system:node-controller',
  start: (env) => new Evictions(env).start(),
};
