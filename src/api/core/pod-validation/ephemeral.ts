import type { FeatureGates } from '../../features/feature-gates';
import { type FieldError, forbidden } from '../../field-error';
import { deepEqual } from '../../object';
import type { Pod } from '../../schema/objects';
import { isMirrorPod } from '../mirror-pod';
import { validatePodMetadataAndSpec } from './index';

/**
 * Everything that is wrong with a request to the ephemeralcontainers subresource: what is there stays as it is.
 * upstream: core validation, ValidatePodEphemeralContainersUpdate
 */
export function validateEphemeralUpdate(pod: Pod, old: Pod, features: FeatureGates): FieldError[] {
  if (isMirrorPod(old)) {
    return [forbidden('[]', 'static pods do not support ephemeral containers')];
  }
  const errors = validatePodMetadataAndSpec(pod, features);
  const path = 'spec.ephemeralContainers';
  for (const before of old.spec.ephemeralContainers ?? []) {
    const now = pod.spec.ephemeralContainers?.find(({ name }) => name === before.name);
    const named = `existing ephemeral containers ${JSON.stringify(before.name)}`;
    if (now === undefined) errors.push(forbidden(path, `${named} may not be removed\n`));
    else if (!deepEqual(now, before)) {
      errors.push(forbidden(path, `${named} may not be changed\n`));
    }
  }
  return errors;
}
