import { isJsonObject, type JsonObject } from '../object';
import { decode } from '../schema/decode';
import { unknownField } from '../schema/decode-error';
import type { JSONSchemaProps } from '../schema/objects';
import {
  type Field,
  type FieldExtra,
  type OpenShape,
  type Scalar,
  type Shape,
  type Struct,
  structOf,
} from '../schema/schema';
import { itemsOf, mapValuesOf } from './schema-parts';

const META_STRUCT = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';
const ANY: Shape = { form: 'scalar', scalar: 'any' };
const SCALARS: Readonly<Record<string, Scalar>> = {
  boolean: 'boolean',
  integer: 'int64',
  number: 'double',
  string: 'string',
};

/** The fields that every object has; a ConfigMap has no others that matter here. */
const OBJECT_FIELDS = ['apiVersion', 'kind', 'metadata'];

function objectFields(): [string, Field][] {
  const { fields } = structOf('io.k8s.api.core.v1.ConfigMap');
  return OBJECT_FIELDS.map((name) => [name, fields.get(name) as Field]);
}

function keepsUnknown(schema: JSONSchemaProps): boolean {
  return (
    schema['x-kubernetes-preserve-unknown-fields'] === true || schema.additionalProperties === true
  );
}

/** Drops from a value what its schema does not know, and tells of it. upstream: structural pruning */
class Pruner {
  constructor(private readonly strict: string[]) {}

  value(value: unknown, schema: JSONSchemaProps, path: string): unknown {
    if (Array.isArray(value)) {
      const items = itemsOf(schema);
      if (items === undefined) return value;
      return value.map((item, index) => this.value(item, items, `${path}[${index}]`));
    }
    return isJsonObject(value) ? this.object(value, schema, path) : value;
  }

  private object(value: JsonObject, schema: JSONSchemaProps, path: string): JsonObject {
    const { properties = {} } = schema;
    const values = mapValuesOf(schema);
    const isResource = schema['x-kubernetes-embedded-resource'] === true;
    const kept: [string, unknown][] = [];
    for (const [key, each] of Object.entries(value)) {
      if (each === undefined) continue;
      const below = `${path}.${key}`;
      const property = Object.hasOwn(properties, key) ? properties[key] : values;
      if (isResource && OBJECT_FIELDS.includes(key)) kept.push([key, this.ofResource(key, each)]);
      else if (property !== undefined) kept.push([key, this.value(each, property, below)]);
      else if (keepsUnknown(schema)) kept.push([key, each]);
      else this.strict.push(unknownField(below));
    }
    return Object.fromEntries(kept);
  }

  private ofResource(key: string, value: unknown): unknown {
    if (key !== 'metadata' || !isJsonObject(value)) return value;
    return decode(structOf(META_STRUCT), value).value;
  }
}

function extraOf(schema: JSONSchemaProps): FieldExtra {
  const type = schema['x-kubernetes-list-type'];
  const keys = schema['x-kubernetes-list-map-keys'];
  return {
    ...(type === 'set' || type === 'map' ? { listType: type } : {}),
    ...(keys === undefined ? {} : { listMapKeys: keys }),
    ...(schema['x-kubernetes-map-type'] === 'atomic' ? { mapType: 'atomic' } : {}),
  };
}

function fieldOf(name: string, schema: JSONSchemaProps): Field {
  return {
    name,
    shape: openShape(schema),
    required: false,
    omitEmpty: false,
    pointer: false,
    extra: {},
    goType: schema.type ?? 'object',
  };
}

/** How values of a schema are owned. upstream: apiextensions, schema conversion to structured-merge-diff */
function ownedOf(schema: JSONSchemaProps): Shape {
  if (schema['x-kubernetes-int-or-string'] === true) {
    return { form: 'scalar', scalar: 'int-or-string' };
  }
  const items = itemsOf(schema);
  if (schema.type === 'array') {
    return { form: 'list', of: items === undefined ? ANY : openShape(items) };
  }
  const isResource = schema['x-kubernetes-embedded-resource'] === true;
  if (schema.properties !== undefined || isResource) {
    return { form: 'struct', struct: structOfSchema(schema, '', isResource) };
  }
  const values = mapValuesOf(schema);
  if (values !== undefined) return { form: 'map', of: openShape(values) };
  if (schema.type === 'object' || keepsUnknown(schema)) return ANY;
  return { form: 'scalar', scalar: SCALARS[schema.type ?? ''] ?? 'int-or-string' };
}

function openShape(schema: JSONSchemaProps): Shape {
  let owned: Shape | undefined;
  const open: OpenShape = {
    read: (value, path, strict) => new Pruner(strict).value(value, schema, path),
    get owned() {
      owned ??= ownedOf(schema);
      return owned;
    },
    extra: extraOf(schema),
  };
  return { form: 'open', open };
}

/** A schema as a type of the API; of a whole object it has apiVersion, kind and metadata as all objects have. */
export function structOfSchema(schema: JSONSchemaProps, name: string, isObject = true): Struct {
  const fields = new Map<string, Field>(isObject ? objectFields() : []);
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    if (!fields.has(key)) fields.set(key, fieldOf(key, property));
  }
  return {
    name,
    goName: name.slice(name.lastIndexOf('.') + 1),
    atomic: schema['x-kubernetes-map-type'] === 'atomic',
    fields,
    alwaysPrinted: [...fields.values()].filter((field) => isObject && field.name === 'metadata'),
    ...(keepsUnknown(schema) ? { others: ANY } : {}),
  };
}
