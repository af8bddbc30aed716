import { isTrue } from '../condition';
import { defineKind } from '../kind';
import type { Draft } from '../object';
import type { CustomResourceDefinition } from '../schema/objects';
import { CLEANUP_FINALIZER, withConditions } from './definition-conditions';
import {
  validateDefinition,
  validateDefinitionStatus,
  validateDefinitionUpdate,
} from './definition-validation';

/** The version in which objects are stored counts as one in which some are. */
function noteStorageVersion(draft: Draft<CustomResourceDefinition>): void {
  const storage = draft.spec.versions?.find((version) => version.storage)?.name;
  const stored = draft.status?.storedVersions ?? [];
  if (storage === undefined || stored.includes(storage)) return;
  draft.status = { ...draft.status, storedVersions: [...stored, storage] };
}

/** A definition stays until its objects are gone. upstream: customresourcedefinition registry, Delete */
function markDeleted(draft: Draft<CustomResourceDefinition>): void {
  const { metadata } = draft;
  const finalizers = metadata.finalizers ?? [];
  if (!finalizers.includes(CLEANUP_FINALIZER)) {
    metadata.finalizers = [...finalizers, CLEANUP_FINALIZER];
  }
  const pending = {
    type: 'Terminating',
    status: 'True',
    reason: 'InstanceDeletionPending',
    message:
      'CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon',
  };
  const now = metadata.deletionTimestamp ?? '';
  draft.status = withConditions(
    draft as CustomResourceDefinition,
    [pending],
    now,
  ) as Draft<CustomResourceDefinition>['status'];
}

function hasCondition(type: string) {
  return ({ status }: CustomResourceDefinition) =>
    isTrue(status?.conditions ?? undefined, type) || `its condition ${type} is not True`;
}

export const CustomResourceDefinitions = defineKind<CustomResourceDefinition>(
  'apiextensions.k8s.io/v1',
  'CustomResourceDefinition',
  {
    hasGeneration: true,
    statusKeeps: 'metadata',
    defaults({ spec }) {
      if (spec === undefined || Object.isFrozen(spec)) return;
      const { names } = spec;
      if (names !== undefined && !Object.isFrozen(names)) {
        if (!names.singular && names.kind) names.singular = names.kind.toLowerCase();
        if (!names.listKind && names.kind) names.listKind = `${names.kind}List`;
      }
      spec.conversion ??= { strategy: 'None' };
      const service = spec.conversion.webhook?.clientConfig?.service;
      if (service !== undefined && !Object.isFrozen(service)) service.port ??= 443;
    },
    needsVersion: true,
    takesAnyFinalizer: true,
    prepareForCreate(draft) {
      noteStorageVersion(draft);
    },
    markDeleted,
    prepareForUpdate: noteStorageVersion,
    validate: validateDefinition,
    validateReplacement: validateDefinitionUpdate,
    validateStatusUpdate: validateDefinitionStatus,
    states: {
      established: hasCondition('Established'),
      'names accepted': hasCondition('NamesAccepted'),
    },
  },
);
