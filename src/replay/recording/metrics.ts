import { Pods } from '../../api/core/pod';
import { PodMetricsKind } from '../../api/metrics';
import { keyOf } from '../../api/object';
import type { Pod, PodMetrics } from '../../api/schema/objects';
import { timestamp } from '../../api/timestamp';
import type { ApiServer } from '../../apiserver/server';
import type { Loop } from '../../sim/loop';

/** Over which time the faked metrics said that they were measured: as long as new Pods were not counted. */
const WINDOW = '15s';
/** How often the recordings' faked metrics were written anew, in milliseconds. */
const REFRESH = 1500;

/** Faked PodMetrics as the recordings had them: the same for every Pod that runs. */
export class RecordedMetrics {
  private cpu = '0';
  private readonly metrics = new Map<string, PodMetrics>();

  constructor(
    private readonly server: ApiServer,
    private readonly loop: Loop,
  ) {
    const { metrics } = this;
    server.aggregation.serve(PodMetricsKind, {
      get: (key) => metrics.get(key),
      list: () => metrics.values(),
    });
    this.refresh();
  }

  /** From now on every Pod uses so much. */
  set(cpu: string): void {
    this.cpu = cpu;
    this.write();
  }

  private refresh(): void {
    this.write();
    this.loop.after(REFRESH, 'recorded metrics', () => this.refresh(), 'background');
  }

  private write(): void {
    this.metrics.clear();
    for (const pod of this.server.store.objects(Pods).values()) {
      if (pod.status.phase === 'Running') this.metrics.set(keyOf(pod), this.of(pod));
    }
  }

  private of({ metadata, spec }: Pod): PodMetrics {
    return {
      apiVersion: PodMetricsKind.apiVersion,
      kind: PodMetricsKind.kind,
      metadata,
      timestamp: timestamp(this.loop.now),
      window: WINDOW,
      containers: spec.containers.map(({ name }) => ({ name, usage: { cpu: this.cpu } })),
    };
  }
}
