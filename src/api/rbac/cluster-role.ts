import { type FieldError, required } from '../field-error';
import { defineKind } from '../kind';
import { validateLabelSelector } from '../label-selector';
import { pathSegmentErrors } from '../names';
import type { ClusterRole } from '../schema/objects';
import { validateRules } from './rules';

function validateAggregation({ aggregationRule }: ClusterRole): FieldError[] {
  if (aggregationRule === undefined) return [];
  const path = 'aggregationRule.clusterRoleSelectors';
  const selectors = aggregationRule.clusterRoleSelectors ?? [];
  if (selectors.length === 0) {
    const detail = 'at least one clusterRoleSelector required if aggregationRule is non-nil';
    return [required(path, detail)];
  }
  return selectors.flatMap((selector, index) =>
    validateLabelSelector(selector, `${path}[${index}]`),
  );
}

export const ClusterRoles = defineKind<ClusterRole>('rbac.authorization.k8s.io/v1', 'ClusterRole', {
  revalidatesMetadata: 'before',
  validateName: pathSegmentErrors,
  validate: (role) => [...validateRules(role.rules, false), ...validateAggregation(role)],
});
