import { isJsonObject, type JsonObject } from '../../api/object';
import type { Field, FieldExtra, Shape, Struct } from '../../api/schema/schema';

/** How a value is owned: as a whole, field by field, or item by item. upstream: x-kubernetes-list-type, map-type */
export type Structure =
  | { readonly form: 'leaf' }
  | {
      readonly form: 'map';
      readonly struct: Struct | undefined;
      readonly of: Structure | undefined;
    }
  | {
      readonly form: 'list';
      /** Empty for a set, whose items are their own keys. */
      readonly keys: readonly string[];
      readonly of: Structure;
    };

/** What is owned as a whole. */
export const LEAF: Structure = { form: 'leaf' };
/** What the API does not know the inside of: maps are granular, all else is a whole. */
const UNKNOWN: Structure = { form: 'map', struct: undefined, of: undefined };
const OPAQUE = new Set(['raw', 'json', 'any']);
const NO_EXTRA: FieldExtra = {};

export function structureOfStruct(struct: Struct): Structure {
  return struct.atomic ? LEAF : { form: 'map', struct, of: undefined };
}

function structureOf(shape: Shape, extra: FieldExtra): Structure {
  if (extra.mapType === 'atomic') return LEAF;
  switch (shape.form) {
    case 'struct':
      return structureOfStruct(shape.struct);
    case 'map':
      return { form: 'map', struct: undefined, of: structureOf(shape.of, NO_EXTRA) };
    case 'list':
      return extra.listType === undefined
        ? LEAF
        : { form: 'list', keys: extra.listMapKeys ?? [], of: structureOf(shape.of, NO_EXTRA) };
    case 'open':
      return structureOf(shape.open.owned, shape.open.extra);
    case 'scalar':
      return OPAQUE.has(shape.scalar) ? UNKNOWN : LEAF;
  }
}

const ofFields = new WeakMap<Field, Structure>();

/** The structure of a map's entry; undefined when the schema has no such field. */
export function entryStructure(
  { struct, of }: { readonly struct: Struct | undefined; readonly of: Structure | undefined },
  name: string,
): Structure | undefined {
  if (struct === undefined) return of ?? UNKNOWN;
  const field = struct.fields.get(name);
  if (field === undefined) {
    return struct.others === undefined ? undefined : structureOf(struct.others, NO_EXTRA);
  }
  let known = ofFields.get(field);
  if (known === undefined) {
    known = structureOf(field.shape, field.extra);
    ofFields.set(field, known);
  }
  return known;
}

/** What a key is when an item does not say. upstream: the defaults of list map keys in the OpenAPI document */
const KEY_DEFAULTS: JsonObject = { protocol: 'TCP' };

/** A list's item as a path element; undefined when it lacks all of its keys. */
export function itemElement(keys: readonly string[], item: unknown): string | undefined {
  if (keys.length === 0) return `v:${JSON.stringify(item)}`;
  if (!isJsonObject(item)) return undefined;
  const found: Record<string, unknown> = {};
  let isNamed = false;
  for (const key of [...keys].sort()) {
    const value = item[key] ?? KEY_DEFAULTS[key];
    if (item[key] !== undefined) isNamed = true;
    if (value !== undefined) found[key] = value;
  }
  return isNamed ? `k:${JSON.stringify(found)}` : undefined;
}

/** A value as the structure sees it: nothing, a leaf, a map, or a list. */
export function fits(structure: Structure, value: unknown): boolean {
  if (structure.form === 'map') return isJsonObject(value);
  return structure.form === 'list' && Array.isArray(value);
}
