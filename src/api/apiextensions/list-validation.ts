import { duplicate, type FieldError } from '../field-error';
import { deepEqual, isJsonObject, type JsonObject } from '../object';
import type { JSONSchemaProps } from '../schema/objects';
import { itemsOf, mapValuesOf } from './schema-parts';

/** What stands twice in lists that are sets or maps. upstream: apiextensions listtype, ValidateListSetsAndMaps */
export function validateLists(value: unknown, schema: JSONSchemaProps, path = ''): FieldError[] {
  if (Array.isArray(value)) {
    const items = itemsOf(schema);
    const errors = duplicatesIn(value, schema, path);
    if (items === undefined) return errors;
    return value.reduce<FieldError[]>((found, item, index) => {
      found.push(...validateLists(item, items, `${path}[${index}]`));
      return found;
    }, errors);
  }
  if (!isJsonObject(value)) return [];
  const { properties = {} } = schema;
  const values = mapValuesOf(schema);
  return Object.keys(value)
    .sort()
    .flatMap((key) => {
      const property = Object.hasOwn(properties, key) ? properties[key] : undefined;
      if (property !== undefined) {
        return validateLists(value[key], property, path === '' ? key : `${path}.${key}`);
      }
      return values === undefined ? [] : validateLists(value[key], values, `${path}[${key}]`);
    });
}

function duplicatesIn(
  items: readonly unknown[],
  schema: JSONSchemaProps,
  path: string,
): FieldError[] {
  const type = schema['x-kubernetes-list-type'];
  if (type !== 'set' && type !== 'map') return [];
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const identities =
    type === 'set' ? items : items.map((item) => (isJsonObject(item) ? keysOf(item, keys) : item));
  const told = new Set<number>();
  identities.forEach((identity, index) => {
    const first = identities.findIndex((other) => deepEqual(other, identity));
    if (first < index) told.add(index);
  });
  return [...told].map((index) => duplicate(`${path}[${index}]`, identities[index]));
}

function keysOf(item: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(
    keys.filter((key) => Object.hasOwn(item, key)).map((key) => [key, item[key]]),
  );
}
