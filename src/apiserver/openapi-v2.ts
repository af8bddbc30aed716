import { isJsonObject, type JsonObject } from '../api/object';

/** What v2 has no words for. */
const NOT_IN_V2 = ['anyOf', 'oneOf', 'not', 'nullable', 'x-kubernetes-validations'];
const INSIDE = ['items', 'properties', 'additionalProperties'];
const HEADER = ['apiVersion', 'kind', 'metadata'];

function isNullable(value: unknown): boolean {
  return isJsonObject(value) && value.nullable === true;
}

/** True for a word of the schema that v2 can say of it. */
function isSayable(schema: JsonObject, key: string): boolean {
  if (NOT_IN_V2.includes(key)) return false;
  const isOpen = schema['x-kubernetes-preserve-unknown-fields'] === true;
  if ((isOpen || isNullable(schema)) && INSIDE.includes(key)) return false;
  return key !== 'type' || !isNullable(schema);
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
 * The schema of a resource as v2 can say it: what may be null has no type, and nothing is said below what keeps unknown
 * fields, but for the fields that all objects have. upstream: apiextensions openapi v2, ToStructuralOpenAPIV2
 */
export function asV2(schema: JsonObject): JsonObject {
  const out = converted(schema) as Record<string, unknown>;
  const { properties } = schema;
  if (out.properties === undefined && isJsonObject(properties)) {
    const header = Object.entries(properties).filter(([name]) => HEADER.includes(name));
    if (header.length > 0) out.properties = Object.fromEntries(header);
  }
  return out;
}
