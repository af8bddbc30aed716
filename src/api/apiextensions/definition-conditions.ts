import { conditionOf } from '../condition';
import type {
  CustomResourceDefinition,
  CustomResourceDefinitionCondition,
  CustomResourceDefinitionStatus,
} from '../schema/objects';

/** The finalizer that keeps a definition until its objects are gone. */
export const CLEANUP_FINALIZER = 'customresourcecleanup.apiextensions.k8s.io';

/** A condition as somebody states it, without the time. */
export type StatedCondition = Pick<
  CustomResourceDefinitionCondition,
  'type' | 'status' | 'reason' | 'message'
>;

/** The conditions with one of them stated anew; its time changes with its status. upstream: apihelpers SetCRDCondition */
export function withCondition(
  conditions: readonly CustomResourceDefinitionCondition[] | undefined | null,
  stated: StatedCondition,
  now: string,
): readonly CustomResourceDefinitionCondition[] {
  const all = conditions ?? [];
  const known = conditionOf(all, stated.type);
  const lastTransitionTime =
    known?.status === stated.status ? (known.lastTransitionTime ?? now) : now;
  const next = { lastTransitionTime, ...stated };
  if (known === undefined) return [...all, next];
  return all.map((condition) => (condition === known ? next : condition));
}

/** The status with these conditions stated. */
export function withConditions(
  { status }: CustomResourceDefinition,
  stated: readonly StatedCondition[],
  now: string,
): CustomResourceDefinitionStatus {
  const conditions = stated.reduce(
    (all, each) => withCondition(all, each, now),
    status?.conditions ?? [],
  );
  return { ...status, conditions };
}
