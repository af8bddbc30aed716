import { isJsonObject, type JsonObject } from '../../api/object';
import type { Struct } from '../../api/schema/schema';
import { below, type FieldPath, type FieldSet, FieldSetBuilder } from './field-set';
import {
  entryStructure,
  fits,
  itemElement,
  LEAF,
  type Structure,
  structureOfStruct,
} from './structure';
import { mustBeTyped } from './typed';

/** All fields that a configuration sets; throws a TypedError when it does not fit the kind. upstream: typed.toFieldSetWalker */
export function fieldsOf(struct: Struct, config: JsonObject): FieldSet {
  mustBeTyped(struct, config);
  const set = new FieldSetBuilder();
  collect(structureOfStruct(struct), config, [], set);
  return set.build();
}

function collect(
  structure: Structure,
  value: unknown,
  path: FieldPath,
  into: FieldSetBuilder,
): void {
  if (structure.form === 'leaf' || !fits(structure, value)) {
    const isUnset = value === null && structure.form === 'list';
    if (path.length > 0 && !isUnset) into.add(path);
    return;
  }
  if (structure.form === 'map') {
    collectEntries(structure, value as JsonObject, path, into);
    return;
  }
  for (const item of value as readonly unknown[]) {
    const here = [...path, itemElement(structure.keys, item) ?? ''];
    collect(structure.of, item, here, into);
    into.add(here);
  }
}

function collectEntries(
  structure: Extract<Structure, { form: 'map' }>,
  value: JsonObject,
  path: FieldPath,
  into: FieldSetBuilder,
): void {
  for (const [name, entry] of Object.entries(value)) {
    const here = [...path, `f:${name}`];
    collect(entryStructure(structure, name) ?? LEAF, entry, here, into);
    const isEmpty = isJsonObject(entry) && Object.keys(entry).length === 0;
    if (structure.struct === undefined || isEmpty) into.add(here);
  }
}

/** The live object with all that the configuration sets. upstream: typed.Merge */
export function mergeObjects(struct: Struct, live: JsonObject, config: JsonObject): JsonObject {
  return merge(structureOfStruct(struct), live, config) as JsonObject;
}

function merge(structure: Structure, live: unknown, config: unknown): unknown {
  if (config === undefined) return live;
  if (structure.form === 'leaf' || !fits(structure, live) || !fits(structure, config)) {
    return config;
  }
  if (structure.form === 'list') {
    return mergeItems(structure, live as readonly unknown[], config as readonly unknown[]);
  }
  const merged: Record<string, unknown> = { ...(live as JsonObject) };
  for (const [name, value] of Object.entries(config as JsonObject)) {
    merged[name] = merge(entryStructure(structure, name) ?? LEAF, merged[name], value);
  }
  return merged;
}

/**
 * The items of both. Those that the configuration names come in its order; live ones that it does not name stay where
 * they are, before what is new. upstream: typed.mergingWalker, visitListItems
 */
function mergeItems(
  { keys, of }: Extract<Structure, { form: 'list' }>,
  live: readonly unknown[],
  config: readonly unknown[],
): readonly unknown[] {
  const elements = live.map((item) => itemElement(keys, item));
  const wanted = config.map((item) => itemElement(keys, item));
  const named = new Set(wanted);
  const merged: unknown[] = [];
  let next = 0;
  const takeUntil = (element: string | undefined) => {
    for (; next < live.length && elements[next] !== element; next++) {
      if (!named.has(elements[next])) merged.push(live[next]);
    }
  };
  config.forEach((item, index) => {
    takeUntil(wanted.slice(index).find((element) => elements.includes(element)));
    const at = elements.indexOf(wanted[index]);
    merged.push(at < 0 ? item : merge(of, live[at], item));
    if (at === next) next++;
  });
  takeUntil(undefined);
  return merged;
}

/**
 * The object without what `last` owned and nobody in `owned` does; whatever lies below goes with it.
 * upstream: merge.Updater.prune
 */
export function pruneObject(
  struct: Struct,
  object: JsonObject,
  last: FieldSet,
  owned: FieldSet,
): JsonObject {
  return prune(structureOfStruct(struct), object, last, owned) as JsonObject;
}

function prune(structure: Structure, value: unknown, last: FieldSet, owned: FieldSet): unknown {
  if (structure.form === 'leaf' || !fits(structure, value)) return value;
  if (structure.form === 'list') {
    const { keys, of } = structure;
    return (value as readonly unknown[]).flatMap((item) => {
      const element = itemElement(keys, item) ?? '';
      if (isLeft(element, last, owned)) return [];
      return [prune(of, item, below(last, element), below(owned, element))];
    });
  }
  const kept: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(value as JsonObject)) {
    const element = `f:${name}`;
    if (isLeft(element, last, owned)) continue;
    const inner = entryStructure(structure, name) ?? LEAF;
    kept[name] = prune(inner, entry, below(last, element), below(owned, element));
  }
  return kept;
}

function isLeft(element: string, last: FieldSet, owned: FieldSet): boolean {
  const had = last.members.has(element) || last.children.has(element);
  return had && !owned.members.has(element) && !owned.children.has(element);
}
