import type { PersistentVolume } from '../schema/objects';
import { OLD_CLASS, OLD_CLASS_WARNING } from './claim';
import { termWarnings } from './node-label';
import { oldSourceWarnings } from './volume';

const OLD_OPTIONS = 'volume.beta.kubernetes.io/mount-options';

/** What is odd about a volume. upstream: api/persistentvolume, GetWarningsForPersistentVolume */
export function volumeWarnings({ metadata, spec }: PersistentVolume): string[] {
  const { annotations = {} } = metadata;
  const warnings: string[] = [];
  if (annotations[OLD_CLASS] !== undefined) warnings.push(OLD_CLASS_WARNING);
  if (annotations[OLD_OPTIONS] !== undefined) {
    warnings.push(
      `metadata.annotations[${OLD_OPTIONS}]: deprecated since v1.31; use "mountOptions" attribute instead`,
    );
  }
  if (spec.persistentVolumeReclaimPolicy === 'Recycle') {
    warnings.push(
      'spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.',
    );
  }
  const terms = spec.nodeAffinity?.required?.nodeSelectorTerms ?? [];
  return [
    ...warnings,
    ...terms.flatMap((term, index) =>
      termWarnings(term, `spec.nodeAffinity.required.nodeSelectorTerms[${index}]`, false),
    ),
    ...oldSourceWarnings(spec, 'spec'),
  ];
}
