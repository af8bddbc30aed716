import { deepFreeze, isJsonObject, type JsonObject } from '../object';
import type { JSONSchemaProps } from '../schema/objects';
import { itemsOf, mapValuesOf } from './schema-parts';

/** A null that stands where the schema wants none counts as absent. */
function isMissing(value: unknown, { nullable }: JSONSchemaProps): boolean {
  return value === undefined || (value === null && nullable !== true);
}

/**
 * A value with the defaults of its schema, and without the nulls that the schema does not allow; shared where nothing
 * changes. upstream: structural defaulting, PruneNonNullableNullsWithoutDefaults
 */
export function withDefaults(value: unknown, schema: JSONSchemaProps): unknown {
  if (Array.isArray(value)) return listWithDefaults(value, schema);
  return isJsonObject(value) ? objectWithDefaults(value, schema) : value;
}

function listWithDefaults(value: readonly unknown[], schema: JSONSchemaProps): readonly unknown[] {
  const items = itemsOf(schema);
  if (items === undefined) return value;
  let isSame = true;
  const next = value.map((item) => {
    const given = item === null && isMissing(item, items) ? (defaultOf(items) ?? null) : item;
    const full = withDefaults(given, items);
    if (full !== item) isSame = false;
    return full;
  });
  return isSame ? value : next;
}

function defaultOf(schema: JSONSchemaProps): unknown {
  return schema.default === null ? undefined : deepFreeze(schema.default);
}

function objectWithDefaults(value: JsonObject, schema: JSONSchemaProps): JsonObject {
  const { properties = {} } = schema;
  const values = mapValuesOf(schema);
  const changes: [string, unknown][] = [];
  const gone: string[] = [];
  const look = (key: string, property: JSONSchemaProps) => {
    const given = Object.hasOwn(value, key) ? value[key] : undefined;
    const isAbsent = isMissing(given, property);
    const found = isAbsent ? defaultOf(property) : given;
    if (found === undefined) {
      if (given === null) gone.push(key);
      return;
    }
    const full = withDefaults(found, property);
    if (full !== given) changes.push([key, full]);
  };
  for (const [key, property] of Object.entries(properties)) look(key, property);
  if (values !== undefined) {
    for (const key of Object.keys(value)) if (!Object.hasOwn(properties, key)) look(key, values);
  }
  if (changes.length === 0 && gone.length === 0) return value;
  const next = { ...value, ...Object.fromEntries(changes) };
  for (const key of gone) delete next[key];
  return next;
}
