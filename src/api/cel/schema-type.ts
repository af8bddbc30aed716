import type { Environment } from '@marcbachmann/cel-js';
import { EvaluationError } from '@marcbachmann/cel-js';
import { Duration } from '@marcbachmann/cel-js/evaluator';
import { itemsOf, mapValuesOf } from '../apiextensions/schema-parts';
import { parseGoDuration } from '../go-duration';
import { deepEqual, isJsonObject } from '../object';
import type { JSONSchemaProps } from '../schema/objects';
import { escapedName } from './identifier';
import { celValue } from './value';

/** A type that expressions know, and how JSON becomes a value of it. */
export interface CelType {
  /** The engine's name. */
  readonly name: string;
  of(value: unknown): unknown;
}

const same = (value: unknown) => value;
const DYN: CelType = { name: 'dyn', of: celValue };
const SCALARS: Readonly<Record<string, CelType>> = {
  boolean: { name: 'bool', of: same },
  integer: { name: 'int', of: (value) => BigInt(Math.trunc(Number(value))) },
  number: { name: 'double', of: Number },
  string: { name: 'string', of: same },
};
const FORMATS: Readonly<Record<string, CelType>> = {
  byte: { name: 'bytes', of: (value) => Buffer.from(String(value), 'base64') },
  date: { name: 'google.protobuf.Timestamp', of: momentOf },
  'date-time': { name: 'google.protobuf.Timestamp', of: momentOf },
  duration: { name: 'google.protobuf.Duration', of: spanOf },
};
const TEXT: JSONSchemaProps = { type: 'string' };

function momentOf(value: unknown): Date {
  return new Date(String(value));
}

function spanOf(value: unknown): Duration {
  const span = parseGoDuration(String(value));
  if (typeof span === 'number') return Duration.fromMilliseconds(span);
  throw new EvaluationError({ code: 'invalid_duration', message: span });
}

/** Where in a resource's schema a type stands. */
export interface TypePlace {
  /** The name of the type; those of its parts begin with it. */
  readonly name: string;
  /** True for the root of a resource: its kind and name can be asked for whatever the schema says. */
  readonly isRoot: boolean;
  /** True when properties keep their names, reserved words too. */
  readonly keepsNames?: boolean;
}

/**
 * Declares the type of what a structural schema describes; undefined for what expressions may not see, such as
 * fields without a schema. upstream: apiserver/pkg/cel/common, SchemaDeclType
 */
export function declareSchema(
  engine: Environment,
  schema: JSONSchemaProps,
  place: TypePlace,
): CelType | undefined {
  const type = declare(engine, schema, place);
  if (type === undefined || schema.nullable !== true) return type;
  // a value or null: what it is turns out at run time
  return { name: 'dyn', of: (value) => (value === null ? null : type.of(value)) };
}

function declare(
  engine: Environment,
  schema: JSONSchemaProps,
  place: TypePlace,
): CelType | undefined {
  if (schema['x-kubernetes-int-or-string'] === true) return DYN;
  if (schema.type === 'array') return declareList(engine, schema, place);
  if (schema.type === 'object') return declareObject(engine, schema, place);
  if (schema.type === 'string') return FORMATS[schema.format ?? ''] ?? SCALARS.string;
  return SCALARS[schema.type ?? ''];
}

function part(schema: JSONSchemaProps, name: string, { keepsNames = false }: TypePlace): TypePlace {
  return { name, isRoot: schema['x-kubernetes-embedded-resource'] === true, keepsNames };
}

function declareList(
  engine: Environment,
  schema: JSONSchemaProps,
  place: TypePlace,
): CelType | undefined {
  const items = itemsOf(schema);
  const item = items && declareSchema(engine, items, part(items, `${place.name}.idx`, place));
  if (item === undefined) return undefined;
  const isSet = schema['x-kubernetes-list-type'] === 'set';
  return {
    name: `list<${item.name}>`,
    of(value) {
      if (!Array.isArray(value)) return celValue(value);
      const list = value.map(item.of);
      // sets are equal in whatever order
      return isSet && list.every((member) => typeof member !== 'object') ? new Set(list) : list;
    },
  };
}

function declareObject(
  engine: Environment,
  schema: JSONSchemaProps,
  place: TypePlace,
): CelType | undefined {
  const values = mapValuesOf(schema);
  if (values === undefined) return declareFields(engine, propertiesOf(schema, place), place);
  const type = declareSchema(engine, values, part(values, `${place.name}.elem`, place));
  if (type === undefined) return undefined;
  return {
    name: `map<string, ${type.name}>`,
    of: (value) =>
      isJsonObject(value)
        ? new Map(Object.entries(value).map(([key, item]) => [key, type.of(item)]))
        : celValue(value),
  };
}

function propertiesOf(
  { properties = {} }: JSONSchemaProps,
  { isRoot }: TypePlace,
): Readonly<Record<string, JSONSchemaProps>> {
  if (!isRoot) return properties;
  const metadata = properties.metadata?.properties ?? {};
  return {
    ...properties,
    apiVersion: TEXT,
    kind: TEXT,
    metadata: { type: 'object', properties: { ...metadata, name: TEXT, generateName: TEXT } },
  };
}

interface FieldOfType {
  readonly name: string;
  readonly escaped: string;
  readonly type: CelType;
}

function declareFields(
  engine: Environment,
  properties: Readonly<Record<string, JSONSchemaProps>>,
  place: TypePlace,
): CelType {
  const { name, keepsNames = false } = place;
  const fields: FieldOfType[] = [];
  for (const [property, schema] of Object.entries(properties)) {
    const escaped = keepsNames ? property : escapedName(property);
    if (escaped === undefined) continue;
    const type = declareSchema(engine, schema, part(schema, `${name}.${escaped}`, place));
    if (type !== undefined) fields.push({ name: property, escaped, type });
  }
  const sources = new WeakMap<object, object>();
  // the engine tells types apart by their constructors
  class Value {
    constructor(source: Readonly<Record<string, unknown>>) {
      sources.set(this, source);
      for (const { name: from, escaped: to, type } of fields) {
        const given = source[from];
        if (given !== undefined) Object.defineProperty(this, to, { value: type.of(given) });
      }
    }
  }
  engine.registerType(name, {
    ctor: Value,
    fields: Object.fromEntries(fields.map(({ escaped, type }) => [escaped, type.name])),
  });
  engine.registerOperator(`${name} == ${name}`, (a: Value, b: Value) =>
    deepEqual(sources.get(a), sources.get(b)),
  );
  return { name, of: (value) => (isJsonObject(value) ? new Value(value) : celValue(value)) };
}
