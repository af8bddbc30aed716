import { defineKind } from '../kind';
import { pathSegmentErrors } from '../names';
import type { Role } from '../schema/objects';
import { validateRules } from './rules';

export const Roles = defineKind<Role>('rbac.authorization.k8s.io/v1', 'Role', {
  revalidatesMetadata: 'before',
  validateName: pathSegmentErrors,
  validate: ({ rules }) => validateRules(rules, true),
});
