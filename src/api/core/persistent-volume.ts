import { ageOf } from '../age';
import { defineKind } from '../kind';
import type { Draft } from '../object';
import type { PersistentVolume, PersistentVolumeSpec } from '../schema/objects';
import { timestamp } from '../timestamp';
import { volumeWarnings } from '../warnings/persistent-volume';
import { accessModesText } from './access-modes';
import { validateVolumeSpec, validateVolumeUpdate } from './persistent-volume-validation';

// upstream: core/v1 defaults
const SOURCE_DEFAULTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  hostPath: { type: '' },
  iscsi: { iscsiInterface: 'default' },
  rbd: { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' },
  azureDisk: { cachingMode: 'ReadWrite', kind: 'Shared', fsType: 'ext4', readOnly: false },
  scaleIO: { storageMode: 'ThinProvisioned', fsType: 'xfs' },
};

function defaultSource(spec: Draft<PersistentVolumeSpec>): void {
  const sources = spec as unknown as Record<string, Record<string, unknown> | undefined>;
  for (const [name, defaults] of Object.entries(SOURCE_DEFAULTS)) {
    const source = sources[name];
    if (source === undefined || Object.isFrozen(source)) continue;
    sources[name] = { ...defaults, ...source };
  }
}

function claimText({ spec }: PersistentVolume): string {
  const ref = spec.claimRef;
  return ref === undefined ? '' : `${ref.namespace ?? ''}/${ref.name ?? ''}`;
}

function is(phase: string) {
  return ({ status }: PersistentVolume) =>
    status.phase === phase || `it is ${status.phase ?? 'without a phase'}`;
}

export const PersistentVolumes = defineKind<PersistentVolume>('v1', 'PersistentVolume', {
  revalidatesMetadata: 'before',
  // its finalizer kubernetes.io/pv-protection comes from admission
  defaults({ spec }) {
    if (spec === undefined || Object.isFrozen(spec)) return;
    if (!spec.persistentVolumeReclaimPolicy) spec.persistentVolumeReclaimPolicy = 'Retain';
    spec.volumeMode ??= 'Filesystem';
    defaultSource(spec);
  },
  prepareForCreate(draft, { now }) {
    draft.status = { phase: 'Pending', lastPhaseTransitionTime: timestamp(now) };
  },
  prepareForUpdate(draft, old, { now }) {
    const { status } = draft;
    if (status === undefined || status.phase === old.status.phase) return;
    if (status.lastPhaseTransitionTime !== old.status.lastPhaseTransitionTime) return;
    draft.status = { ...status, lastPhaseTransitionTime: timestamp(now) };
  },
  validate: ({ spec }) => validateVolumeSpec(spec, 'spec'),
  validateReplacement: validateVolumeUpdate,
  warnings: volumeWarnings,
  states: {
    available: is('Available'),
    bound: is('Bound'),
    released: is('Released'),
    failed: is('Failed'),
  },
  row: (volume, now) => [
    volume.metadata.name,
    volume.spec.capacity?.storage ?? '0',
    accessModesText(volume.spec.accessModes),
    volume.spec.persistentVolumeReclaimPolicy ?? '',
    volume.metadata.deletionTimestamp === undefined ? (volume.status.phase ?? '') : 'Terminating',
    claimText(volume),
    volume.spec.storageClassName ?? '',
    volume.spec.volumeAttributesClassName ?? '<unset>',
    volume.status.reason ?? '',
    ageOf(volume, now),
    volume.spec.volumeMode ?? '<unset>',
  ],
});
