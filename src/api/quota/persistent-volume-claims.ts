import type { Quantity } from '../quantity';
import type { PersistentVolumeClaim } from '../schema/objects';
import { countOf, readAmounts } from './amounts';
import type { Evaluator } from './evaluator';

const COUNT = 'count/persistentvolumeclaims';
const CLAIMS = 'persistentvolumeclaims';
const STORAGE = 'requests.storage';
const CLASS = '.storageclass.storage.k8s.io/';

/** The annotation of old clients counts before the field. */
function classOf({ metadata, spec }: PersistentVolumeClaim): string {
  return (
    metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? spec.storageClassName ?? ''
  );
}

/** What the claim asks for, or was given while it grows: the greater. */
function storageOf({ spec, status }: PersistentVolumeClaim): Quantity | undefined {
  const asked = readAmounts(spec.resources?.requests).get('storage');
  const given = readAmounts(status?.allocatedResources).get('storage');
  if (asked === undefined || given === undefined) return asked;
  return given.nano > asked.nano ? given : asked;
}

/** Claims by their number and size, in all and by class. upstream: pkg/quota/v1/evaluator/core/persistent_volume_claims.go */
export const claimEvaluator: Evaluator<PersistentVolumeClaim> = {
  chargesUpdates: true,
  covers: (name) =>
    name === COUNT ||
    name === CLAIMS ||
    name === STORAGE ||
    name.endsWith(`${CLASS}${CLAIMS}`) ||
    name.endsWith(`${CLASS}${STORAGE}`),
  usage(claim) {
    const usage = new Map([
      [COUNT, countOf(1)],
      [CLAIMS, countOf(1)],
    ]);
    const name = classOf(claim);
    const storage = storageOf(claim);
    if (name !== '') usage.set(`${name}${CLASS}${CLAIMS}`, countOf(1));
    if (storage === undefined) return usage;
    usage.set(STORAGE, storage);
    if (name !== '') usage.set(`${name}${CLASS}${STORAGE}`, storage);
    return usage;
  },
  isIn({ spec, status }, { scopeName, operator, values = [] }) {
    if (scopeName !== 'VolumeAttributesClass') return false;
    const names = [spec.volumeAttributesClassName, status?.currentVolumeAttributesClassName].filter(
      (name) => name !== undefined && name !== '',
    );
    if (operator === 'Exists') return names.length > 0;
    if (operator === 'DoesNotExist') return names.length === 0;
    return names.some((name) => values.includes(name as string)) === (operator === 'In');
  },
  frees: ({ spec }, old) => spec.resources !== old.spec.resources,
};
