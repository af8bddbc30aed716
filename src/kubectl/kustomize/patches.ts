import { parse } from 'yaml';
import { kindOf as knownKind } from '../../api';
import { isJsonObject, type JsonObject } from '../../api/object';
import { applyJsonPatch, PatchError } from '../../api/patch/json-patch';
import { applyStrategicPatch } from '../../api/patch/strategic';
import { CommandError } from '../errors';
import type { ReadFile } from './generators';
import { groupVersion, idOf, kindOf, metadataOf, nameOf, type Resource } from './resource';
import { isMeant } from './selection';

/** One entry of `patches`. */
export interface Patch {
  /** The patch itself: objects to merge, or the operations of a JSON patch. */
  readonly contents: readonly (JsonObject | readonly unknown[])[];
  readonly target?: JsonObject;
  readonly options: JsonObject;
}

function documents(text: string): (JsonObject | readonly unknown[])[] {
  return text
    .split(/^---\s*$/m)
    .map((part) => parse(part) as unknown)
    .filter((value): value is JsonObject => isJsonObject(value) || Array.isArray(value));
}

/** Reads an entry of patches, patchesJson6902 or patchesStrategicMerge. */
export function readPatch(entry: unknown, read: ReadFile): Patch {
  if (typeof entry === 'string') {
    const text = entry.includes('\n') ? entry : read(entry).toString('utf8');
    return { contents: documents(text), options: {} };
  }
  if (!isJsonObject(entry))
    throw new CommandError('a patch is a text, or an object with patch or path');
  const { patch, path, target, options } = entry;
  if ((patch === undefined) === (path === undefined))
    throw new CommandError('must specify one and only one of patch and path in a patch');
  const text = path === undefined ? String(patch) : read(String(path)).toString('utf8');
  return {
    contents: documents(text),
    ...(isJsonObject(target) ? { target } : {}),
    options: isJsonObject(options) ? options : {},
  };
}

/** The object with one patch on it; undefined when the patch deletes it. */
function patched(
  resource: Resource,
  patch: JsonObject | readonly unknown[],
): JsonObject | undefined {
  const { object } = resource;
  try {
    if (Array.isArray(patch)) return applyJsonPatch(object, patch) as JsonObject;
    if ((patch as JsonObject).$patch === 'delete') return undefined;
    const struct = knownKind(String(object.apiVersion), kindOf(resource))?.struct;
    return applyStrategicPatch(object, patch, struct) as JsonObject;
  } catch (error) {
    if (!(error instanceof PatchError)) throw error;
    throw new CommandError(error.message);
  }
}

/** The resource that a patch names itself. */
function named(resources: readonly Resource[], patch: JsonObject): Resource {
  const asResource: Resource = { object: patch, names: [], home: '', isHashed: false };
  const { group } = groupVersion(asResource);
  const namespace = metadataOf(asResource).namespace;
  const found = resources.find(
    (each) =>
      kindOf(each) === kindOf(asResource) &&
      groupVersion(each).group === group &&
      [...each.names, nameOf(each)].includes(nameOf(asResource)) &&
      (namespace === undefined || metadataOf(each).namespace === namespace),
  );
  if (found !== undefined) return found;
  const id = idOf(asResource);
  throw new CommandError(
    `no resource matches strategic merge patch "${id}": no matches for Id ${id}; failed to find unique target for patch ${id}`,
  );
}

/** Names and kinds stay unless the patch may change them. */
function kept(old: JsonObject, next: JsonObject, options: JsonObject): JsonObject {
  const before = isJsonObject(old.metadata) ? old.metadata : {};
  const after = isJsonObject(next.metadata) ? next.metadata : {};
  const metadata = options.allowNameChange === true ? after : { ...after, name: before.name };
  const kind = options.allowKindChange === true ? next.kind : old.kind;
  return { ...next, apiVersion: old.apiVersion, kind, metadata };
}

/** The resources with a patch on those that it means. */
export function withPatch(
  resources: readonly Resource[],
  { contents, target, options }: Patch,
): Resource[] {
  let result = [...resources];
  for (const content of contents) {
    if (target === undefined && Array.isArray(content))
      throw new CommandError('must specify a target for JSON patch');
    const meant = new Set(
      target === undefined
        ? [named(result, content as JsonObject)]
        : result.filter((each) => isMeant(each, target)),
    );
    result = result.flatMap((each) => {
      if (!meant.has(each)) return [each];
      const next = patched(each, content);
      if (next === undefined) return [];
      return [{ ...each, object: kept(each.object, next, options) }];
    });
  }
  return result;
}
