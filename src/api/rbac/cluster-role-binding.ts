import { ageOf } from '../age';
import { defineKind } from '../kind';
import { pathSegmentErrors } from '../names';
import type { ClusterRoleBinding } from '../schema/objects';
import {
  defaultBinding,
  roleCell,
  subjectCells,
  validateBinding,
  validateRoleRefUpdate,
} from './rules';

const KINDS = ['ClusterRole'];

export const ClusterRoleBindings = defineKind<ClusterRoleBinding>(
  'rbac.authorization.k8s.io/v1',
  'ClusterRoleBinding',
  {
    revalidatesMetadata: 'before',
    validateName: pathSegmentErrors,
    defaults: defaultBinding,
    validate: (binding) => validateBinding(binding, KINDS, false),
    validateReplacement: (binding, old) => [
      ...validateBinding(binding, KINDS, false),
      ...validateRoleRefUpdate(binding, old),
    ],
    row: (binding, now) => [
      binding.metadata.name,
      roleCell(binding),
      ageOf(binding, now),
      ...subjectCells(binding),
    ],
  },
);
