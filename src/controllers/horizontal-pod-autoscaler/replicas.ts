import { conditionOf } from '../../api/condition';
import { isFinished, isTerminating } from '../../api/core/pod-states';
import { milliValue } from '../../api/quantity';
import type { Pod } from '../../api/schema/objects';
import { parseTimestamp } from '../../api/timestamp';
import type { Duration, Time } from '../../sim/loop';

/** One Pod's metric, in thousandths, and when and over which time it was measured. */
export interface Sample {
  readonly value: number;
  readonly time: Time;
  readonly window: Duration;
}

/** A metric that cannot be had or means nothing; the text is what the conditions say. */
export class MetricError extends Error {
  override readonly name = 'MetricError';
}

/** What a metric proposes: so many replicas, and what was measured. */
export interface Proposal {
  readonly replicas: number;
  /** Per Pod on average, or as a whole, in thousandths. */
  readonly value: number;
  /** In percent of the requests. */
  readonly utilization?: number;
}

/** How far a ratio may be below and above 1 without a change. */
export interface Tolerances {
  readonly down: number;
  readonly up: number;
}

export interface CalculatorSettings {
  readonly tolerances: Tolerances;
  /** --horizontal-pod-autoscaler-cpu-initialization-period */
  readonly cpuInitialization: Duration;
  /** --horizontal-pod-autoscaler-initial-readiness-delay */
  readonly initialReadiness: Duration;
}

function isOnTarget(ratio: number, { down, up }: Tolerances): boolean {
  return 1 - down <= ratio && ratio <= 1 + up;
}

/** How far the measured Pods are from the target: 1 is on target. */
type Ratio = (samples: ReadonlyMap<string, number>) => number;

interface Groups {
  readonly ready: number;
  readonly unready: readonly string[];
  readonly missing: readonly string[];
  readonly measured: ReadonlyMap<string, number>;
}

/** A Pod whose CPU means nothing yet: it starts, or has never been ready. upstream: groupPods */
function isStarting(pod: Pod, sample: Sample, now: Time, settings: CalculatorSettings): boolean {
  const ready = conditionOf(pod.status.conditions, 'Ready');
  const { startTime } = pod.status;
  if (ready === undefined || !startTime) return true;
  const since = parseTimestamp(ready.lastTransitionTime ?? startTime);
  const start = parseTimestamp(startTime);
  if (start + settings.cpuInitialization > now) {
    return ready.status === 'False' || sample.time < since + sample.window;
  }
  return ready.status === 'False' && start + settings.initialReadiness > since;
}

function group(
  pods: readonly Pod[],
  samples: ReadonlyMap<string, Sample>,
  resource: string,
  now: Time,
  settings: CalculatorSettings,
): Groups {
  const unready: string[] = [];
  const missing: string[] = [];
  const measured = new Map<string, number>();
  let ready = 0;
  for (const pod of pods) {
    const { name } = pod.metadata;
    if (isTerminating(pod) || pod.status.phase === 'Failed') continue;
    const sample = samples.get(name);
    if (pod.status.phase === 'Pending') unready.push(name);
    else if (sample === undefined) missing.push(name);
    else if (resource === 'cpu' && isStarting(pod, sample, now, settings)) unready.push(name);
    else {
      ready++;
      measured.set(name, sample.value);
    }
  }
  return { ready, unready, missing, measured };
}

/** What a target asks for: the ratio, and what Pods without a value are taken to use when it is low. */
interface Target {
  readonly resource: string;
  readonly ratio: Ratio;
  readonly ifMissing: (pod: string) => number;
}

/**
 * The replicas that bring the average to its target. Pods without a value count against a change: as using
 * all when there would be fewer replicas, as using nothing when there would be more.
 * upstream: ReplicaCalculator.GetResourceReplicas, calcPlainMetricReplicas
 */
function replicasFor(
  current: number,
  groups: Groups,
  target: Target,
  tolerances: Tolerances,
): number {
  const { ratio } = target;
  const { ready, unready, missing, measured } = groups;
  const first = ratio(measured);
  const countsUnready = unready.length > 0 && first > 1;
  if (!countsUnready && missing.length === 0) {
    return isOnTarget(first, tolerances) ? current : Math.ceil(first * ready);
  }
  const all = new Map(measured);
  if (first < 1) for (const pod of missing) all.set(pod, target.ifMissing(pod));
  else if (first > 1) for (const pod of missing) all.set(pod, 0);
  if (countsUnready) for (const pod of unready) all.set(pod, 0);
  const second = ratio(all);
  const turned = (first < 1 && second > 1) || (first > 1 && second < 1);
  if (isOnTarget(second, tolerances) || turned) return current;
  const replicas = Math.ceil(second * all.size);
  const isAgainst = (second < 1 && replicas > current) || (second > 1 && replicas < current);
  return isAgainst ? current : replicas;
}

function mustBeMeasured(groups: Groups): void {
  if (groups.measured.size > 0) return;
  throw new MetricError('did not receive metrics for targeted pods (pods might be unready)');
}

const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);

/** Requests of a resource by Pod, in thousandths; an error when a container has none. */
function requestsOf(pods: readonly Pod[], resource: string, container: string | undefined) {
  const requests = new Map<string, number>();
  for (const pod of pods) {
    let total = 0;
    for (const { name, resources } of pod.spec.containers) {
      if (container !== undefined && container !== name) continue;
      const text = resources?.requests?.[resource];
      if (text === undefined) {
        throw new MetricError(
          `missing request for ${resource} in container ${name} of Pod ${pod.metadata.name}`,
        );
      }
      total += milliValue(text);
    }
    for (const { name, restartPolicy, resources } of pod.spec.initContainers ?? []) {
      if (restartPolicy !== 'Always' || (container !== undefined && container !== name)) continue;
      total += milliValue(resources?.requests?.[resource] ?? '0');
    }
    requests.set(pod.metadata.name, total);
  }
  return requests;
}

/** The Pods of a target, what was measured of them, and how many replicas it has now. */
export interface Measured {
  readonly current: number;
  readonly pods: readonly Pod[];
  readonly samples: ReadonlyMap<string, Sample>;
  readonly now: Time;
}

function mustHavePods({ pods }: Measured): void {
  if (pods.length > 0) return;
  throw new MetricError('no pods returned by selector while calculating replica count');
}

/** Replicas for an average utilization of the requests, in percent. */
export function byUtilization(
  measured: Measured,
  resource: string,
  percent: number,
  settings: CalculatorSettings,
  container?: string,
): Proposal {
  mustHavePods(measured);
  const { pods, samples, now, current } = measured;
  const groups = group(pods, samples, resource, now, settings);
  mustBeMeasured(groups);
  const requests = requestsOf(pods, resource, container);
  const requestOf = (pod: string) => requests.get(pod) ?? 0;
  const utilizationOf = (values: ReadonlyMap<string, number>) => {
    const requested = sum([...values.keys()].map(requestOf));
    if (requested === 0) throw new MetricError('no metrics returned matched known pods');
    return Math.trunc((sum(values.values()) * 100) / requested);
  };
  const replicas = replicasFor(
    current,
    groups,
    {
      resource,
      ratio: (values) => utilizationOf(values) / percent,
      ifMissing: (pod) => Math.trunc((requestOf(pod) * Math.max(100, percent)) / 100),
    },
    settings.tolerances,
  );
  const value = Math.trunc(sum(groups.measured.values()) / groups.measured.size);
  return { replicas, value, utilization: utilizationOf(groups.measured) };
}

/** Replicas for an average of a Pod's value, in thousandths; `resource` is empty for metrics that are none. */
export function byAverage(
  measured: Measured,
  resource: string,
  target: number,
  settings: CalculatorSettings,
): Proposal {
  mustHavePods(measured);
  const { pods, samples, now, current } = measured;
  const groups = group(pods, samples, resource, now, settings);
  mustBeMeasured(groups);
  const averageOf = (values: ReadonlyMap<string, number>) =>
    Math.trunc(sum(values.values()) / values.size);
  const replicas = replicasFor(
    current,
    groups,
    { resource, ratio: (values) => averageOf(values) / target, ifMissing: () => target },
    settings.tolerances,
  );
  return { replicas, value: averageOf(groups.measured) };
}

/** Replicas for a value that is measured as a whole, in proportion to the Pods that are ready. */
export function byValue(
  current: number,
  readyPods: number,
  value: number,
  target: number,
  { tolerances }: CalculatorSettings,
): Proposal {
  const ratio = value / target;
  if (current === 0) return { replicas: Math.ceil(ratio), value };
  if (isOnTarget(ratio, tolerances)) return { replicas: current, value };
  return { replicas: Math.ceil(ratio * readyPods), value };
}

/** Replicas so that each has its share of a value that is measured as a whole. */
export function byShare(
  current: number,
  value: number,
  target: number,
  { tolerances }: CalculatorSettings,
): Proposal {
  const ratio = value / (target * current);
  const isKept = current > 0 && isOnTarget(ratio, tolerances);
  const replicas = isKept ? current : Math.ceil(value / target);
  return { replicas, value: current > 0 ? Math.ceil(value / current) : 0 };
}

/** The Pods of a target that run and are ready. */
export function countReady(pods: readonly Pod[]): number {
  return pods.filter(
    (pod) =>
      !isFinished(pod) &&
      pod.status.phase === 'Running' &&
      conditionOf(pod.status.conditions, 'Ready')?.status === 'True',
  ).length;
}
