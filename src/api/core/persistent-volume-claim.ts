import { ageOf } from '../age';
import { type FieldError, invalid } from '../field-error';
import { defineKind } from '../kind';
import type { Draft } from '../object';
import { wholeValue } from '../quantity';
import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from '../schema/objects';
import { claimSpecWarnings, OLD_CLASS, OLD_CLASS_WARNING } from '../warnings/claim';
import { accessModesText } from './access-modes';
import { validateClaimSpec, validateClaimUpdate } from './persistent-volume-claim-validation';

/** What data may come from by the older field. */
const OLD_SOURCES = ['/PersistentVolumeClaim', 'snapshot.storage.k8s.io/VolumeSnapshot'];

/** The two fields for where data come from say the same. upstream: core/persistentvolumeclaim strategy */
function alignSources(spec: Draft<PersistentVolumeClaimSpec>): void {
  if (Object.isFrozen(spec)) return;
  const { dataSource } = spec;
  if (dataSource !== undefined && spec.dataSourceRef === undefined) {
    const source = `${dataSource.apiGroup ?? ''}/${dataSource.kind}`;
    if (OLD_SOURCES.includes(source)) spec.dataSourceRef = { ...dataSource };
    else delete (spec as { dataSource?: unknown }).dataSource;
  } else if (dataSource === undefined && spec.dataSourceRef !== undefined) {
    const { namespace, ...ref } = spec.dataSourceRef;
    if (!namespace) spec.dataSource = ref;
  }
}

function validateStatusUpdate({ status }: PersistentVolumeClaim): FieldError[] {
  return Object.entries(status?.capacity ?? {}).flatMap(([name, quantity]) => {
    const value = wholeValue(quantity);
    const path = `status.capacity[${name}]`;
    return value < 0 ? [invalid(path, value, 'must be a valid resource quantity')] : [];
  });
}

function is(phase: string) {
  return ({ status }: PersistentVolumeClaim) =>
    status.phase === phase || `it is ${status.phase ?? 'without a phase'}`;
}

export const PersistentVolumeClaims = defineKind<PersistentVolumeClaim>(
  'v1',
  'PersistentVolumeClaim',
  {
    // its finalizer kubernetes.io/pvc-protection comes from admission
    defaults({ spec }) {
      if (spec === undefined || Object.isFrozen(spec)) return;
      spec.volumeMode ??= 'Filesystem';
    },
    prepareForCreate(draft) {
      alignSources(draft.spec);
      draft.status = { phase: 'Pending' };
    },
    validate: ({ spec }) => validateClaimSpec(spec, 'spec'),
    validateReplacement: validateClaimUpdate,
    validateStatusUpdate,
    warnings: ({ metadata, spec }) => [
      ...(metadata.annotations?.[OLD_CLASS] === undefined ? [] : [OLD_CLASS_WARNING]),
      ...claimSpecWarnings(spec, 'spec'),
    ],
    states: { pending: is('Pending'), bound: is('Bound'), lost: is('Lost') },
    row(claim, now) {
      const { metadata, spec, status } = claim;
      const isBound = Boolean(spec.volumeName);
      return [
        metadata.name,
        metadata.deletionTimestamp === undefined ? (status.phase ?? '') : 'Terminating',
        spec.volumeName ?? '',
        isBound ? (status.capacity?.storage ?? '0') : '',
        isBound ? accessModesText(status.accessModes) : '',
        spec.storageClassName ?? '',
        spec.volumeAttributesClassName ?? '<unset>',
        ageOf(claim, now),
        spec.volumeMode ?? '<unset>',
      ];
    },
  },
);
