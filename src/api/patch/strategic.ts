import { goText } from '../go-format';
import { isJsonObject, type JsonObject } from '../object';
import type { Field, Struct } from '../schema/schema';
import { PatchError } from './json-patch';
import {
  DELETE_FROM,
  DIRECTIVE,
  indexIn,
  type MergeRule,
  mergeRuleOf,
  ORDER,
  RETAIN,
} from './merge-rule';

type Json = Record<string, unknown>;

/**
 * Applies a strategic merge patch: lists merge by their merge key, `$patch` replaces or deletes, `$retainKeys`
 * and `$deleteFromPrimitiveList` remove, `$setElementOrder` sorts. What the schema does not know merges as in a
 * JSON merge patch. Throws {@link PatchError}. upstream: apimachinery util/strategicpatch, StrategicMergeMapPatch
 */
export function applyStrategicPatch(
  target: unknown,
  patch: unknown,
  struct: Struct | undefined,
): unknown {
  if (!isJsonObject(patch)) return patch;
  const directive = patch[DIRECTIVE];
  if (directive === 'replace') return without(patch, DIRECTIVE);
  if (directive === 'delete') return {};
  if (directive !== undefined && directive !== 'merge') throw unknownDirective(directive, patch);
  const old: Json = isJsonObject(target) ? target : {};
  const result: Json = { ...old };
  retain(result, patch);
  for (const [key, value] of Object.entries(patch)) {
    if (key === DIRECTIVE || key === RETAIN || key === '__proto__') continue;
    if (key.startsWith(DELETE_FROM)) {
      deleteScalars(result, key.slice(DELETE_FROM.length), value);
    } else if (!key.startsWith(ORDER)) {
      mergeField(result, key, value, struct?.fields.get(key));
    }
  }
  for (const [key, order] of Object.entries(patch)) {
    if (!key.startsWith(ORDER)) continue;
    const name = key.slice(ORDER.length);
    const { key: mergeKey } = mergeRuleOf(struct?.fields.get(name));
    checkOrder(patch[name], order, { name, mergeKey });
    if (Array.isArray(order) && Array.isArray(result[name])) {
      result[name] = inOrder(result[name], order, listOf(old[name]), mergeKey);
    }
  }
  return result;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function without(object: JsonObject, name: string): Json {
  const { [name]: _dropped, ...rest } = object;
  return rest;
}

function unknownDirective(directive: unknown, patch: JsonObject): PatchError {
  return new PatchError(`unknown patch type: ${goText(directive)} in map: ${goText(patch)}`);
}

function retain(result: Json, patch: JsonObject): void {
  const keep = patch[RETAIN];
  if (keep === undefined) return;
  if (!Array.isArray(keep)) throw new PatchError('invalid patch format of retainKeys');
  const isSet = (key: string) => patch[key] !== null && !key.startsWith('$');
  if (Object.keys(patch).some((key) => isSet(key) && !keep.includes(key))) {
    throw new PatchError('invalid patch format of retainKeys');
  }
  for (const key of Object.keys(result)) if (!keep.includes(key)) delete result[key];
}

function deleteScalars(result: Json, name: string, values: unknown): void {
  if (!Array.isArray(values)) throw new PatchError('invalid patch format of primitive list');
  const list = result[name];
  if (Array.isArray(list)) result[name] = list.filter((item) => !values.includes(item));
}

function mergeField(result: Json, key: string, value: unknown, field: Field | undefined): void {
  if (value === null) delete result[key];
  else if (Array.isArray(value)) result[key] = mergedList(result[key], value, mergeRuleOf(field));
  else result[key] = applyStrategicPatch(result[key], value, mergeRuleOf(field).struct);
}

function mergedList(current: unknown, patch: readonly unknown[], rule: MergeRule): unknown[] {
  if (!rule.merge) return patch.filter((item) => !hasDirective(item));
  const old = listOf(current);
  if (rule.key === undefined) return inOrder([...new Set([...old, ...patch])], patch, old);
  return mergeItems(old, patch, rule.key, rule.struct);
}

function hasDirective(item: unknown): item is JsonObject {
  return isJsonObject(item) && DIRECTIVE in item;
}

function mergeItems(
  old: readonly unknown[],
  patch: readonly unknown[],
  key: string,
  struct: Struct | undefined,
): unknown[] {
  const items = patch.filter((item) => !hasDirective(item));
  const directed = patch.filter(hasDirective);
  if (directed.some((item) => item[DIRECTIVE] === 'replace')) return items;
  let result = [...old];
  for (const item of directed) {
    if (item[DIRECTIVE] === 'merge') {
      throw new PatchError('merging lists cannot yet be specified in the patch');
    }
    if (item[DIRECTIVE] !== 'delete') throw unknownDirective(item[DIRECTIVE], item);
    if (item[key] === undefined) throw keyless(item, key);
    const doomed = item;
    result = result.filter((other) => indexIn([doomed], other, key) < 0);
  }
  for (const item of items) {
    if (!isJsonObject(item) || item[key] === undefined) throw keyless(item, key);
    const index = indexIn(result, item, key);
    if (index >= 0) result[index] = applyStrategicPatch(result[index], item, struct);
    else result.push(applyStrategicPatch({}, item, struct));
  }
  return inOrder(result, items, old, key);
}

function keyless(item: unknown, key: string): PatchError {
  return new PatchError(
    `map: ${goText(item)} does not contain declared merge key: ${key}`,
    'MissingMergeKey',
  );
}

/**
 * The items that the order names, in its order; the others are put in between: before the first of the named ones
 * that they stood before, else at the end.
 */
function inOrder(
  list: readonly unknown[],
  order: readonly unknown[],
  old: readonly unknown[],
  key?: string,
): unknown[] {
  const place = (item: unknown) => indexIn(order, item, key);
  const named = list.filter((item) => place(item) >= 0).sort((a, b) => place(a) - place(b));
  const others = list.filter((item) => place(item) < 0);
  const result: unknown[] = [];
  let next = 0;
  for (const item of named) {
    const here = indexIn(old, item, key);
    while (next < others.length && here >= 0 && indexIn(old, others[next], key) < here) {
      result.push(others[next++]);
    }
    result.push(item);
  }
  return [...result, ...others.slice(next)];
}

/** The patch's own items must stand as its `$setElementOrder` says. */
function checkOrder(
  items: unknown,
  order: unknown,
  { name, mergeKey }: { readonly name: string; readonly mergeKey: string | undefined },
): void {
  if (!Array.isArray(order)) throw new PatchError('invalid patch format of setElementOrder list');
  const own = listOf(items).filter((item) => !hasDirective(item));
  const places = own.map((item) => indexIn(order, item, mergeKey));
  if (places.every((place, i) => place >= 0 && (i === 0 || place > (places[i - 1] as number)))) {
    return;
  }
  throw new PatchError(
    `The order in patch list:\n${goText(own)}\n doesn't match ${ORDER}${name} list:\n${goText(order)}\n`,
  );
}
