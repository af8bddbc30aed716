import { deepEqual, isJsonObject, type JsonObject } from '../object';
import type { Struct } from '../schema/schema';
import {
  counterpart,
  DELETE_FROM,
  DIRECTIVE,
  identityOf,
  indexIn,
  type MergeRule,
  mergeRuleOf,
  ORDER,
  RETAIN,
} from './merge-rule';

type Json = Record<string, unknown>;

/** The same part of the object as it was applied last, as it is to become, and as it is. */
interface Sides<T> {
  readonly last: T;
  readonly modified: T;
  readonly current: T;
}

/**
 * The strategic patch of `kubectl apply`: what `modified` says differently from `current`, and the deletion
 * of what `last` had and `modified` has no longer. Without a struct (custom resources) a JSON merge patch.
 * An empty object means that nothing changes. upstream: apimachinery util/strategicpatch, CreateThreeWayMergePatch
 */
export function threeWayPatch(
  last: JsonObject,
  modified: JsonObject,
  current: JsonObject,
  struct: Struct | undefined,
): Json {
  return mapPatch({ last, modified, current }, struct, false);
}

function mapPatch(
  { last, modified, current }: Sides<JsonObject>,
  struct: Struct | undefined,
  retainKeys: boolean,
): Json {
  const patch: Json = {};
  for (const [key, value] of Object.entries(modified)) {
    if (value === undefined) continue;
    const sides = { last: last[key], modified: value, current: current[key] };
    fieldPatch(patch, key, sides, mergeRuleOf(struct?.fields.get(key)));
  }
  for (const key of Object.keys(last)) if (modified[key] === undefined) patch[key] = null;
  const differs =
    Object.keys(patch).length > 0 || Object.keys(current).some((key) => !(key in modified));
  const keys = Object.keys(modified);
  if (retainKeys && differs && keys.length > 0) patch[RETAIN] = keys.sort();
  return patch;
}

function fieldPatch(patch: Json, key: string, sides: Sides<unknown>, rule: MergeRule): void {
  const { last, modified, current } = sides;
  if (isJsonObject(modified) && rule.replaces) {
    patch[key] = modified;
  } else if (isJsonObject(modified) && isJsonObject(current)) {
    const from = isJsonObject(last) ? last : {};
    const below = mapPatch({ last: from, modified, current }, rule.struct, rule.retainKeys);
    if (Object.keys(below).length > 0) patch[key] = below;
  } else if (Array.isArray(modified) && Array.isArray(current) && rule.merge) {
    const lists = { last: Array.isArray(last) ? last : [], modified, current };
    if (rule.key === undefined) scalarsPatch(patch, key, lists);
    else itemsPatch(patch, key, lists, { ...rule, key: rule.key });
  } else if (!(modified === null && current === undefined) && !deepEqual(modified, current)) {
    patch[key] = modified;
  }
}

function scalarsPatch(
  patch: Json,
  key: string,
  { last, modified, current }: Sides<readonly unknown[]>,
): void {
  const added = modified.filter((item) => !current.includes(item));
  const gone = last.filter((item) => !modified.includes(item));
  if (added.length > 0) patch[key] = added;
  if (gone.length > 0) patch[`${DELETE_FROM}${key}`] = gone;
  const reorders = current.length > 0 && !deepEqual(modified, current);
  if (reorders || gone.length > 0) patch[`${ORDER}${key}`] = modified;
}

function itemsPatch(
  patch: Json,
  key: string,
  { last, modified, current }: Sides<readonly unknown[]>,
  rule: MergeRule & { readonly key: string },
): void {
  const items: unknown[] = [];
  for (const item of modified) {
    const now = counterpart(current, item, rule.key);
    if (!isJsonObject(item) || now === undefined) {
      items.push(item);
      continue;
    }
    const before = counterpart(last, item, rule.key) ?? {};
    const sides = { last: before, modified: item, current: now };
    const below = mapPatch(sides, rule.struct, rule.retainKeys);
    if (Object.keys(below).length > 0) items.push({ ...below, [rule.key]: item[rule.key] });
  }
  const doomed = last.filter((item) => indexIn(modified, item, rule.key) < 0);
  const gone = doomed.map((item) => ({
    [DIRECTIVE]: 'delete',
    [rule.key]: identityOf(item, rule.key),
  }));
  if (items.length + gone.length > 0) patch[key] = [...items, ...gone];
  const sameOrder = deepEqual(keysOf(modified, rule.key), keysOf(current, rule.key));
  const reorders = current.length > 0 && (items.length > 0 || !sameOrder);
  if (reorders || gone.length > 0) patch[`${ORDER}${key}`] = keysOf(modified, rule.key);
}

function keysOf(list: readonly unknown[], key: string): JsonObject[] {
  return list.map((item) => ({ [key]: identityOf(item, key) }));
}
