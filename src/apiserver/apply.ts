import {
  ApiError,
  badRequestError,
  conflictError,
  invalidError,
  notFoundError,
  otherNamespaceError,
  staleError,
} from '../api/errors';
import { forbidden, required } from '../api/field-error';
import type { Kind } from '../api/kind';
import { isJsonObject, type JsonObject, type KubeObject, type New } from '../api/object';
import { timestamp } from '../api/timestamp';
import type { PatchOptions } from './api';
import type { Comparison } from './fields/compare';
import { difference, equalSets, type FieldSet, isEmptySet, NO_FIELDS } from './fields/field-set';
import { KUBECTL, lastAppliedFields, withLastApplied } from './fields/last-applied';
import { ownable, ownableChange } from './fields/ledger';
import { fieldsOf, mergeObjects, pruneObject } from './fields/merge';
import {
  afterApply,
  allFields,
  applyConflictError,
  type Conflict,
  conflictsOf,
  isSameOwner,
  type Owned,
  type Ownership,
} from './fields/ownership';
import { TypedError } from './fields/typed';
import type { ApiServer } from './server';
import type { Patching } from './write';

const PATCH_OPTIONS = { group: 'meta.k8s.io', kind: 'PatchOptions', plural: 'patchoptions' };

/** What the options of a patch must say. upstream: meta validation, ValidatePatchOptions */
export function checkPatchOptions({ type, force, fieldManager }: PatchOptions): void {
  if (type === 'apply') {
    if (fieldManager !== undefined && fieldManager !== '') return;
    throw invalidError(PATCH_OPTIONS, '', [
      required('fieldManager', 'is required for apply patch'),
    ]);
  }
  if (force !== true) return;
  throw invalidError(PATCH_OPTIONS, '', [
    forbidden('force', 'may not be specified for non-apply patch'),
  ]);
}

/**
 * Server-side apply: the object is to have what the configuration says, and its manager to own that; what the manager
 * applied before and does no longer, and nobody else owns, goes. upstream: managedfields structuredmerge, Apply
 */
export function applyObject<T extends KubeObject>(server: ApiServer, patching: Patching<T>): T {
  const { kind, ref, options } = patching;
  const config = configOf(patching);
  checkText(options);
  const live = server.store.find(kind, ref);
  if (live === undefined) return createApplied(server, patching, config);
  const given = isJsonObject(config.metadata) ? config.metadata : {};
  const { resourceVersion } = given;
  if (resourceVersion && resourceVersion !== live.metadata.resourceVersion) {
    throw staleError(kind, ref.name);
  }
  const result = applied(server, patching, live, config);
  const decoded = server.decode(kind, result.object, { fieldValidation: 'Ignore' }) as T;
  const object = server.replace(patching, decoded, live);
  if (options.dryRun !== true) server.fields.set(kind, object, result.ownership);
  return object;
}

/** What strict decoding says of a configuration's text. upstream: handlers/patch.go, applyPatcher */
function checkText({ textErrors, fieldValidation, warn }: PatchOptions): void {
  for (const error of textErrors?.([]) ?? []) {
    const text = `error converting YAML to JSON: ${error}`;
    if (fieldValidation === 'Strict') throw badRequestError(`error strict decoding YAML: ${text}`);
    warn?.(text);
  }
}

function createApplied<T extends KubeObject>(
  server: ApiServer,
  patching: Patching<T>,
  config: JsonObject,
): T {
  const { kind, ref, options } = patching;
  if (options.subresource) throw notFoundError(kind, ref.name);
  const { metadata } = config;
  const uid = isJsonObject(metadata) ? textOf(metadata.uid) : undefined;
  if (uid) {
    throw conflictError(
      kind,
      ref.name,
      `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`,
    );
  }
  const fields = ownable(kind, typedFields(kind, config), '');
  // the version that it is said to have does not matter. upstream: storage, PrepareObjectForStorage
  const { resourceVersion: _, ...others } = isJsonObject(metadata) ? metadata : {};
  const input = { ...config, metadata: others } as unknown as New<T>;
  const object = server.create({ ...patching, wasPatch: true }, input);
  if (options.dryRun !== true) {
    const entry = entryOf(server, kind, options, fields);
    server.fields.set(kind, object, [entry]);
  }
  return object;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The configuration, checked against the request. */
function configOf<T extends KubeObject>({ kind, ref, patch }: Patching<T>): JsonObject {
  if (!isJsonObject(patch)) {
    throw badRequestError(
      `error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${Array.isArray(patch) ? 'array' : typeof patch} into Go value of type map[string]interface {}`,
    );
  }
  const metadata = isJsonObject(patch.metadata) ? patch.metadata : {};
  // upstream: what is no text counts as none
  const apiVersion = textOf(patch.apiVersion) ?? '';
  const word = textOf(patch.kind) ?? '';
  if (apiVersion !== kind.apiVersion) {
    throw badRequestError(
      `incorrect version specified in apply patch. Specified patch version: ${apiVersion}, expected: ${kind.apiVersion}`,
    );
  }
  if (word !== kind.kind) {
    throw badRequestError(
      `${word} in version ${JSON.stringify(kind.version)} cannot be handled as a ${kind.kind}`,
    );
  }
  if (Array.isArray(metadata.managedFields) && metadata.managedFields.length > 0) {
    throw badRequestError('metadata.managedFields must be nil');
  }
  const name = textOf(metadata.name) ?? ref.name;
  const namespace = textOf(metadata.namespace);
  if (kind.namespaced && namespace && namespace !== ref.namespace) {
    throw otherNamespaceError();
  }
  if (name !== ref.name) {
    throw badRequestError(
      `the name of the object (${name}) does not match the name on the URL (${ref.name})`,
    );
  }
  return {
    ...patch,
    metadata: {
      ...metadata,
      // what is no text stays, and typing it says so
      name: metadata.name ?? name,
      ...(kind.namespaced ? { namespace: ref.namespace } : {}),
    },
  };
}

function entryOf(
  server: ApiServer,
  kind: Kind,
  { fieldManager = '', subresource = '' }: PatchOptions,
  fields: FieldSet,
): Owned {
  const { apiVersion } = kind;
  const time = timestamp(server.now);
  return { manager: fieldManager, operation: 'Apply', apiVersion, subresource, time, fields };
}

interface Applied {
  readonly object: JsonObject;
  readonly ownership: Ownership;
}

function applied<T extends KubeObject>(
  server: ApiServer,
  { kind, options }: Patching<T>,
  live: T,
  config: JsonObject,
): Applied {
  const { struct } = kind;
  const { subresource = '', fieldManager } = options;
  const given = typedFields(kind, config);
  const entry = entryOf(server, kind, options, ownable(kind, given, subresource));
  const before = server.fields.ownershipForApply(kind, live, timestamp(server.now));
  const known = before.find((each) => isSameOwner(each, entry));
  const others = before.filter((each) => each !== known);
  const merged = mergeObjects(struct, live as unknown as JsonObject, config);
  // what is said and cannot be owned, as the name, keeps what is above it
  const owned = allFields([...others, { fields: given }]);
  const object = pruneObject(struct, merged, known?.fields ?? NO_FIELDS, owned);
  const change = ownableChange(kind, live, object);
  if (options.force !== true)
    refuseConflicts(kind, live, entry, conflictsOf(others, entry, change));
  const isSame = known !== undefined && isNoChange(change) && equalSets(known.fields, entry.fields);
  return {
    object: withLastApplied(object, config, fieldManager),
    ownership: afterApply(before, isSame ? known : entry, change),
  };
}

function isNoChange({ added, modified, removed }: Comparison): boolean {
  return isEmptySet(added) && isEmptySet(modified) && isEmptySet(removed);
}

/** kubectl may take what it set by client-side apply; all else is somebody's. */
function refuseConflicts<T extends KubeObject>(
  kind: Kind<T>,
  live: T,
  { manager }: Owned,
  conflicts: readonly Conflict[],
): void {
  if (conflicts.length === 0) return;
  const own = manager === KUBECTL ? lastAppliedFields(kind.struct, live) : NO_FIELDS;
  const left = conflicts.filter(({ fields }) => !isEmptySet(difference(fields, own)));
  const refused = left.map((each) => ({ ...each, fields: difference(each.fields, own) }));
  if (refused.length > 0) throw applyConflictError(refused);
}

/** The fields of a configuration; a 500 when it does not fit the kind, as the server answers. */
function typedFields(kind: Kind, config: JsonObject): FieldSet {
  try {
    return fieldsOf(kind.struct, config);
  } catch (error) {
    if (!(error instanceof TypedError)) throw error;
    const { namespace, name } = isJsonObject(config.metadata) ? config.metadata : {};
    const key = `${textOf(namespace) ?? ''}/${textOf(name) ?? ''}`;
    throw new ApiError(
      'Unknown',
      `failed to create typed patch object (${key}; ${kind.apiVersion}, Kind=${kind.kind}): ${error.message}`,
    );
  }
}
