import { ageOf } from '../age';
import { type FieldError, forbidden, required } from '../field-error';
import { defineKind } from '../kind';
import { deepEqual } from '../object';
import type { VolumeAttributesClass } from '../schema/objects';
import { validateParameters, validateProvisioner } from './validation';

// upstream: storage validation, ValidateVolumeAttributesClass
function validate({ driverName, parameters = {} }: VolumeAttributesClass): FieldError[] {
  const errors = [
    ...validateProvisioner(driverName, 'driverName'),
    ...validateParameters(parameters, 'parameters'),
  ];
  if (Object.keys(parameters).length > 0) return errors;
  return [...errors, required('parameters', 'must contain at least one key/value pair')];
}

export const VolumeAttributesClasses = defineKind<VolumeAttributesClass>(
  'storage.k8s.io/v1',
  'VolumeAttributesClass',
  {
    validate,
    validateUpdate(next, old) {
      const errors: FieldError[] = [];
      for (const field of ['driverName', 'parameters'] as const) {
        if (deepEqual(next[field], old[field])) continue;
        errors.push(forbidden(field, `updates to ${field} are forbidden.`));
      }
      return errors;
    },
    row: (attributesClass, now) => [
      attributesClass.metadata.name,
      attributesClass.driverName,
      ageOf(attributesClass, now),
    ],
  },
);
