import { ageOf } from '../age';
import { defineKind } from '../kind';
import { pathSegmentErrors } from '../names';
import type { RoleBinding } from '../schema/objects';
import {
  defaultBinding,
  roleCell,
  subjectCells,
  validateBinding,
  validateRoleRefUpdate,
} from './rules';

const KINDS = ['Role', 'ClusterRole'];

export const RoleBindings = defineKind<RoleBinding>('rbac.authorization.k8s.io/v1', 'RoleBinding', {
  revalidatesMetadata: 'before',
  validateName: pathSegmentErrors,
  defaults: defaultBinding,
  validate: (binding) => validateBinding(binding, KINDS, true),
  validateReplacement: (binding, old) => [
    ...validateBinding(binding, KINDS, true),
    ...validateRoleRefUpdate(binding, old),
  ],
  row: (binding, now) => [
    binding.metadata.name,
    roleCell(binding),
    ageOf(binding, now),
    ...subjectCells(binding),
  ],
});
