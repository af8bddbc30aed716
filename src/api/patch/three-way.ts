import { deepEqual, isJsonObject, type JsonObject } from '../object';
import type { Field, Shape, Struct } from '../schema/schema';

type Json = Record<string, unknown>;

function structBelow(shape: Shape | undefined): Struct | undefined {
  if (shape === undefined) return undefined;
  if (shape.form === 'struct') return shape.struct;
  if (shape.form === 'list' || shape.form === 'map') return structBelow(shape.of);
  return undefined;
}

function mergeKeyOf(field: Field | undefined): string | undefined {
  const { patchStrategy, patchMergeKey } = field?.extra ?? {};
  return patchStrategy?.split(',').includes('merge') ? patchMergeKey : undefined;
}

function isPrimitiveSet(field: Field | undefined): boolean {
  const { patchStrategy, patchMergeKey } = field?.extra ?? {};
  return patchStrategy?.split(',').includes('merge') === true && patchMergeKey === undefined;
}

/**
 * The strategic patch of `kubectl apply`: what `modified` says differently from `current`, and the deletion
 * of what `last` had and `modified` has no longer. Without a struct (custom resources) a JSON merge patch.
 * An empty object means that nothing changes.
 */
export function threeWayPatch(
  last: JsonObject,
  modified: JsonObject,
  current: JsonObject,
  struct: Struct | undefined,
): Json {
  const patch: Json = {};
  for (const [key, value] of Object.entries(modified)) {
    if (value === null || value === undefined) continue;
    const field = struct?.fields.get(key);
    const change = changeOf(last[key], value, current[key], field);
    if (change !== undefined) patch[key] = change;
    const retained = deletedPrimitives(last[key], value, current[key], field);
    if (retained !== undefined) patch[`$deleteFromPrimitiveList/${key}`] = retained;
  }
  for (const key of Object.keys(last)) {
    const gone = modified[key] === undefined || modified[key] === null;
    if (gone && current[key] !== undefined) patch[key] = null;
  }
  return patch;
}

function changeOf(
  last: unknown,
  modified: unknown,
  current: unknown,
  field: Field | undefined,
): unknown {
  if (Array.isArray(modified)) {
    const key = mergeKeyOf(field);
    if (key === undefined || !Array.isArray(current)) {
      if (isPrimitiveSet(field) && Array.isArray(current)) {
        const added = modified.filter((item) => !current.includes(item));
        return added.length === 0 ? undefined : added;
      }
      return deepEqual(modified, current) ? undefined : modified;
    }
    return listChange(
      Array.isArray(last) ? last : [],
      modified,
      current,
      key,
      structBelow(field?.shape),
    );
  }
  if (isJsonObject(modified)) {
    if (!isJsonObject(current)) return modified;
    const from = isJsonObject(last) ? last : {};
    const change = threeWayPatch(from, modified, current, structBelow(field?.shape));
    return Object.keys(change).length === 0 ? undefined : change;
  }
  return deepEqual(modified, current) ? undefined : modified;
}

function deletedPrimitives(
  last: unknown,
  modified: unknown,
  current: unknown,
  field: Field | undefined,
): unknown[] | undefined {
  if (!isPrimitiveSet(field) || !Array.isArray(last) || !Array.isArray(modified)) return undefined;
  const gone = last.filter(
    (item) => !modified.includes(item) && Array.isArray(current) && current.includes(item),
  );
  return gone.length === 0 ? undefined : gone;
}

function listChange(
  last: readonly unknown[],
  modified: readonly unknown[],
  current: readonly unknown[],
  key: string,
  struct: Struct | undefined,
): unknown[] | undefined {
  const find = (list: readonly unknown[], item: JsonObject) =>
    list.find((other) => isJsonObject(other) && deepEqual(other[key], item[key]));
  const patch: unknown[] = [];
  for (const item of modified) {
    if (!isJsonObject(item)) continue;
    const now = find(current, item);
    if (!isJsonObject(now)) {
      patch.push(item);
      continue;
    }
    const before = find(last, item);
    const change = threeWayPatch(isJsonObject(before) ? before : {}, item, now, struct);
    if (Object.keys(change).length > 0) patch.push({ ...change, [key]: item[key] });
  }
  for (const item of last) {
    if (!isJsonObject(item) || find(modified, item) !== undefined) continue;
    if (find(current, item) !== undefined) patch.push({ $patch: 'delete', [key]: item[key] });
  }
  return patch.length === 0 ? undefined : patch;
}
