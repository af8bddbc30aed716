import type {
  HorizontalPodAutoscaler,
  HPAScalingRules,
  MetricSpec,
  MetricStatus,
  MetricTarget,
  MetricValueStatus,
} from '../../api/schema/objects';
import {
  addCreation,
  addLabelsAndAnnotations,
  addOwnEvents,
  begin,
  type Describer,
} from './describer';
import type { Lines } from './lines';

const UNKNOWN = '<unknown>';

/** An amount by Pod, or as a whole: what it is called, and `current / target`. */
function amount(current: MetricValueStatus | undefined, target: MetricTarget): [string, string] {
  if (target.averageValue !== undefined) {
    return ['target average value', `${current?.averageValue ?? UNKNOWN} / ${target.averageValue}`];
  }
  return ['target value', `${current?.value ?? UNKNOWN} / ${target.value ?? ''}`];
}

/** The use of a resource, raw or relative to what is requested. */
function useText(
  subject: string,
  current: MetricValueStatus | undefined,
  target: MetricTarget,
): string {
  if (target.averageValue !== undefined)
    return `${subject}:\t${current?.averageValue ?? UNKNOWN} / ${target.averageValue}`;
  const percent = current?.averageUtilization;
  const now = percent === undefined ? UNKNOWN : `${percent}% (${current?.averageValue ?? '0'})`;
  const wanted = target.averageUtilization;
  const text = wanted === undefined ? '<auto>' : `${wanted}%`;
  return `${subject}  (as a percentage of request):\t${now} / ${text}`;
}

function metricText(metric: MetricSpec, status: MetricStatus | undefined): string {
  const { external, pods, object, resource, containerResource } = metric;
  if (external !== undefined) {
    const [what, values] = amount(status?.external?.current, external.target);
    return `${JSON.stringify(external.metric.name)} (${what}):\t${values}`;
  }
  if (pods !== undefined) {
    const [, values] = amount(status?.pods?.current, pods.target);
    return `${JSON.stringify(pods.metric.name)} on pods:\t${values}`;
  }
  if (object !== undefined) {
    const [what, values] = amount(status?.object?.current, object.target);
    const { kind, name } = object.describedObject;
    return `"${object.metric.name}" on ${kind}/${name} (${what}):\t${values}`;
  }
  if (resource !== undefined) {
    const subject = `resource ${resource.name} on pods`;
    return useText(subject, status?.resource?.current, resource.target);
  }
  if (containerResource === undefined)
    return `<unknown metric type ${JSON.stringify(metric.type)}>`;
  const { name, container, target } = containerResource;
  const subject = `resource ${name} of container "${container}" on pods`;
  return useText(subject, status?.containerResource?.current, target);
}

function addDirection(lines: Lines, title: string, rules: HPAScalingRules | undefined): void {
  if (rules === undefined) return;
  lines.add(1, `${title}:`);
  const window = rules.stabilizationWindowSeconds;
  if (window !== undefined) lines.add(2, `Stabilization Window: ${window} seconds`);
  const policies = rules.policies ?? [];
  if (policies.length === 0) return;
  lines.add(2, `Select Policy: ${rules.selectPolicy ?? 'Max'}`);
  lines.add(2, 'Policies:');
  for (const { type, value, periodSeconds } of policies)
    lines.add(3, `- Type: ${type}\tValue: ${value}\tPeriod: ${periodSeconds} seconds`);
}

/** upstream: kubectl describe, describeHorizontalPodAutoscalerV2 */
export const describeAutoscaler: Describer<HorizontalPodAutoscaler> = (session, autoscaler) => {
  const { spec, status } = autoscaler;
  const lines = begin(autoscaler);
  addLabelsAndAnnotations(lines, autoscaler);
  addCreation(lines, autoscaler);
  const target = spec.scaleTargetRef;
  lines.field(0, 'Reference', `${target.kind}/${target.name}`);
  lines.field(0, 'Metrics', '( current / target )');
  (spec.metrics ?? []).forEach((metric, index) => {
    lines.add(1, metricText(metric, status.currentMetrics?.[index]));
  });
  lines.field(0, 'Min replicas', spec.minReplicas ?? '<unset>');
  lines.field(0, 'Max replicas', spec.maxReplicas);
  if (spec.behavior !== undefined) {
    lines.add(0, 'Behavior:');
    addDirection(lines, 'Scale Up', spec.behavior.scaleUp);
    addDirection(lines, 'Scale Down', spec.behavior.scaleDown);
  }
  const { currentReplicas = 0, desiredReplicas = 0 } = status;
  lines.add(0, `${target.kind} pods:\t${currentReplicas} current / ${desiredReplicas} desired`);
  const conditions = status.conditions ?? [];
  if (conditions.length > 0) {
    lines.add(0, 'Conditions:');
    lines.add(1, 'Type\tStatus\tReason\tMessage');
    lines.add(1, '----\t------\t------\t-------');
  }
  for (const { type, status: is, reason = '', message = '' } of conditions)
    lines.add(1, `${type}\t${is}\t${reason}\t${message}`);
  addOwnEvents(lines, session, autoscaler);
  return lines;
};
