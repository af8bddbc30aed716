import { wholeValue } from '../quantity';
import type { PersistentVolume, PersistentVolumeClaim } from '../schema/objects';
import { matchesSelector } from '../selector';

/** What a claim and a volume say of how they came together. */
export const VOLUME_ANNOTATIONS = {
  /** The claim's binding is complete. */
  bindCompleted: 'pv.kubernetes.io/bind-completed',
  /** The controller, not the user, brought both together. */
  boundByController: 'pv.kubernetes.io/bound-by-controller',
  /** For which node a volume is wanted; the scheduler chose it. */
  selectedNode: 'volume.kubernetes.io/selected-node',
  /** Who is to make the volume. */
  provisioner: 'volume.kubernetes.io/storage-provisioner',
  oldProvisioner: 'volume.beta.kubernetes.io/storage-provisioner',
  /** Who made it. */
  provisionedBy: 'pv.kubernetes.io/provisioned-by',
} as const;

/** The provisioner of classes whose volumes are made by hand. */
export const NO_PROVISIONER = 'kubernetes.io/no-provisioner';

/** In bytes. */
export function capacityOf({ spec }: PersistentVolume): number {
  return wholeValue(spec.capacity?.storage ?? '0');
}

/** True when the volume is meant for the claim, whether or not the claim was there already. */
export function isReservedFor({ spec }: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  const { claimRef } = spec;
  if (claimRef === undefined) return false;
  const { namespace, name, uid } = claim.metadata;
  if (claimRef.namespace !== namespace || claimRef.name !== name) return false;
  return claimRef.uid === undefined || claimRef.uid === '' || claimRef.uid === uid;
}

/** True when the volume has what the claim asks for: class, mode, access, labels and size. */
export function suits(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  const { spec, metadata } = volume;
  const want = claim.spec;
  if ((spec.storageClassName ?? '') !== (want.storageClassName ?? '')) return false;
  if ((spec.volumeMode ?? 'Filesystem') !== (want.volumeMode ?? 'Filesystem')) return false;
  if ((spec.volumeAttributesClassName ?? '') !== (want.volumeAttributesClassName ?? ''))
    return false;
  if (!(want.accessModes ?? []).every((mode) => spec.accessModes?.includes(mode))) return false;
  if (want.selector !== undefined && !matchesSelector(want.selector, metadata.labels)) return false;
  return capacityOf(volume) >= wholeValue(want.resources?.requests?.storage ?? '0');
}

/** True when the volume can be had: nobody's yet, and not on its way out. */
export function isFree({ spec, status, metadata }: PersistentVolume): boolean {
  if (metadata.deletionTimestamp !== undefined || spec.claimRef !== undefined) return false;
  return status.phase === undefined || status.phase === 'Available';
}
