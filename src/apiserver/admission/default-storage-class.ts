import { PersistentVolumeClaims } from '../../api/core/persistent-volume-claim';
import type { Draft } from '../../api/object';
import type { PersistentVolumeClaim, StorageClass } from '../../api/schema/objects';
import { isDefaultClass, StorageClasses } from '../../api/storage/storage-class';
import type { AdmissionPlugin } from '../request';
import type { Store } from '../store';

/** The class of claims that name none: of several the newest, then the first by name. upstream: storage util GetDefaultClass */
function defaultStorageClass(store: Store): StorageClass | undefined {
  const classes = [...store.objects(StorageClasses).values()].filter(isDefaultClass);
  const age = ({ metadata }: StorageClass) => metadata.creationTimestamp ?? '';
  return classes.sort(
    (a, b) => age(b).localeCompare(age(a)) || (a.metadata.name < b.metadata.name ? -1 : 1),
  )[0];
}

/** Gives claims that name no class the default one; an empty name asks for none. upstream: plugin/pkg/admission/storage/storageclass/setdefault */
export const defaultStorageClassForClaims: AdmissionPlugin = {
  name: 'DefaultStorageClass',
  kinds: [PersistentVolumeClaims.id],
  verbs: ['create'],
  mutate({ store }, draft) {
    const { metadata, spec } = draft as Draft<PersistentVolumeClaim>;
    const old = metadata.annotations?.['volume.beta.kubernetes.io/storage-class'];
    if (spec.storageClassName !== undefined || old !== undefined) return;
    const found = defaultStorageClass(store);
    if (found !== undefined) spec.storageClassName = found.metadata.name;
  },
};
