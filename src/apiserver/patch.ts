import { kindOf } from '../api';
import {
  ApiError,
  badRequestError,
  invalidError,
  otherNamespaceError,
  staleError,
  undeterminableError,
} from '../api/errors';
import { goJson, invalid } from '../api/field-error';
import { goText } from '../api/go-format';
import { goJsonError, goTypeMetaError } from '../api/go-json';
import type { Kind } from '../api/kind';
import { isJsonObject, type KubeObject } from '../api/object';
import { applyJsonPatch, PatchError } from '../api/patch/json-patch';
import { applyMergePatch } from '../api/patch/merge-patch';
import { applyStrategicPatch } from '../api/patch/strategic';
import { type Decoded, decode } from '../api/schema/decode';
import { DecodeError, unknownField } from '../api/schema/decode-error';
import type { Struct } from '../api/schema/schema';
import type { PatchOptions, PatchType } from './api';
import type { ApiServer } from './server';
import { mustBeVersion } from './storage-error';
import type { Patching } from './write';

const MEDIA_TYPES: Readonly<Record<PatchType, string>> = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
};

/** The 415 of a body that is none of what a kind takes. */
export function unknownFormatError(accepted: readonly string[]): ApiError {
  return new ApiError(
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`,
  );
}

/** A 415 when the kind does not take such patches. */
export function checkPatchType(kind: Kind, { type }: PatchOptions): void {
  const { patchTypes } = kind.rules;
  if (patchTypes === undefined || patchTypes.includes(MEDIA_TYPES[type])) return;
  throw unknownFormatError(patchTypes);
}

/** The target as the patch leaves it; an ApiError says why it cannot be applied, in the server's words. */
export function patched(
  target: object,
  patch: unknown,
  struct: Struct,
  { type, fieldValidation = 'Ignore' }: PatchOptions,
): Readonly<Record<string, unknown>> {
  // upstream: Go reads null as an empty list or map, and a merge patch must not be one
  if (patch === null && type === 'merge') throw badRequestError('invalid JSON Patch');
  if (patch === null) return target as Readonly<Record<string, unknown>>;
  if (typeof patch !== 'object') throw unreadablePatch(patch, type);
  if (type !== 'json' && !isJsonObject(patch)) throw unreadablePatch(patch, type);
  if (type === 'json' && fieldValidation !== 'Ignore') mustBeOperations(patch);
  let result: unknown;
  try {
    if (type === 'json') result = applyJsonPatch(target, patch);
    else if (type === 'merge') result = applyMergePatch(target, patch);
    else if (type === 'strategic') result = applyStrategicPatch(target, patch, struct);
    else throw badRequestError('apply is not a patch of this resource');
  } catch (error) {
    throw error instanceof PatchError ? refusalOf(error) : error;
  }
  if (!isJsonObject(result)) throw badRequestError('the patch leaves no object');
  return result;
}

const OPERATION_TEXTS = ['op', 'path', 'from'];

/** A 400 when strict decoding cannot read a JSON patch as a list of operations. */
function mustBeOperations(patch: unknown): void {
  if (!Array.isArray(patch)) throw unreadablePatch(patch, 'json');
  for (const operation of patch as readonly unknown[]) {
    const why = goJsonError(JSON.stringify(operation), 'handlers.jsonPatchOp');
    if (why !== undefined) throw badRequestError(`error decoding patch: ${why}`);
    for (const name of OPERATION_TEXTS) {
      const value = isJsonObject(operation) ? (operation[name] ?? '') : '';
      if (typeof value === 'string') continue;
      const given = Array.isArray(value)
        ? 'array'
        : typeof value === 'boolean'
          ? 'bool'
          : typeof value;
      throw badRequestError(
        `error decoding patch: json: cannot unmarshal ${given} into Go struct field jsonPatchOp.${name} of type string`,
      );
    }
  }
}

/** The 400 of a body that is no JSON at all, or neither object nor list. */
function unreadablePatch(patch: unknown, type: PatchType): ApiError {
  const into = type === 'json' ? '[]handlers.jsonPatchOp' : 'map[string]interface {}';
  const text = typeof patch === 'string' ? patch : patch === undefined ? '' : JSON.stringify(patch);
  const why =
    goJsonError(text, into) ?? `json: cannot unmarshal object into Go value of type ${into}`;
  return badRequestError(type === 'strategic' ? why : `error decoding patch: ${why}`);
}

// upstream: apiserver handlers/patch.go; which failure gets which code
function refusalOf({ failure, message }: PatchError): ApiError {
  switch (failure) {
    case 'NotApplicable':
      return new ApiError(
        'Invalid',
        'the server rejected our request due to an error in our request',
        {},
      );
    case 'MissingMergeKey':
      return new ApiError('Unknown', message);
    case 'TooManyOperations':
      return new ApiError('RequestEntityTooLarge', `Request entity is too large: ${message}`);
    default:
      return badRequestError(message);
  }
}

/** Applies a patch to the stored object and takes the result through the write path. */
export function patchObject<T extends KubeObject>(server: ApiServer, patching: Patching<T>): T {
  const { kind, ref, patch, options } = patching;
  const old = server.mustGet(kind, ref);
  // who wrote what is worked out only for a patch that speaks of it
  const speaksOfOwners = JSON.stringify(patch)?.includes('managedFields') === true;
  const target = speaksOfOwners ? server.fields.show(kind, old) : old;
  const decoded = decodePatched(kind, patched(target, patch, kind.struct, options), patch, options);
  checkIdentity(kind, decoded, old);
  return server.replace(patching, decoded, old);
}

/** A 422 that shows the patch, or what it makes of the object. */
function badPatch(value: string, detail: string): ApiError {
  const nobody = { group: '', kind: '', plural: '' };
  return invalidError(nobody, '', [invalid('patch', value, detail)]);
}

/** What a patch makes of an object, read as a type; a 422 that shows it, or the patch, when it is none. */
export function mustDecode(
  struct: Struct,
  result: object,
  patch: unknown,
  { type }: Pick<PatchOptions, 'type'>,
): Decoded {
  try {
    return decode(struct, result);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    // a strategic patch is applied to the values and not to the text: types do not come into it
    if (type === 'strategic') throw badPatch(goText(patch), error.ofConverter);
    throw badPatch(goJson(result), error.message);
  }
}

/**
 * The object that a patch leaves, in the server's form; what strict decoding finds is told of the patch.
 * upstream: apiserver handlers/patch.go, applyPatchToCurrentObject and applyPatchToObject
 */
function decodePatched<T extends KubeObject>(
  kind: Kind<T>,
  result: Readonly<Record<string, unknown>>,
  patch: unknown,
  { type, fieldValidation = 'Ignore', textErrors, warn }: PatchOptions,
): T {
  const isStrategic = type === 'strategic';
  // a strategic patch is applied to the values and not to the text: types do not come into it
  const { apiVersion, kind: word } = isStrategic ? kind : result;
  const shown = () => (isStrategic ? goText(patch) : goJson(result));
  const mistaken =
    (isStrategic ? undefined : goTypeMetaError(result)) ??
    typeProblem(kind, String(apiVersion ?? ''), String(word ?? ''));
  if (mistaken !== undefined) throw badPatch(shown(), mistaken);
  const decoded = mustDecode(kind.struct, { ...result, apiVersion, kind: word }, patch, { type });
  if (fieldValidation === 'Ignore') return decoded.value as T;
  const ofText = textErrors?.([]) ?? [];
  const ofPatch = type === 'json' ? operationErrors(patch, ofText) : ofText;
  const strict = [...ofPatch, ...decoded.strict];
  if (strict.length > 0 && fieldValidation === 'Strict') {
    const value = decoded.strict.length > 0 || isStrategic ? shown() : JSON.stringify(patch);
    throw badPatch(value, `strict decoding error: ${strict.join(', ')}`);
  }
  for (const warning of strict) warn?.(warning);
  return decoded.value as T;
}

/** Why what the patch leaves is no object of the kind. */
function typeProblem(kind: Kind, apiVersion: string, word: string): string | undefined {
  if (apiVersion === kind.apiVersion && word === kind.kind) return undefined;
  if (word === '') return "Object 'Kind' is missing in the patched object";
  if (kindOf(apiVersion, word) === undefined) {
    return `no kind ${JSON.stringify(word)} is registered for version ${JSON.stringify(apiVersion)} in scheme "pkg/api/legacyscheme/scheme.go:30"`;
  }
  const [version = ''] = apiVersion.split('/').reverse();
  const internal = kind.group.split('.')[0] || 'core';
  return `converting (${version}.${word}) to (${internal}.${kind.kind}): unknown conversion`;
}

const OPERATION_FIELDS = ['op', 'from', 'path', 'value'];

/** What strict decoding says of the operations of a JSON patch. */
function operationErrors(patch: unknown, ofText: readonly string[]): readonly string[] {
  const unknown = (Array.isArray(patch) ? patch : []).flatMap((operation, index) =>
    Object.keys(isJsonObject(operation) ? operation : {})
      .filter((name) => !OPERATION_FIELDS.includes(name))
      .map((name) => unknownField(`[${index}].${name}`)),
  );
  return [...unknown, ...ofText].map((message) => `json patch ${message}`);
}

/** What a patch must leave as it is. upstream: rest.BeforeUpdate, checkName */
function checkIdentity<T extends KubeObject>(kind: Kind<T>, { metadata }: T, old: T): void {
  const { name, namespace, resourceVersion } = old.metadata;
  if (kind.namespaced && metadata.namespace !== namespace && metadata.namespace !== undefined) {
    throw otherNamespaceError();
  }
  if (!metadata.name) throw undeterminableError(name);
  if (metadata.name !== name) {
    throw badRequestError(
      `the name of the object (${metadata.name}) does not match the name on the URL (${name})`,
    );
  }
  const given = metadata.resourceVersion;
  if (given === undefined || given === '' || given === resourceVersion) return;
  mustBeVersion(given);
  throw staleError(kind, name);
}
