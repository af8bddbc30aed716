import { isJsonObject, type JsonObject } from '../api/object';

/** What v2 has no words for. */
const NOT_IN_V2 = ['allOf', 'anyOf', 'oneOf', 'not', 'nullable', 'x-kubernetes-validations'];
const INSIDE = ['items', 'properties'];
const OPEN = 'x-kubernetes-preserve-unknown-fields';

function isNullable(value: unknown): boolean {
  return isJsonObject(value) && value.nullable === true;
}

/** True for a word of the schema that v2 can say of it. kubectl takes a type without its inside for a closed one. */
function isSayable(schema: JsonObject, key: string): boolean {
  if (NOT_IN_V2.includes(key)) return false;
  const isOpen = schema[OPEN] === true;
  const hasInside = !isOpen && !isNullable(schema);
  if (INSIDE.includes(key)) return hasInside;
  if (key !== 'type' || hasInside) return key !== 'type' || !isBareList(schema);
  return !isNullable(schema) && schema.type !== 'object' && schema.type !== 'array';
}

function isBareList({ type, items }: JsonObject): boolean {
  return type === 'array' && items === undefined;
}

function converted(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(converted);
  if (!isJsonObject(schema)) return schema;
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (!isSayable(schema, key)) continue;
    // names of properties are no words of the schema
    if (key === 'properties' && isJsonObject(value)) out[key] = eachConverted(value);
    else if (key === 'required' && Array.isArray(value)) {
      const { properties } = schema;
      const required = value.filter(
        (name) => !isJsonObject(properties) || !isNullable(properties[String(name)]),
      );
      if (required.length > 0) out[key] = required;
    } else out[key] = converted(value);
  }
  return out;
}

function eachConverted(properties: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(properties).map(([name, of]) => [name, converted(of)]));
}

/**
 * The schema of a resource as v2 can say it: what may be null has no type, nothing is said below what keeps unknown
 * fields, and nothing at all of a kind that keeps them: kubectl would refuse what is not listed. upstream: apiextensions
 * openapi builder and v2 ToStructuralOpenAPIV2
 */
export function asV2(schema: JsonObject): JsonObject {
  if (schema[OPEN] === true) return { type: 'object' };
  return converted(schema) as JsonObject;
}
