import { PersistentVolumes } from '../../api/core/persistent-volume';
import { PersistentVolumeClaims } from '../../api/core/persistent-volume-claim';
import type { AdmissionPlugin } from '../request';

const FINALIZERS: Readonly<Record<string, string>> = {
  [PersistentVolumes.id]: 'kubernetes.io/pv-protection',
  [PersistentVolumeClaims.id]: 'kubernetes.io/pvc-protection',
};

/** Volumes and claims do not vanish while somebody uses them: a controller lets them go. upstream: plugin/pkg/admission/storage/storageobjectinuseprotection */
export const storageObjectInUseProtection: AdmissionPlugin = {
  name: 'StorageObjectInUseProtection',
  kinds: Object.keys(FINALIZERS),
  verbs: ['create'],
  mutate({ kind }, { metadata }) {
    const finalizer = FINALIZERS[kind.id];
    const known = metadata.finalizers ?? [];
    if (finalizer === undefined || known.includes(finalizer)) return;
    metadata.finalizers = [...known, finalizer];
  },
};
