import { deepEqual, isJsonObject, type JsonObject } from '../../api/object';
import type { Struct } from '../../api/schema/schema';
import { type FieldPath, type FieldSet, FieldSetBuilder } from './field-set';
import { entryStructure, itemElement, type Structure, structureOfStruct } from './structure';

/** What a write did to an object. */
export interface Comparison {
  readonly added: FieldSet;
  readonly modified: FieldSet;
  readonly removed: FieldSet;
}

class Comparer {
  readonly added = new FieldSetBuilder();
  readonly modified = new FieldSetBuilder();
  readonly removed = new FieldSetBuilder();

  /** upstream: structured-merge-diff, typed.compareWalker */
  compare(structure: Structure, before: unknown, after: unknown, path: FieldPath): void {
    if (before === after) return;
    const isParent = this.descend(structure, before, after, path);
    if (before === undefined) this.added.add(path);
    else if (after === undefined) this.removed.add(path);
    else if (!isParent && !deepEqual(before, after)) this.modified.add(path);
  }

  /** Compares what lies below; false for what is owned as a whole. */
  private descend(structure: Structure, before: unknown, after: unknown, path: FieldPath): boolean {
    if (structure.form === 'leaf' || (isVoid(before) === isVoid(after) && isVoid(before)))
      return false;
    if (structure.form === 'list') {
      if (!isListOrNone(before) || !isListOrNone(after)) return false;
      this.compareItems(structure, before ?? [], after ?? [], path);
      return true;
    }
    if (!isMapOrNone(before) || !isMapOrNone(after)) return false;
    const [from, to] = [before ?? {}, after ?? {}];
    for (const name of new Set([...Object.keys(from), ...Object.keys(to)])) {
      const entry = entryStructure(structure, name);
      if (entry !== undefined) this.compare(entry, from[name], to[name], [...path, `f:${name}`]);
    }
    return true;
  }

  private compareItems(
    { keys, of }: Extract<Structure, { form: 'list' }>,
    before: readonly unknown[],
    after: readonly unknown[],
    path: FieldPath,
  ): void {
    const [from, to] = [itemsByElement(keys, before), itemsByElement(keys, after)];
    for (const element of new Set([...from.keys(), ...to.keys()])) {
      const [old = [], now = []] = [from.get(element), to.get(element)];
      const here = [...path, element];
      // items that share a key are one thing
      if (old.length <= 1 && now.length <= 1) this.compare(of, old[0], now[0], here);
      else if (old.length === 0) this.added.add(here);
      else if (now.length === 0) this.removed.add(here);
      else if (!deepEqual(old, now)) this.modified.add(here);
    }
  }
}

function isVoid(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function isListOrNone(value: unknown): value is readonly unknown[] | undefined | null {
  return value === undefined || value === null || Array.isArray(value);
}

function isMapOrNone(value: unknown): value is JsonObject | undefined | null {
  return value === undefined || value === null || isJsonObject(value);
}

function itemsByElement(
  keys: readonly string[],
  list: readonly unknown[],
): Map<string, readonly unknown[]> {
  const items = new Map<string, readonly unknown[]>();
  for (const item of list) {
    const element = itemElement(keys, item);
    if (element !== undefined) items.set(element, [...(items.get(element) ?? []), item]);
  }
  return items;
}

/** How `after` differs from `before`; of a new object, from one that is empty. */
export function compareObjects(
  struct: Struct,
  before: object | undefined,
  after: object,
): Comparison {
  const comparer = new Comparer();
  comparer.compare(structureOfStruct(struct), before ?? emptyOf(struct), after, []);
  const { added, modified, removed } = comparer;
  return { added: added.build(), modified: modified.build(), removed: removed.build() };
}

const empties = new WeakMap<Struct, JsonObject>();
const ZEROS: JsonObject = { string: '', boolean: false, int32: 0, int64: 0, double: 0 };

/** An object of which nobody has set anything, as the server prints it: what is there already belongs to nobody. */
function emptyOf(struct: Struct): JsonObject {
  const known = empties.get(struct);
  if (known !== undefined) return known;
  const empty: Record<string, unknown> = {};
  for (const { name, shape } of struct.alwaysPrinted) {
    if (shape.form === 'struct') empty[name] = emptyOf(shape.struct);
    else empty[name] = shape.form === 'scalar' ? (ZEROS[shape.scalar] ?? null) : null;
  }
  empties.set(struct, empty);
  return empty;
}
