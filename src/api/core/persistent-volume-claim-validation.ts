import {
  type FieldError,
  forbidden,
  GoJson,
  immutable,
  invalid,
  invalidEach,
  notSupported,
  required,
} from '../field-error';
import { goLines } from '../go-value';
import { validateLabelSelector } from '../label-selector';
import { lineDifference } from '../line-difference';
import { dnsSubdomainErrors } from '../names';
import { deepEqual } from '../object';
import { parseQuantity, wholeValue } from '../quantity';
import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from '../schema/objects';
import { validateAccessModes } from './access-modes';
import { VOLUME_MODES } from './persistent-volume-validation';

// upstream: core validation, ValidatePersistentVolumeClaimSpec and …Update
const SPEC = 'io.k8s.api.core.v1.PersistentVolumeClaimSpec';
const CLAIM = 'PersistentVolumeClaim';

/** What a claim's data come from; a reference of either form. */
interface DataSource {
  readonly apiGroup?: string;
  readonly kind: string;
  readonly name: string;
}

function validateDataSource(source: DataSource, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const { apiGroup = '', kind, name } = source;
  if (name === '') errors.push(required(`${path}.name`));
  if (kind === '') errors.push(required(`${path}.kind`));
  if (apiGroup === '' && kind !== CLAIM) {
    const detail = `must be '${CLAIM}' when referencing the default apiGroup`;
    errors.push(invalid(path, kind, detail));
  }
  if (apiGroup === '') return errors;
  return [...errors, ...invalidEach(`${path}.apiGroup`, apiGroup, dnsSubdomainErrors(apiGroup))];
}

function validateSources(spec: PersistentVolumeClaimSpec, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const { dataSource, dataSourceRef } = spec;
  if (dataSource !== undefined) {
    errors.push(...validateDataSource(dataSource, `${path}.dataSource`));
  }
  if (dataSourceRef === undefined) return errors;
  errors.push(...validateDataSource(dataSourceRef, `${path}.dataSourceRef`));
  if (dataSource === undefined) return errors;
  const { namespace = '', ...ref } = dataSourceRef;
  if (namespace !== '') {
    const detail = 'may not be specified when dataSourceRef.namespace is specified';
    errors.push(invalid(path, new GoJson('{}'), detail));
  } else if (!deepEqual({ ...dataSource }, ref)) {
    errors.push(invalid(path, new GoJson('{}'), 'must match dataSourceRef'));
  }
  return errors;
}

/** What is wrong with the spec of a claim, or of a template of claims. */
export function validateClaimSpec(spec: PersistentVolumeClaimSpec, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const { accessModes = [], selector, resources, storageClassName, volumeMode } = spec;
  const modes = `${path}.accessModes`;
  if (accessModes.length === 0) errors.push(required(modes, 'at least 1 access mode is required'));
  if (selector !== undefined) errors.push(...validateLabelSelector(selector, `${path}.selector`));
  errors.push(...validateAccessModes(accessModes, modes));
  const storage = resources?.requests?.storage;
  const at = `${path}.resources[storage]`;
  if (storage === undefined) errors.push(required(at));
  else if (wholeValue(storage) <= 0) {
    errors.push(invalid(at, storage, 'must be greater than zero'));
  }
  if (storageClassName) {
    const details = dnsSubdomainErrors(storageClassName);
    errors.push(...invalidEach(`${path}.storageClassName`, storageClassName, details));
  }
  if (volumeMode !== undefined && !VOLUME_MODES.includes(volumeMode)) {
    errors.push(notSupported(`${path}.volumeMode`, volumeMode, VOLUME_MODES));
  }
  errors.push(...validateSources(spec, path));
  const name = spec.volumeAttributesClassName;
  if (!name) return errors;
  const where = `${path}.volumeAttributesClassName`;
  return [...errors, ...invalidEach(where, name, dnsSubdomainErrors(name))];
}

type Spec = PersistentVolumeClaimSpec;

/** The spec with a field as the other one has it. */
function likeOther(field: keyof Spec, spec: Spec, other: Spec): Spec {
  const { [field]: _own, ...rest } = spec;
  return other[field] === undefined ? rest : { ...rest, [field]: other[field] };
}

/** Both specs without the differences that an update may make: the old one with the new volume, the new one with the rest. */
function comparable(
  { spec: given, status }: PersistentVolumeClaim,
  { spec: before }: PersistentVolumeClaim,
): { readonly next: Spec; readonly old: Spec } {
  const old = before.volumeName ? before : likeOther('volumeName', before, given);
  let next = given;
  // a class may still be given to a claim that had none
  if (before.storageClassName === undefined) next = likeOther('storageClassName', next, before);
  if (status?.phase !== 'Bound') return { next, old };
  const storage = before.resources?.requests?.storage;
  if (next.resources?.requests !== undefined && storage !== undefined) {
    const requests = { ...next.resources.requests, storage };
    next = { ...next, resources: { ...next.resources, requests } };
  }
  if (next.volumeAttributesClassName !== undefined) {
    next = likeOther('volumeAttributesClassName', next, before);
  }
  return { next, old };
}

function isLess(a: string, b: string): boolean {
  return (parseQuantity(a)?.nano ?? 0n) < (parseQuantity(b)?.nano ?? 0n);
}

function validateShrinking(next: PersistentVolumeClaim, old: PersistentVolumeClaim): FieldError[] {
  const size = next.spec.resources?.requests?.storage ?? '0';
  if (!isLess(size, old.spec.resources?.requests?.storage ?? '0')) return [];
  if (isLess(old.status?.capacity?.storage ?? '0', size)) return [];
  const path = 'spec.resources.requests.storage';
  return [forbidden(path, 'field can not be less than status.capacity')];
}

/** What an update of a claim may not change. */
export function validateClaimUpdate(
  next: PersistentVolumeClaim,
  old: PersistentVolumeClaim,
): FieldError[] {
  const errors = validateClaimSpec(next.spec, 'spec');
  const specs = comparable(next, old);
  if (!deepEqual(specs.next, specs.old)) {
    const difference = lineDifference(goLines(SPEC, specs.old), goLines(SPEC, specs.next));
    errors.push(
      forbidden(
        'spec',
        `spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n${difference}`,
      ),
    );
  }
  errors.push(...validateShrinking(next, old));
  const { volumeMode, volumeAttributesClassName: name } = next.spec;
  // the path without the spec is the server's own
  errors.push(...immutable('volumeMode', volumeMode, volumeMode === old.spec.volumeMode));
  if (old.spec.volumeAttributesClassName !== undefined && !name) {
    const to = name === undefined ? 'nil' : 'an empty string';
    const detail = `update from non-nil value to ${to} is forbidden`;
    errors.push(forbidden('spec.volumeAttributesClassName', detail));
  }
  return errors;
}
