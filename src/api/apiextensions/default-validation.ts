import { type FieldError, invalid } from '../field-error';
import { deepEqual, isJsonObject } from '../object';
import type { JSONSchemaProps } from '../schema/objects';
import { itemsOf, mapValuesOf } from './schema-parts';
import { validateValue } from './value-validation';

const META = ['apiVersion', 'kind', 'metadata'];

/**
 * A value without the fields that a structural schema does not know; shared where nothing is dropped.
 * upstream: apiextensions structural schemas, pruning
 */
export function prune(value: unknown, schema: JSONSchemaProps, isResource = false): unknown {
  if (Array.isArray(value)) {
    const items = itemsOf(schema);
    if (items === undefined) return value;
    return value.map((item) => prune(item, items, items['x-kubernetes-embedded-resource']));
  }
  if (!isJsonObject(value)) return value;
  const { properties = {} } = schema;
  const values = mapValuesOf(schema);
  const keepsAll =
    schema['x-kubernetes-preserve-unknown-fields'] === true || schema.additionalProperties === true;
  const out: Record<string, unknown> = {};
  for (const [key, each] of Object.entries(value)) {
    const property = Object.hasOwn(properties, key) ? properties[key] : values;
    if (isResource && META.includes(key)) out[key] = each;
    else if (property !== undefined) {
      out[key] = prune(each, property, property['x-kubernetes-embedded-resource']);
    } else if (keepsAll) out[key] = each;
  }
  return out;
}

/** What is wrong with the defaults of a structural schema. upstream: ValidateDefaults */
export function validateDefaults(schema: JSONSchemaProps, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const { default: value } = schema;
  if (value !== undefined) {
    const at = `${path}.default`;
    const pruned = prune(value, schema, schema['x-kubernetes-embedded-resource']);
    if (!deepEqual(pruned, value)) {
      errors.push(invalid(at, value, 'must not have unknown fields'));
    }
    errors.push(...validateValue(value, schema, at));
  }
  const items = itemsOf(schema);
  if (items !== undefined) errors.push(...validateDefaults(items, `${path}.items`));
  const values = mapValuesOf(schema);
  if (values !== undefined) {
    errors.push(...validateDefaults(values, `${path}.additionalProperties`));
  }
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    errors.push(...validateDefaults(property, `${path}.properties[${name}]`));
  }
  return errors;
}
