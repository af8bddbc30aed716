import { isJsonObject, type JsonObject } from '../object';

/** How one sort of metric is written in the annotations of autoscaling/v1. */
interface Sort {
  /** The field that holds it. */
  readonly field: string;
  /** v1 field, and the path in autoscaling/v2; in the order in which v1 writes them. */
  readonly target: readonly (readonly [v1: string, v2: string])[];
  readonly current: readonly (readonly [v1: string, v2: string])[];
}

// upstream: autoscaling/v1 types and conversion
const SORTS: Readonly<Record<string, Sort>> = {
  Object: {
    field: 'object',
    target: [
      ['target', 'describedObject'],
      ['metricName', 'metric.name'],
      ['targetValue', 'target.value'],
      ['selector', 'metric.selector'],
      ['averageValue', 'target.averageValue'],
    ],
    current: [
      ['target', 'describedObject'],
      ['metricName', 'metric.name'],
      ['currentValue', 'current.value'],
      ['selector', 'metric.selector'],
      ['averageValue', 'current.averageValue'],
    ],
  },
  Pods: {
    field: 'pods',
    target: [
      ['metricName', 'metric.name'],
      ['targetAverageValue', 'target.averageValue'],
      ['selector', 'metric.selector'],
    ],
    current: [
      ['metricName', 'metric.name'],
      ['currentAverageValue', 'current.averageValue'],
      ['selector', 'metric.selector'],
    ],
  },
  Resource: {
    field: 'resource',
    target: [
      ['name', 'name'],
      ['targetAverageUtilization', 'target.averageUtilization'],
      ['targetAverageValue', 'target.averageValue'],
    ],
    current: [
      ['name', 'name'],
      ['currentAverageUtilization', 'current.averageUtilization'],
      ['currentAverageValue', 'current.averageValue'],
    ],
  },
  ContainerResource: {
    field: 'containerResource',
    target: [
      ['name', 'name'],
      ['targetAverageUtilization', 'target.averageUtilization'],
      ['targetAverageValue', 'target.averageValue'],
      ['container', 'container'],
    ],
    current: [
      ['name', 'name'],
      ['currentAverageUtilization', 'current.averageUtilization'],
      ['currentAverageValue', 'current.averageValue'],
      ['container', 'container'],
    ],
  },
  External: {
    field: 'external',
    target: [
      ['metricName', 'metric.name'],
      ['metricSelector', 'metric.selector'],
      ['targetValue', 'target.value'],
      ['targetAverageValue', 'target.averageValue'],
    ],
    current: [
      ['metricName', 'metric.name'],
      ['metricSelector', 'metric.selector'],
      ['currentValue', 'current.value'],
      ['currentAverageValue', 'current.averageValue'],
    ],
  },
};

function read(object: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce((value: unknown, part) => (isJsonObject(value) ? value[part] : undefined), object);
}

/** A metric, or its last reading, of autoscaling/v2 as the annotations of v1 write it. */
export function metricToV1(metric: object, of: 'target' | 'current'): JsonObject {
  const type = String(read(metric, 'type'));
  const sort = SORTS[type];
  if (sort === undefined) return { type };
  const source = read(metric, sort.field);
  const entries = sort[of].flatMap(([v1, v2]) => {
    const value = read(source, v2);
    return value === undefined ? [] : [[v1, value] as const];
  });
  return { type, [sort.field]: Object.fromEntries(entries) };
}

function targetType(target: JsonObject): string {
  if (target.averageUtilization !== undefined) return 'Utilization';
  return target.averageValue === undefined ? 'Value' : 'AverageValue';
}

/** The other way round; undefined for what is no metric. */
export function metricFromV1(metric: unknown, of: 'target' | 'current'): JsonObject | undefined {
  const type = String(read(metric, 'type'));
  const sort = SORTS[type];
  if (sort === undefined) return undefined;
  const source = read(metric, sort.field);
  const result: Record<string, unknown> = {};
  for (const [v1, v2] of sort[of]) {
    const value = read(source, v1);
    if (value === undefined) continue;
    const [outer = v2, inner] = v2.split('.');
    if (inner === undefined) result[outer] = value;
    else result[outer] = { ...(result[outer] as object | undefined), [inner]: value };
  }
  const { target } = result;
  if (of === 'target') {
    const given = isJsonObject(target) ? target : {};
    result.target = { type: targetType(given), ...given };
  }
  return { type, [sort.field]: result };
}
