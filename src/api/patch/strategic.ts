import { deepEqual, isJsonObject, type JsonObject } from '../object';
import type { Field, Shape, Struct } from '../schema/schema';
import { PatchError } from './json-patch';

const DIRECTIVE = '$patch';
const RETAIN = '$retainKeys';
const DELETE_FROM = '$deleteFromPrimitiveList/';
const ORDER = '$setElementOrder/';

type Json = Record<string, unknown>;

interface ListRule {
  readonly merge: boolean;
  readonly key: string | undefined;
}

function ruleOf(field: Field | undefined): ListRule {
  const { patchStrategy, patchMergeKey } = field?.extra ?? {};
  return { merge: patchStrategy?.split(',').includes('merge') === true, key: patchMergeKey };
}

function structBelow(shape: Shape | undefined): Struct | undefined {
  if (shape === undefined) return undefined;
  if (shape.form === 'struct') return shape.struct;
  if (shape.form === 'list' || shape.form === 'map') return structBelow(shape.of);
  return undefined;
}

/**
 * Applies a strategic merge patch: lists merge by their merge key, `$patch` replaces or deletes,
 * `$retainKeys` and `$deleteFromPrimitiveList` remove. Lists of unknown types are replaced.
 */
export function applyStrategicPatch(
  target: unknown,
  patch: unknown,
  struct: Struct | undefined,
): unknown {
  if (!isJsonObject(patch)) return patch;
  if (patch[DIRECTIVE] === 'replace') return without(patch, DIRECTIVE);
  if (patch[DIRECTIVE] === 'delete') return undefined;
  const result: Json = isJsonObject(target) ? { ...target } : {};
  retain(result, patch);
  for (const [key, value] of Object.entries(patch)) {
    if (key === DIRECTIVE || key === RETAIN || key === '__proto__' || key.startsWith(ORDER))
      continue;
    if (key.startsWith(DELETE_FROM)) {
      deleteFromPrimitives(result, key.slice(DELETE_FROM.length), value);
      continue;
    }
    const field = struct?.fields.get(key);
    if (value === null) {
      delete result[key];
      continue;
    }
    const merged = mergeValue(result[key], value, field, patch[`${ORDER}${key}`]);
    if (merged === undefined) delete result[key];
    else result[key] = merged;
  }
  return result;
}

function without(object: JsonObject, name: string): Json {
  const { [name]: _dropped, ...rest } = object;
  return rest;
}

function retain(result: Json, patch: JsonObject): void {
  const keep = patch[RETAIN];
  if (!Array.isArray(keep)) return;
  for (const key of Object.keys(result)) if (!keep.includes(key)) delete result[key];
}

function deleteFromPrimitives(result: Json, name: string, values: unknown): void {
  const list = result[name];
  if (Array.isArray(list) && Array.isArray(values)) {
    result[name] = list.filter((item) => !values.includes(item));
  }
}

function mergeValue(
  current: unknown,
  value: unknown,
  field: Field | undefined,
  order: unknown,
): unknown {
  if (Array.isArray(value)) {
    const rule = ruleOf(field);
    if (!rule.merge) return value.filter((item) => !isDirective(item));
    const list = Array.isArray(current) ? current : [];
    return rule.key === undefined
      ? [...new Set([...list, ...value])]
      : mergeList(list, value, rule.key, structBelow(field?.shape), order);
  }
  if (!isJsonObject(value)) return value;
  return applyStrategicPatch(current, value, structBelow(field?.shape));
}

function isDirective(item: unknown): boolean {
  return isJsonObject(item) && DIRECTIVE in item;
}

function mergeList(
  current: readonly unknown[],
  patch: readonly unknown[],
  key: string,
  struct: Struct | undefined,
  order: unknown,
): unknown[] {
  if (patch.some((item) => isJsonObject(item) && item[DIRECTIVE] === 'replace')) {
    return patch.filter((item) => !isDirective(item));
  }
  let result = [...current];
  for (const item of patch) {
    if (!isJsonObject(item) || item[key] === undefined) {
      throw new PatchError(
        `map: ${JSON.stringify(item)} does not contain declared merge key: ${key}`,
      );
    }
    const index = result.findIndex((old) => isJsonObject(old) && deepEqual(old[key], item[key]));
    if (item[DIRECTIVE] === 'delete') result = result.filter((_, i) => i !== index);
    else if (index >= 0) result[index] = applyStrategicPatch(result[index], item, struct);
    else result.push(applyStrategicPatch({}, item, struct));
  }
  return Array.isArray(order) ? inOrder(result, order, key) : result;
}

/** The items that the order names in its order; the others keep their place relative to what stood before them. */
function inOrder(list: readonly unknown[], order: readonly unknown[], key: string): unknown[] {
  const place = (item: unknown) =>
    order.findIndex((o) => isJsonObject(o) && isJsonObject(item) && deepEqual(o[key], item[key]));
  const ordered = list.filter((item) => place(item) >= 0).sort((a, b) => place(a) - place(b));
  const others = list.filter((item) => place(item) < 0);
  return [...ordered, ...others];
}
