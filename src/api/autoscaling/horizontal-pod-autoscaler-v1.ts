import { defineKind } from '../kind';
import type { JsonObject, KubeObject } from '../object';
import { isJsonObject } from '../object';
import type {
  AutoscalingHorizontalPodAutoscaler,
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerBehavior,
  HorizontalPodAutoscalerCondition,
  MetricSpec,
  MetricStatus,
} from '../schema/objects';
import { HorizontalPodAutoscalers } from './horizontal-pod-autoscaler';
import { metricFromV1, metricToV1 } from './metric-v1';

/** What has no field in v1 stands in annotations. upstream: autoscaling/annotations.go */
const PREFIX = 'autoscaling.alpha.kubernetes.io/';
const METRICS = `${PREFIX}metrics`;
const CURRENT = `${PREFIX}current-metrics`;
const CONDITIONS = `${PREFIX}conditions`;
const BEHAVIOR = `${PREFIX}behavior`;

type Annotations = Record<string, string>;

const isCpuUtilization = ({ type, resource }: MetricSpec): boolean =>
  type === 'Resource' &&
  resource?.name === 'cpu' &&
  resource.target.averageUtilization !== undefined;

const isCpuStatus = ({ type, resource }: MetricStatus): boolean =>
  type === 'Resource' &&
  resource?.name === 'cpu' &&
  resource.current.averageUtilization !== undefined;

function read<T>(annotations: Annotations, name: string): T | undefined {
  try {
    const value: unknown = JSON.parse(annotations[name] ?? 'null');
    return Array.isArray(value) || isJsonObject(value) ? (value as T) : undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

/** The metrics that an annotation carries, which are written as v1 writes them. */
function readMetrics<T>(annotations: Annotations, name: string, of: 'target' | 'current'): T[] {
  const list = read<unknown>(annotations, name);
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown) => metricFromV1(item, of) ?? []) as T[];
}

function without(annotations: Annotations | undefined): Annotations {
  return Object.fromEntries(
    Object.entries(annotations ?? {}).filter(([name]) => !name.startsWith(PREFIX)),
  );
}

function withAnnotations<T extends { readonly annotations?: Annotations }>(
  metadata: T,
  annotations: Annotations,
): T {
  const { annotations: _, ...rest } = metadata;
  return (Object.keys(annotations).length === 0 ? rest : { ...rest, annotations }) as T;
}

function keep(object: AutoscalingHorizontalPodAutoscaler): HorizontalPodAutoscaler {
  const { metadata, spec, status } = object;
  const annotations = { ...metadata.annotations };
  const { targetCPUUtilizationPercentage: target, ...sizes } = spec;
  const cpu: MetricSpec[] =
    target === undefined
      ? []
      : [
          {
            type: 'Resource',
            resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: target } },
          },
        ];
  const others = readMetrics<MetricSpec>(annotations, METRICS, 'target');
  const behavior = read<HorizontalPodAutoscalerBehavior>(annotations, BEHAVIOR);
  const conditions = read<HorizontalPodAutoscalerCondition[]>(annotations, CONDITIONS);
  const metrics = [...others, ...cpu];
  const { currentCPUUtilizationPercentage: usage, ...counts } = status ?? {};
  const measured = readMetrics<MetricStatus>(annotations, CURRENT, 'current');
  const current: MetricStatus[] =
    usage === undefined || measured.length > 0
      ? measured
      : [
          ...measured,
          { type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: usage } } },
        ];
  return {
    apiVersion: HorizontalPodAutoscalers.apiVersion,
    kind: object.kind,
    metadata: withAnnotations(metadata, without(annotations)),
    spec: {
      ...sizes,
      ...(metrics.length === 0 ? {} : { metrics }),
      ...(behavior === undefined ? {} : { behavior }),
    },
    status: {
      ...counts,
      desiredReplicas: counts.desiredReplicas ?? 0,
      ...(current.length === 0 ? {} : { currentMetrics: current }),
      ...(conditions === undefined ? {} : { conditions }),
    },
  };
}

/** A configuration to be applied may leave out anything. */
function keepPart(part: JsonObject): JsonObject {
  const whole = { spec: {}, ...part } as unknown as AutoscalingHorizontalPodAutoscaler;
  const { status, ...kept } = keep(whole);
  return (part.status === undefined ? kept : { ...kept, status }) as unknown as JsonObject;
}

function show(object: HorizontalPodAutoscaler): AutoscalingHorizontalPodAutoscaler {
  const { metadata, spec, status } = object;
  const { metrics = [], behavior, ...sizes } = spec;
  const { currentMetrics, conditions = [], ...counts } = status ?? { desiredReplicas: 0 };
  const annotations: Annotations = { ...metadata.annotations };
  const note = (name: string, value: readonly unknown[]) => {
    if (value.length > 0) annotations[name] = JSON.stringify(value);
  };
  const cpu = metrics.find(isCpuUtilization)?.resource?.target.averageUtilization;
  const usage = currentMetrics?.find(isCpuStatus)?.resource?.current.averageUtilization;
  note(
    METRICS,
    metrics
      .filter((metric) => !isCpuUtilization(metric))
      .map((metric) => metricToV1(metric, 'target')),
  );
  note(
    CURRENT,
    (currentMetrics ?? []).map((metric) => metricToV1(metric, 'current')),
  );
  note(CONDITIONS, conditions);
  if (behavior !== undefined) annotations[BEHAVIOR] = JSON.stringify(behavior);
  return {
    apiVersion: 'autoscaling/v1',
    kind: object.kind,
    metadata: withAnnotations(metadata, annotations),
    spec: { ...sizes, ...(cpu === undefined ? {} : { targetCPUUtilizationPercentage: cpu }) },
    status: {
      ...counts,
      currentReplicas: counts.currentReplicas ?? 0,
      ...(usage === undefined ? {} : { currentCPUUtilizationPercentage: usage }),
    },
  };
}

/** The older form, with a target for CPU alone. upstream: apis/autoscaling/v1/conversion.go */
export const HorizontalPodAutoscalersV1 = defineKind<AutoscalingHorizontalPodAutoscaler>(
  'autoscaling/v1',
  'HorizontalPodAutoscaler',
  {
    view: {
      stored: HorizontalPodAutoscalers,
      show: (stored: KubeObject) => show(stored as HorizontalPodAutoscaler),
      keep,
      keepPart,
    },
    row: (object, now) => HorizontalPodAutoscalers.rules.row?.(keep(object), now) ?? [],
  },
);
