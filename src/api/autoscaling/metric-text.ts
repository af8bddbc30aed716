import type {
  HorizontalPodAutoscaler,
  MetricSpec,
  MetricStatus,
  MetricTarget,
  MetricValueStatus,
} from '../schema/objects';

const UNKNOWN = '<unknown>';
const SHOWN_MAX = 2;

function average(current: MetricValueStatus | undefined, target: MetricTarget): string {
  return `${current?.averageValue ?? UNKNOWN}/${target.averageValue}`;
}

/** A metric of an object or of something outside: per Pod on average, or as a whole. */
function amount(current: MetricValueStatus | undefined, target: MetricTarget): string {
  if (target.averageValue !== undefined) return `${average(current, target)} (avg)`;
  return `${current?.value ?? UNKNOWN}/${target.value ?? '<auto>'}`;
}

/** A metric of a resource: raw, or relative to what is requested. */
function use(name: string, current: MetricValueStatus | undefined, target: MetricTarget): string {
  if (target.averageValue !== undefined) return `${name}: ${average(current, target)}`;
  const percent = (value: number | undefined, none: string) =>
    value === undefined ? none : `${value}%`;
  const now = percent(current?.averageUtilization, UNKNOWN);
  return `${name}: ${now}/${percent(target.averageUtilization, '<auto>')}`;
}

function metricText(spec: MetricSpec, status: MetricStatus | undefined): string {
  const { external, pods, object, resource, containerResource } = spec;
  if (external !== undefined) return amount(status?.external?.current, external.target);
  if (pods !== undefined) return average(status?.pods?.current, pods.target);
  if (object !== undefined) return amount(status?.object?.current, object.target);
  if (resource !== undefined) {
    return use(resource.name, status?.resource?.current, resource.target);
  }
  if (containerResource === undefined) return '<unknown type>';
  const { name, target } = containerResource;
  return use(name, status?.containerResource?.current, target);
}

/** The targets of an autoscaler as `kubectl get` shows them: `cpu: 50%/80%`. */
export function targetsText({ spec, status }: HorizontalPodAutoscaler): string {
  const metrics = spec.metrics ?? [];
  if (metrics.length === 0) return '<none>';
  const all = metrics.map((metric, index) => metricText(metric, status.currentMetrics?.[index]));
  const more = all.length - SHOWN_MAX;
  const shown = all.slice(0, SHOWN_MAX).join(', ');
  return more > 0 ? `${shown} + ${more} more...` : shown;
}
