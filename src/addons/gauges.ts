import type { Pod } from '../api/schema/objects';

/** What a value is about: something outside the cluster, one object, or the Pods that share it in equal parts. */
export type Subject =
  | { readonly type: 'external'; readonly namespace: string }
  | {
      readonly type: 'object';
      readonly namespace: string;
      readonly kind: string;
      readonly name: string;
    }
  | { readonly type: 'pods'; carriers(): readonly Pod[] };

/** One series of a metric as a monitoring system keeps it; the value in thousandths. */
export interface Series {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly subject: Subject;
  readonly value: number;
}

/** What a monitoring system has measured: queues, requests, whatever is neither CPU nor memory. */
export class Gauges {
  private readonly byName = new Map<string, Series>();

  /** Puts a series in the place of the one of that name. */
  put(name: string, series: Series): void {
    this.byName.set(name, series);
  }

  /** Every series. */
  all(): Iterable<Series> {
    return this.byName.values();
  }

  /** Every series of a metric. */
  *of(metric: string): Iterable<Series> {
    for (const series of this.byName.values()) if (series.metric === metric) yield series;
  }
}
