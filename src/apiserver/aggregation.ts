import { ApiError } from '../api/errors';
import type { Kind } from '../api/kind';
import type { KubeObject } from '../api/object';
import type { Requirement } from '../api/selector';
import type { Time } from '../sim/loop';

/** Objects that an add-on's API server answers when it is asked; nothing of them is stored or watched. */
export interface AggregatedObjects<T extends KubeObject = KubeObject> {
  get(key: string): T | undefined;
  /** Those of a namespace, or of all, in any order; those whose labels do not match may be left out. */
  list(namespace: string | undefined, labels: readonly Requirement[]): Iterable<T>;
}

/** Which metric is asked for: of Pods, of one object, or of nothing in the cluster. */
export interface MetricQuery {
  readonly namespace: string;
  readonly metric: string;
  /** Narrows the series of the metric itself. */
  readonly labels: readonly Requirement[];
  readonly of:
    | { readonly type: 'pods'; readonly selector: readonly Requirement[] }
    | { readonly type: 'object'; readonly kind: string; readonly name: string }
    | { readonly type: 'external' };
}

/** One value of a metric, in thousandths; `name` is the Pod's or object's, empty for external ones. */
export interface MetricValue {
  readonly name: string;
  readonly value: number;
  readonly time: Time;
  /** The labels of an external metric's series. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** A metric that there is, and the kind that it is about; `external` when it is about nothing in the cluster. */
export interface KnownMetric {
  readonly metric: string;
  readonly of: string;
}

/** An adapter that serves custom.metrics.k8s.io and external.metrics.k8s.io. */
export interface MetricAdapter {
  /** The values that it has; none when it knows no such metric. */
  values(query: MetricQuery): readonly MetricValue[];
  /** All that it knows. */
  metrics(): Iterable<KnownMetric>;
}

const unknown = (what: string): ApiError =>
  new ApiError('NotFound', `the server could not find the requested resource (get ${what})`);

/** The API servers behind this one: what add-ons serve under its roof. upstream: kube-aggregator */
export class Aggregation {
  private readonly objects = new Map<string, AggregatedObjects>();
  private adapter: MetricAdapter | undefined;

  /** Serves a kind from now on; returns how to end it. */
  serve<T extends KubeObject>(kind: Kind<T>, objects: AggregatedObjects<T>): () => void {
    this.objects.set(kind.id, objects);
    return () => this.objects.delete(kind.id);
  }

  /** Serves custom and external metrics from now on. */
  serveMetrics(adapter: MetricAdapter): void {
    this.adapter = adapter;
  }

  /** True when somebody serves custom and external metrics. */
  get servesMetrics(): boolean {
    return this.adapter !== undefined;
  }

  /** The custom and external metrics that there are. */
  metrics(): Iterable<KnownMetric> {
    return this.adapter?.metrics() ?? [];
  }

  /** True when somebody serves the kind. */
  serves(kind: Kind): boolean {
    return this.objects.has(kind.id);
  }

  /** Who serves the kind; 404 when no add-on does. */
  of<T extends KubeObject>(kind: Kind<T>): AggregatedObjects<T> {
    const objects = this.objects.get(kind.id) as AggregatedObjects<T> | undefined;
    if (objects === undefined) throw unknown(kind.id);
    return objects;
  }

  /** The values of a metric; 404 when there is no adapter. */
  metric(query: MetricQuery): readonly MetricValue[] {
    if (this.adapter !== undefined) return this.adapter.values(query);
    const api = query.of.type === 'external' ? 'external' : 'custom';
    throw unknown(`${query.metric}.${api}.metrics.k8s.io`);
  }
}
