import { conditionOf } from '../../api/condition';
import { Pods } from '../../api/core/pod';
import { joinKey } from '../../api/object';
import { timestamp } from '../../api/timestamp';
import type { Env } from '../../runtime/env';
import type { Time } from '../../sim/loop';

/** Marks the Pods of nodes that are not ready as not ready, one request after another. upstream: controller_utils MarkPodsNotReady */
export class PodMarking {
  /** When the last Pod will have been marked. */
  private busyUntil: Time = 0;

  constructor(
    private readonly env: Env,
    /** Does what may fail at the API server, which is no harm. */
    private readonly attempt: (work: () => void) => void,
  ) {}

  markAll(node: string): void {
    const { env } = this;
    const pace = env.settings.podMarking;
    let delay = Math.max(0, this.busyUntil - env.loop.now);
    for (const { metadata } of [...env.cache.informer(Pods).by('node', node).values()]) {
      const key = joinKey(metadata.namespace, metadata.name);
      const mark = () => this.attempt(() => this.mark(key));
      if (delay === 0) mark();
      else env.scope.after(delay, 'node monitor', mark);
      delay += pace;
    }
    this.busyUntil = env.loop.now + delay;
  }

  private mark(key: string): void {
    const pod = this.env.cache.informer(Pods).get(key);
    const ready = conditionOf(pod?.status.conditions, 'Ready');
    if (pod === undefined || ready === undefined || ready.status === 'False') return;
    this.env.events.record(pod, 'Warning', 'NodeNotReady', 'Node is not ready');
    const now = timestamp(this.env.loop.now);
    const conditions = (pod.status.conditions ?? []).map((condition) =>
      condition.type === 'Ready'
        ? { ...condition, status: 'False', lastTransitionTime: now }
        : condition,
    );
    this.env.api.updateStatus(Pods, { ...pod, status: { ...pod.status, conditions } });
  }
}
