import { PersistentVolumeClaims } from '../../api/core/persistent-volume-claim';
import { forbiddenError } from '../../api/errors';
import { wholeValue } from '../../api/quantity';
import type { PersistentVolumeClaim } from '../../api/schema/objects';
import { StorageClasses } from '../../api/storage/storage-class';
import type { AdmissionPlugin } from '../request';

function storageOf({ spec }: PersistentVolumeClaim): number {
  return wholeValue(spec.resources?.requests?.storage ?? '0');
}

/** Only claims whose class allows it may grow. upstream: plugin/pkg/admission/storage/persistentvolume/resize */
export const persistentVolumeClaimResize: AdmissionPlugin = {
  name: 'PersistentVolumeClaimResize',
  kinds: [PersistentVolumeClaims.id],
  verbs: ['update'],
  subresources: [''],
  validate({ kind, old, store }, object) {
    const claim = object as PersistentVolumeClaim;
    const before = old as PersistentVolumeClaim | undefined;
    if (before === undefined || before.status?.phase !== 'Bound') return;
    if (storageOf(claim) <= storageOf(before)) return;
    const storageClass = store.get(StorageClasses, claim.spec.storageClassName ?? '');
    if (storageClass?.allowVolumeExpansion === true) return;
    throw forbiddenError(
      kind,
      claim.metadata.name,
      'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
    );
  },
};
