import { conditionOf } from '../../api/condition';
import type { Deployment, DeploymentCondition } from '../../api/schema/objects';
import { timestamp } from '../../api/timestamp';
import type { Time } from '../../sim/loop';

export function condition(
  type: string,
  status: string,
  reason: string,
  message: string,
  now: Time,
): DeploymentCondition {
  const time = timestamp(now);
  return { type, status, lastUpdateTime: time, lastTransitionTime: time, reason, message };
}

/** The conditions with this one in place of its predecessor; unchanged when status and reason are the same. upstream: SetDeploymentCondition */
export function setCondition(
  conditions: readonly DeploymentCondition[],
  next: DeploymentCondition,
): readonly DeploymentCondition[] {
  const known = conditionOf(conditions, next.type);
  if (known?.status === next.status && known.reason === next.reason) return conditions;
  const since =
    known?.status === next.status
      ? (known.lastTransitionTime ?? null)
      : (next.lastTransitionTime ?? null);
  return [
    ...conditions.filter(({ type }) => type !== next.type),
    { ...next, lastTransitionTime: since },
  ];
}

export function withoutCondition(
  conditions: readonly DeploymentCondition[],
  type: string,
): readonly DeploymentCondition[] {
  return conditions.filter((c) => c.type !== type);
}

/** The Deployment with a condition in its status; itself when the condition says so already. */
export function withCondition(
  deployment: Deployment,
  type: string,
  status: string,
  reason: string,
  message: string,
  now: Time,
): Deployment {
  const before = deployment.status.conditions ?? [];
  const conditions = setCondition(before, condition(type, status, reason, message, now));
  if (conditions === before) return deployment;
  return { ...deployment, status: { ...deployment.status, conditions } };
}
