import { ageOf } from '../age';
import type { FeatureGates } from '../features/feature-gates';
import { type FieldError, invalid, invalidEach, notSupported } from '../field-error';
import { defineKind } from '../kind';
import { qualifiedNameErrors } from '../names';
import type { Draft } from '../object';
import { wholeValue } from '../quantity';
import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from '../schema/objects';
import { claimSpecWarnings, OLD_CLASS, OLD_CLASS_WARNING } from '../warnings/claim';
import { accessModesText } from './access-modes';
import { validateClaimSpec, validateClaimUpdate } from './persistent-volume-claim-validation';

/** What data may come from by the older field. */
const OLD_SOURCES = ['/PersistentVolumeClaim', 'snapshot.storage.k8s.io/VolumeSnapshot'];

/** The two fields for where data come from say the same. upstream: core/persistentvolumeclaim strategy */
function alignSources(
  spec: Draft<PersistentVolumeClaimSpec>,
  { CrossNamespaceVolumeDataSource: mayCross }: FeatureGates,
): void {
  if (Object.isFrozen(spec)) return;
  if (spec.dataSourceRef?.namespace && !mayCross)
    delete (spec as { dataSourceRef?: unknown }).dataSourceRef;
  const { dataSource } = spec;
  if (dataSource !== undefined && spec.dataSourceRef === undefined) {
    const source = `${dataSource.apiGroup ?? ''}/${dataSource.kind}`;
    if (OLD_SOURCES.includes(source)) spec.dataSourceRef = { ...dataSource };
    else delete (spec as { dataSource?: unknown }).dataSource;
  } else if (dataSource === undefined && spec.dataSourceRef !== undefined) {
    const { namespace: _none, ...ref } = spec.dataSourceRef;
    spec.dataSource = ref;
  }
}

const RESIZE_STATES = [
  'ControllerResizeInProgress',
  'ControllerResizeInfeasible',
  'NodeResizeInProgress',
  'NodeResizeInfeasible',
  'NodeResizePending',
];

/** A claim may speak of storage, and of what has a domain of its own. */
function keyErrors(name: string, path: string): FieldError[] {
  const errors = invalidEach(path, name, qualifiedNameErrors(name));
  const isOurs = !name.includes('/') || name.split('/')[0] === 'kubernetes.io';
  if (errors.length > 0 || !isOurs || name === 'storage') return errors;
  return [notSupported(path, name, ['storage'])];
}

function basicErrors(name: string, quantity: string, path: string): FieldError[] {
  const value = wholeValue(quantity);
  const detail = 'must be a valid resource quantity';
  return value < 0 ? [invalid(`${path}[${name}]`, value, detail)] : [];
}

// upstream: core validation, ValidatePersistentVolumeClaimStatusUpdate
function validateStatusUpdate({ status = {} }: PersistentVolumeClaim): FieldError[] {
  const { capacity = {}, allocatedResources = {}, allocatedResourceStatuses = {} } = status;
  const allocated = 'status.allocatedResources';
  const states = 'status.allocatedResourceStatus';
  return [
    ...Object.entries(capacity).flatMap(([name, quantity]) =>
      basicErrors(name, quantity, 'status.capacity'),
    ),
    ...Object.entries(allocatedResources).flatMap(([name, quantity]) => {
      const errors = keyErrors(name, allocated);
      return errors.length > 0 ? errors : basicErrors(name, quantity, allocated);
    }),
    ...Object.entries(allocatedResourceStatuses).flatMap(([name, state]) => {
      const errors = keyErrors(name, states);
      if (errors.length > 0 || RESIZE_STATES.includes(state)) return errors;
      return [notSupported(states, name, RESIZE_STATES)];
    }),
  ];
}

function is(phase: string) {
  return ({ status }: PersistentVolumeClaim) =>
    status.phase === phase || `it is ${status.phase ?? 'without a phase'}`;
}

export const PersistentVolumeClaims = defineKind<PersistentVolumeClaim>(
  'v1',
  'PersistentVolumeClaim',
  {
    revalidatesMetadata: 'before',
    // its finalizer kubernetes.io/pvc-protection comes from admission
    defaults({ spec }) {
      if (spec === undefined || Object.isFrozen(spec)) return;
      spec.volumeMode ??= 'Filesystem';
    },
    prepareForCreate(draft, { features }) {
      alignSources(draft.spec, features);
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
