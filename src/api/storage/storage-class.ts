import { ageOf } from '../age';
import {
  duplicate,
  type FieldError,
  forbidden,
  immutable,
  invalidEach,
  notSupported,
  required,
} from '../field-error';
import { defineKind } from '../kind';
import { qualifiedNameErrors } from '../names';
import { deepEqual } from '../object';
import type { StorageClass, TopologySelectorTerm } from '../schema/objects';
import { oldNodeLabel } from '../warnings/node-label';
import { validateParameters, validateProvisioner } from './validation';

// upstream: storage validation, ValidateStorageClass
const RECLAIM_POLICIES = ['Delete', 'Retain'];
const BINDING_MODES = ['Immediate', 'WaitForFirstConsumer'];
const DEFAULT_MARKS = [
  'storageclass.kubernetes.io/is-default-class',
  'storageclass.beta.kubernetes.io/is-default-class',
];

/** True for the class of claims that name none. */
export function isDefaultClass({ metadata }: StorageClass): boolean {
  return DEFAULT_MARKS.some((mark) => metadata.annotations?.[mark] === 'true');
}

function validateTerm({ matchLabelExpressions = [] }: TopologySelectorTerm, path: string) {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  if (matchLabelExpressions.length === 0) errors.push(required(`${path}.matchLabelExpressions`));
  matchLabelExpressions.forEach(({ key, values = [] }, index) => {
    const at = `${path}.matchLabelExpressions[${index}]`;
    if (values.length === 0) errors.push(required(`${at}.values`));
    values.forEach((value, i) => {
      if (values.indexOf(value) < i) errors.push(duplicate(`${at}.values[${i}]`, value));
    });
    errors.push(...invalidEach(`${at}.key`, key, qualifiedNameErrors(key)));
    if (seen.has(key)) errors.push(duplicate(`${at}.key`, key));
    seen.add(key);
  });
  return errors;
}

function validateTopologies(terms: readonly TopologySelectorTerm[]): FieldError[] {
  return terms.flatMap((term, index) => {
    const path = `allowedTopologies[${index}]`;
    const errors = validateTerm(term, path);
    const isAgain = terms.slice(0, index).some((other) => deepEqual(other, term));
    return isAgain ? [...errors, duplicate(`${path}.matchLabelExpressions`, '')] : errors;
  });
}

function validate(storageClass: StorageClass): FieldError[] {
  const { provisioner, parameters, reclaimPolicy = '', volumeBindingMode } = storageClass;
  const errors = [
    ...validateProvisioner(provisioner, 'provisioner'),
    ...validateParameters(parameters, 'parameters'),
  ];
  if (reclaimPolicy !== '' && !RECLAIM_POLICIES.includes(reclaimPolicy)) {
    errors.push(notSupported('reclaimPolicy', reclaimPolicy, RECLAIM_POLICIES));
  }
  if (volumeBindingMode === undefined) errors.push(required('volumeBindingMode'));
  else if (!BINDING_MODES.includes(volumeBindingMode)) {
    errors.push(notSupported('volumeBindingMode', volumeBindingMode, BINDING_MODES));
  }
  return [...errors, ...validateTopologies(storageClass.allowedTopologies ?? [])];
}

function validateUpdate(next: StorageClass, old: StorageClass): FieldError[] {
  const errors: FieldError[] = [];
  for (const field of ['parameters', 'provisioner', 'reclaimPolicy'] as const) {
    if (deepEqual(next[field], old[field])) continue;
    errors.push(forbidden(field, `updates to ${field} are forbidden.`));
  }
  const { volumeBindingMode: mode } = next;
  return [...errors, ...immutable('volumeBindingMode', mode, mode === old.volumeBindingMode)];
}

export const StorageClasses = defineKind<StorageClass>('storage.k8s.io/v1', 'StorageClass', {
  defaults(draft) {
    draft.reclaimPolicy ??= 'Delete';
    draft.volumeBindingMode ??= 'Immediate';
  },
  validate,
  validateReplacement: (next, old) => [...validate(next), ...validateUpdate(next, old)],
  // upstream: api/storage, GetWarningsForStorageClass
  warnings: ({ allowedTopologies = [] }) =>
    allowedTopologies.flatMap(({ matchLabelExpressions = [] }, index) =>
      matchLabelExpressions.flatMap(({ key }, i) => {
        const message = oldNodeLabel(key);
        const at = `allowedTopologies[${index}].matchLabelExpressions[${i}].key`;
        return message === undefined ? [] : [`${at}: ${message}`];
      }),
    ),
  row: (storageClass, now) => [
    `${storageClass.metadata.name}${isDefaultClass(storageClass) ? ' (default)' : ''}`,
    storageClass.provisioner,
    storageClass.reclaimPolicy ?? 'Delete',
    storageClass.volumeBindingMode ?? 'Immediate',
    storageClass.allowVolumeExpansion === true,
    ageOf(storageClass, now),
  ],
});
