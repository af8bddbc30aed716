import { deepEqual, isJsonObject, type JsonObject } from '../object';
import type { Field, Shape, Struct } from '../schema/schema';

export const DIRECTIVE = '$patch';
export const RETAIN = '$retainKeys';
export const DELETE_FROM = '$deleteFromPrimitiveList/';
export const ORDER = '$setElementOrder/';

/** How a strategic merge treats a field. */
export interface MergeRule {
  /** Lists merge item by item; they are replaced as a whole when false. */
  readonly merge: boolean;
  /** The field that tells items apart; undefined for lists of scalars. */
  readonly key: string | undefined;
  /** What the patch does not name goes, when it says so by `$retainKeys`. */
  readonly retainKeys: boolean;
  /** An object takes the place of the one that is there, and so stands in each patch. */
  readonly replaces: boolean;
  /** The schema of the field's object or of the items of its list. */
  readonly struct: Struct | undefined;
}

const PLAIN: MergeRule = {
  merge: false,
  key: undefined,
  retainKeys: false,
  replaces: false,
  struct: undefined,
};

function structBelow(shape: Shape): Struct | undefined {
  if (shape.form === 'struct') return shape.struct;
  if (shape.form === 'list' || shape.form === 'map') return structBelow(shape.of);
  return undefined;
}

/** The field's rule; fields that the schema does not know merge as JSON merge patches do. */
export function mergeRuleOf(field: Field | undefined): MergeRule {
  if (field === undefined) return PLAIN;
  const { patchStrategy = '', patchMergeKey } = field.extra;
  const strategies = patchStrategy.split(',');
  return {
    merge: strategies.includes('merge'),
    key: patchMergeKey,
    retainKeys: strategies.includes('retainKeys'),
    replaces: strategies.includes('replace'),
    struct: structBelow(field.shape),
  };
}

/** What tells an item from its siblings: the value of the merge key, or the item itself in a list of scalars. */
export function identityOf(item: unknown, key: string | undefined): unknown {
  return key !== undefined && isJsonObject(item) ? item[key] : item;
}

/** Where the list has the item that is meant; -1 when it has none. */
export function indexIn(list: readonly unknown[], item: unknown, key: string | undefined): number {
  const wanted = identityOf(item, key);
  return list.findIndex((other) => deepEqual(identityOf(other, key), wanted));
}

/** The item of the list with the same merge key; undefined when there is none, or when it is no object. */
export function counterpart(
  list: readonly unknown[],
  item: unknown,
  key: string,
): JsonObject | undefined {
  const found = list[indexIn(list, item, key)];
  return isJsonObject(found) ? found : undefined;
}
