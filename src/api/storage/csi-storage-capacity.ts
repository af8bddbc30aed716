import { type FieldError, immutable, invalid, invalidEach } from '../field-error';
import { defineKind } from '../kind';
import { shownSelector, validateLabelSelector } from '../label-selector';
import { dnsSubdomainErrors } from '../names';
import { deepEqual } from '../object';
import { wholeValue } from '../quantity';
import type { CSIStorageCapacity } from '../schema/objects';
import { nodeSelectorWarnings } from '../warnings/node-label';

// upstream: storage validation, ValidateCSIStorageCapacity
function validate({ nodeTopology, storageClassName, capacity }: CSIStorageCapacity): FieldError[] {
  const errors =
    nodeTopology === undefined ? [] : validateLabelSelector(nodeTopology, 'nodeTopology');
  const details = dnsSubdomainErrors(storageClassName);
  errors.push(...invalidEach('storageClassName', storageClassName, details));
  if (capacity !== undefined && wholeValue(capacity) < 0) {
    errors.push(invalid('capacity', capacity, 'must be greater than or equal to 0'));
  }
  return errors;
}

export const CSIStorageCapacities = defineKind<CSIStorageCapacity>(
  'storage.k8s.io/v1',
  'CSIStorageCapacity',
  {
    validate,
    warnings: ({ nodeTopology }) => nodeSelectorWarnings(nodeTopology, 'nodeTopology'),
    validateReplacement: (next, old) => [
      ...immutable(
        'nodeTopology',
        shownSelector(next.nodeTopology),
        deepEqual(next.nodeTopology, old.nodeTopology),
      ),
      ...immutable(
        'storageClassName',
        next.storageClassName,
        next.storageClassName === old.storageClassName,
      ),
    ],
  },
);
