import { conditionOf } from '../api/condition';
import { Nodes } from '../api/core/node';
import { Pods } from '../api/core/pod';
import { isFinished, isScheduled, isTerminating } from '../api/core/pod-states';
import { isApiError } from '../api/errors';
import type { Node, Pod } from '../api/schema/objects';
import type { Actor, Env } from '../runtime/env';
import type { Time } from '../sim/loop';
import { markDisruption, patchStatus } from './pod-disruption-condition';

// upstream: pkg/controller/podgc
const PERIOD = 20_000;
const QUARANTINE = 40_000;
const TERMINATED_MAX = 12_500;

/** What may be garbage: finished Pods beyond measure, and deleted ones that never got a node. */
function garbageOf(pod: Pod): string | undefined {
  if (isFinished(pod)) return 'finished';
  return !isScheduled(pod) && isTerminating(pod) ? 'unscheduled' : undefined;
}

const OUT_OF_SERVICE = 'node.kubernetes.io/out-of-service';

/** True when somebody has declared that the silent node is really off. upstream: gcTerminating */
function isOutOfService({ spec, status }: Node): boolean {
  const isDeclared = (spec.taints ?? []).some(({ key }) => key === OUT_OF_SERVICE);
  return isDeclared && conditionOf(status.conditions, 'Ready')?.status !== 'True';
}

class Collector {
  /** When a node that is gone was first missed. */
  private readonly missed = new Map<string, Time>();

  constructor(private readonly env: Env) {}

  start(): void {
    const { env } = this;
    const pods = env.cache.informer(Pods);
    pods.addIndex('node', (pod) => pod.spec.nodeName);
    pods.addIndex('garbage', garbageOf);
    env.cache.informer(Nodes).onChange(({ type, object }) => {
      if (type === 'DELETED' || isOutOfService(object)) this.expectWork();
    });
    env.scope.every(PERIOD, env.name, () => this.collect());
  }

  private collect(): void {
    const { env } = this;
    const nodes = env.cache.informer(Nodes);
    const pods = env.cache.informer(Pods);
    for (const pod of [...pods.by('garbage', 'unscheduled').values()]) this.remove(pod);
    this.collectFinished([...pods.by('garbage', 'finished').values()]);
    const orphaned = new Map<string, Pod[]>();
    for (const node of pods.valuesOf('node')) {
      if (nodes.get(node) === undefined) orphaned.set(node, [...pods.by('node', node).values()]);
    }
    this.collectOrphaned(orphaned);
    for (const node of nodes.all().values()) {
      if (!isOutOfService(node)) continue;
      for (const pod of [...pods.by('node', node.metadata.name).values()]) {
        if (isTerminating(pod)) this.remove(this.fail(pod));
      }
    }
  }

  private collectFinished(pods: readonly Pod[]): void {
    const surplus = pods.length - TERMINATED_MAX;
    if (surplus <= 0) return;
    const age = (pod: Pod) => pod.metadata.creationTimestamp;
    const oldest = [...pods].sort((a, b) => (age(a) < age(b) ? -1 : 1));
    for (const pod of oldest.slice(0, surplus)) this.remove(pod);
  }

  /** Pods of a node that is gone go after a quarantine, in which the node might come back. */
  private collectOrphaned(orphaned: ReadonlyMap<string, readonly Pod[]>): void {
    const { env } = this;
    for (const node of this.missed.keys()) if (!orphaned.has(node)) this.missed.delete(node);
    for (const [node, pods] of orphaned) {
      const since = this.missed.get(node) ?? env.loop.now;
      this.missed.set(node, since);
      if (env.loop.now - since < QUARANTINE) continue;
      for (const pod of pods) {
        env.note('collect', { pod: pod.metadata.name, why: `node ${node} is gone` });
        const change = isFinished(pod) ? {} : { phase: 'Failed' };
        this.remove(this.mark(pod, change));
      }
    }
    if (this.missed.size > 0) this.expectWork();
  }

  private fail(pod: Pod): Pod {
    if (isFinished(pod)) return pod;
    try {
      return patchStatus(this.env, pod, { phase: 'Failed' });
    } catch (error) {
      if (!isApiError(error)) throw error;
      return pod;
    }
  }

  private mark(pod: Pod, change: { readonly phase?: string }): Pod {
    try {
      return markDisruption(
        this.env,
        pod,
        'DeletionByPodGC',
        'PodGC: node no longer exists',
        change,
      );
    } catch (error) {
      if (!isApiError(error)) throw error;
      return pod;
    }
  }

  private remove(pod: Pod): void {
    const { namespace, name, uid } = pod.metadata;
    try {
      this.env.api.delete(
        Pods,
        { namespace, name },
        { gracePeriodSeconds: 0, preconditions: { uid } },
      );
    } catch (error) {
      if (!isApiError(error)) throw error;
    }
  }

  /** The world is not quiet while a round is certain to find something. */
  private expectWork(): void {
    this.env.scope.after(PERIOD, this.env.name, () => {});
  }
}

/** Removes Pods that nobody else will: of nodes that are gone, unscheduled and deleted, finished ones beyond measure. */
export const podGarbageCollector: Actor = {
  name: 'pod-garbage-collector',
  start: (env) => new Collector(env).start(),
};
