import {
  type FieldError,
  forbidden,
  immutable,
  invalid,
  invalidEach,
  notSupported,
  required,
} from '../field-error';
import { goLines, goStruct } from '../go-value';
import { lineDifference } from '../line-difference';
import { dnsSubdomainErrors } from '../names';
import { deepEqual } from '../object';
import { wholeValue } from '../quantity';
import type { PersistentVolume, PersistentVolumeSpec } from '../schema/objects';
import { validateAccessModes } from './access-modes';
import { validateVolumeSource, volumeSource } from './persistent-volume-source';
import { validateNodeSelector } from './pod-validation/affinity';

// upstream: core validation, ValidatePersistentVolumeSpec and ValidatePersistentVolumeUpdate
const RECLAIM_POLICIES = ['Delete', 'Recycle', 'Retain'];
/** The modes of a volume: with a file system, or without. */
export const VOLUME_MODES = ['Block', 'Filesystem'];
const INLINE = 'may not be specified in the context of inline volumes';
const SPEC = 'io.k8s.api.core.v1.PersistentVolumeSpec';

function validateCapacity({ capacity }: PersistentVolumeSpec, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const entries = Object.entries(capacity ?? {});
  if (entries.length === 0) errors.push(required(path));
  if (capacity?.storage === undefined || entries.length > 1) {
    errors.push(notSupported(path, capacity ?? null, ['storage']));
  }
  for (const [name, quantity] of entries) {
    const at = `${path}[${name}]`;
    const value = wholeValue(quantity);
    if (value < 0) errors.push(invalid(at, value, 'must be a valid resource quantity'));
    if (value <= 0) errors.push(invalid(at, quantity, 'must be greater than zero'));
  }
  return errors;
}

function validateAffinity(affinity: PersistentVolumeSpec['nodeAffinity'], path: string) {
  if (affinity === undefined) return [];
  const { required: selector } = affinity;
  if (selector === undefined) {
    return [required(`${path}.required`, 'must specify required node constraints')];
  }
  return validateNodeSelector(selector, `${path}.required`);
}

/** What an inline volume may not have. */
function validateInline(spec: PersistentVolumeSpec, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (spec.claimRef !== undefined) errors.push(forbidden(`${path}.claimRef`, INLINE));
  if (Object.keys(spec.capacity ?? {}).length > 0) {
    errors.push(forbidden(`${path}.capacity`, INLINE));
  }
  if (spec.csi === undefined) {
    errors.push(required(`${path}.csi`, 'has to be specified in the context of inline volumes'));
  }
  return errors;
}

function validateReclaim(spec: PersistentVolumeSpec, path: string, isInline: boolean) {
  const { persistentVolumeReclaimPolicy: policy = '' } = spec;
  if (policy === '') return [];
  if (isInline && policy !== 'Retain') {
    return [forbidden(path, 'may only be Retain in the context of inline volumes')];
  }
  return RECLAIM_POLICIES.includes(policy) ? [] : [notSupported(path, policy, RECLAIM_POLICIES)];
}

function validateClass(spec: PersistentVolumeSpec, path: string, isInline: boolean): FieldError[] {
  const errors: FieldError[] = [];
  const { storageClassName: name = '', volumeMode: mode } = spec;
  const at = `${path}.storageClassName`;
  if (name !== '') {
    if (isInline) errors.push(forbidden(at, INLINE));
    else errors.push(...invalidEach(at, name, dnsSubdomainErrors(name)));
  }
  if (mode !== undefined && isInline && mode !== 'Filesystem') {
    const detail =
      'may not specify volumeMode other than Filesystem in the context of inline volumes';
    errors.push(forbidden(`${path}.volumeMode`, detail));
  } else if (mode !== undefined && !VOLUME_MODES.includes(mode)) {
    errors.push(notSupported(`${path}.volumeMode`, mode, VOLUME_MODES));
  }
  const attributes = spec.volumeAttributesClassName;
  if (attributes === undefined) return errors;
  const where = `${path}.volumeAttributesClassName`;
  if (attributes === '') errors.push(required(where, 'an empty string is disallowed'));
  else errors.push(...invalidEach(where, attributes, dnsSubdomainErrors(attributes)));
  if (spec.csi === undefined) {
    errors.push(
      required(`${path}.csi`, 'has to be specified when using volumeAttributesClassName'),
    );
  }
  return errors;
}

/** What is wrong with the spec of a volume; an inline one stands in an attachment. */
export function validateVolumeSpec(
  spec: PersistentVolumeSpec,
  path: string,
  isInline = false,
): FieldError[] {
  const errors = isInline ? validateInline(spec, path) : [];
  const modes = spec.accessModes ?? [];
  if (modes.length === 0) errors.push(required(`${path}.accessModes`));
  errors.push(...validateAccessModes(modes, `${path}.accessModes`));
  if (!isInline) errors.push(...validateCapacity(spec, `${path}.capacity`));
  const reclaim = `${path}.persistentVolumeReclaimPolicy`;
  errors.push(...validateReclaim(spec, reclaim, isInline));
  if (isInline && spec.nodeAffinity !== undefined) {
    errors.push(forbidden(`${path}.nodeAffinity`, INLINE));
  } else errors.push(...validateAffinity(spec.nodeAffinity, `${path}.nodeAffinity`));
  errors.push(...validateVolumeSource(spec, path));
  const isRoot = /^\/+\.?$/.test(spec.hostPath?.path ?? '');
  if (isRoot && spec.persistentVolumeReclaimPolicy === 'Recycle') {
    errors.push(forbidden(reclaim, "may not be 'recycle' for a hostPath mount of '/'"));
  }
  return [...errors, ...validateClass(spec, path, isInline)];
}

/** The source of the new volume, without the one secret that may still be named. */
function comparable(next: PersistentVolumeSpec, old: PersistentVolumeSpec) {
  const source = volumeSource(next);
  const isNew = old.csi !== undefined && old.csi.controllerExpandSecretRef === undefined;
  if (!isNew || source.csi === undefined) return source;
  const { controllerExpandSecretRef: _added, ...csi } = source.csi;
  return { ...source, csi };
}

/** What an update of a volume may not change. The paths without the spec are the server's own. */
export function validateVolumeUpdate(next: PersistentVolume, old: PersistentVolume): FieldError[] {
  const errors = validateVolumeSpec(next.spec, 'spec');
  const [source, before] = [comparable(next.spec, old.spec), volumeSource(old.spec)];
  if (!deepEqual(source, before)) {
    const difference = lineDifference(goLines(SPEC, before), goLines(SPEC, source));
    errors.push(
      forbidden(
        'spec.persistentvolumesource',
        `spec.persistentvolumesource is immutable after creation\n${difference}`,
      ),
    );
  }
  const { volumeMode, nodeAffinity, volumeAttributesClassName } = next.spec;
  errors.push(...immutable('volumeMode', volumeMode, volumeMode === old.spec.volumeMode));
  if (old.spec.nodeAffinity !== undefined) {
    const value = nodeAffinity && goStruct('io.k8s.api.core.v1.VolumeNodeAffinity', nodeAffinity);
    const isSame = deepEqual(nodeAffinity, old.spec.nodeAffinity);
    errors.push(...immutable('nodeAffinity', value, isSame));
  }
  if (old.spec.volumeAttributesClassName !== undefined && volumeAttributesClassName === undefined) {
    const detail = 'update from non-nil value to nil is forbidden';
    errors.push(forbidden('spec.volumeAttributesClassName', detail));
  }
  return errors;
}
