import { validateAnnotations } from '../api/annotation-validation';
import type { FeatureGates } from '../api/features/feature-gates';
import { type FieldError, forbidden, invalid, required } from '../api/field-error';
import { unqualifiedErrors } from '../api/finalizer';
import { goStruct, goStructs } from '../api/go-value';
import type { Kind } from '../api/kind';
import { validateLabelMap } from '../api/label-selector';
import { dnsSubdomainErrors, qualifiedNameErrors } from '../api/names';
import { deepEqual, type KubeObject } from '../api/object';
import type { ObjectMeta, OwnerReference } from '../api/schema/objects';

const OWNER = 'io.k8s.apimachinery.pkg.apis.meta.v1.OwnerReference';

/** What is wrong with the name of a new object, and with that from which names are made. */
export function validateNames(
  { rules }: Kind,
  { name, generateName }: ObjectMeta,
  features: FeatureGates,
): FieldError[] {
  const errors: FieldError[] = [];
  const errorsOf = (text: string) =>
    rules.validateName?.(text, features) ?? dnsSubdomainErrors(text);
  if (generateName !== undefined && generateName !== '') {
    for (const detail of errorsOf(`${generateName.replace(/[-.]$/, '')}a`)) {
      errors.push(invalid('metadata.generateName', generateName, detail));
    }
  }
  if (name === undefined || name === '') {
    errors.push(required('metadata.name', 'name or generateName is required'));
  } else {
    for (const detail of errorsOf(name)) errors.push(invalid('metadata.name', name, detail));
  }
  return errors;
}

/** What is wrong with the metadata beside the name. upstream: apimachinery validation, ValidateObjectMeta */
export function validateMetadata({ rules }: Kind, meta: ObjectMeta): FieldError[] {
  const errors: FieldError[] = [];
  once(errors, meta.labels, (labels) => validateLabelMap(labels, 'metadata.labels'));
  once(errors, meta.annotations, (all) => validateAnnotations(all, 'metadata.annotations'));
  if (meta.ownerReferences !== undefined) errors.push(...validateOwners(meta));
  if (meta.finalizers !== undefined) errors.push(...validateFinalizers(meta, rules));
  return errors;
}

/** Frozen parts that were found right: a template's labels are those of all its Pods. */
const sound = new WeakSet<object>();

function once<T extends object>(
  errors: FieldError[],
  part: T | undefined,
  validate: (part: T) => FieldError[],
): void {
  if (part === undefined || sound.has(part)) return;
  const found = validate(part);
  if (found.length > 0) errors.push(...found);
  else if (Object.isFrozen(part)) sound.add(part);
}

const REPEATED =
  '.metadata.ownerReferences contains duplicate entries; API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: ';

/** Takes out owners that are named twice in the same words, and warns of them. upstream: dedupOwnerReferencesAndAddWarning */
export function withoutRepeatedOwners(
  owners: readonly OwnerReference[],
  warn: ((message: string) => void) | undefined,
): readonly OwnerReference[] {
  const isFirst = (owner: OwnerReference, index: number) =>
    owners.findIndex((other) => deepEqual(other, owner)) === index;
  const repeated = owners.filter((owner, index) => !isFirst(owner, index));
  if (repeated.length === 0) return owners;
  const uids = [...new Set(repeated.map(({ uid }) => uid))].sort();
  warn?.(`${REPEATED}${uids.join(', ')}`);
  return owners.filter(isFirst);
}

function validateOwners(meta: ObjectMeta): FieldError[] {
  const errors: FieldError[] = [];
  const path = 'metadata.ownerReferences';
  let controller: string | undefined;
  // upstream names the list, not which of its items
  for (const owner of meta.ownerReferences ?? []) {
    const { apiVersion, kind, name, uid } = owner;
    // upstream: FromAPIVersionAndKind, which reads at most one slash
    if (apiVersion === '' || apiVersion.split('/').length > 2) {
      errors.push(invalid(`${path}.apiVersion`, apiVersion, 'version must not be empty'));
    }
    for (const [field, value] of Object.entries({ kind, name, uid })) {
      if (value === '') errors.push(invalid(`${path}.${field}`, '', 'must not be empty'));
    }
    if (apiVersion === 'v1' && kind === 'Event') {
      errors.push(
        invalid(path, goStruct(OWNER, owner), '/v1, Kind=Event is disallowed from being an owner'),
      );
    }
    if (owner.controller !== true) continue;
    const current = `${kind}/${name}`;
    if (controller === undefined) controller = current;
    else {
      const why = `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${current}`;
      errors.push(invalid(path, goStructs(OWNER, meta.ownerReferences), why));
    }
  }
  return errors;
}

function validateFinalizers(meta: ObjectMeta, { takesAnyFinalizer }: Kind['rules']): FieldError[] {
  const errors: FieldError[] = [];
  const path = 'metadata.finalizers';
  const finalizers = meta.finalizers ?? [];
  for (const finalizer of finalizers) {
    for (const detail of qualifiedNameErrors(finalizer)) {
      errors.push(invalid(path, finalizer, detail));
    }
  }
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    errors.push(
      invalid(path, finalizers, 'finalizer orphan and foregroundDeletion cannot be both set'),
    );
  }
  if (takesAnyFinalizer === true) return errors;
  finalizers.forEach((finalizer, index) => {
    errors.push(...unqualifiedErrors(`${path}[${index}]`, finalizer));
  });
  return errors;
}

// upstream: apimachinery validation, ValidateObjectMetaUpdate
export function validateMetadataUpdate(meta: ObjectMeta, old: ObjectMeta): FieldError[] {
  const errors: FieldError[] = [];
  for (const name of [
    'name',
    'namespace',
    'uid',
    'creationTimestamp',
    'deletionTimestamp',
    'deletionGracePeriodSeconds',
  ] as const) {
    if (meta[name] !== old[name]) {
      errors.push(invalid(`metadata.${name}`, meta[name], 'field is immutable'));
    }
  }
  if (old.deletionTimestamp !== undefined) {
    const added = (meta.finalizers ?? []).filter((f) => !(old.finalizers ?? []).includes(f));
    if (added.length > 0) {
      errors.push(
        forbidden(
          'metadata.finalizers',
          `no new finalizers can be added if the object is being deleted, found new finalizers []string{${added.map((f) => JSON.stringify(f)).join(', ')}}`,
        ),
      );
    }
  }
  return errors;
}

/** True when the objects, which share what is equal, differ in more than metadata and a status that is written apart. */
export function differsInSpec<T extends KubeObject>(kind: Kind<T>, object: T, old: T): boolean {
  const apart = kind.hasStatus ? 'status' : 'metadata';
  for (const key in object) {
    if (object[key] !== old[key] && key !== 'metadata' && key !== apart) return true;
  }
  for (const key in old) {
    if (!(key in object) && key !== 'metadata' && key !== apart) return true;
  }
  return false;
}
