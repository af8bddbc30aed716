import type { Kind } from '../api/kind';
import type { KubeObject } from '../api/object';

const stripped = new WeakMap<KubeObject, object>();
const texts = new WeakMap<object, string>();

/** The object without what it is; the same one each time for stored objects. */
function withoutType(object: KubeObject): object {
  const known = stripped.get(object);
  if (known !== undefined) return known;
  const { apiVersion: _apiVersion, kind: _kind, ...rest } = object;
  if (Object.isFrozen(object)) stripped.set(object, Object.freeze(rest));
  return rest;
}

/** The objects as the items of a list of their kind. */
export function itemsOf({ rules }: Kind, objects: readonly KubeObject[]): readonly object[] {
  return rules.keepsTypeInLists === true ? objects : objects.map(withoutType);
}

/** The JSON of a value. That of stored objects is written once and shared by all lists and watches that show it. */
export function jsonOf(value: unknown): string {
  if (isObject(value)) return objectJson(value);
  if (isList(value)) {
    const { items, ...rest } = value;
    const head = JSON.stringify(rest);
    return `${head.slice(0, -1)},"items":[${items.map(itemJson).join(',')}]}`;
  }
  return JSON.stringify(value);
}

function isObject(value: unknown): value is KubeObject {
  return (
    Object.isFrozen(value) &&
    typeof value === 'object' &&
    value !== null &&
    'metadata' in value &&
    'apiVersion' in value &&
    'kind' in value
  );
}

function isList(value: unknown): value is { readonly items: readonly object[] } {
  return (
    typeof value === 'object' && value !== null && 'items' in value && Array.isArray(value.items)
  );
}

function objectJson(object: KubeObject): string {
  const { kind, apiVersion } = object;
  const rest = itemJson(withoutType(object));
  return `{"kind":${JSON.stringify(kind)},"apiVersion":${JSON.stringify(apiVersion)},${rest.slice(1)}`;
}

function itemJson(item: object): string {
  const known = texts.get(item);
  if (known !== undefined) return known;
  const text = JSON.stringify(item);
  if (Object.isFrozen(item)) texts.set(item, text);
  return text;
}
