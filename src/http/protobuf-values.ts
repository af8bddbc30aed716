import { badRequestError } from '../api/errors';
import { goDuration } from '../api/go-duration';
import type { TypeName } from '../api/schema/schema';
import { microTimestamp, timestamp } from '../api/timestamp';
import { WireReader, type WireValue } from './wire-reader';

/** Reads a message of another type: what a special value may hold. */
type ReadNested = (type: TypeName, value: WireValue) => unknown;

type ReadValue = (value: WireValue, nested: ReadNested) => unknown;

const JSON_SCHEMA_PROPS =
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps';

/** The values whose messages are not told by the fields of a type. upstream: the Go types' own generated.proto */
export const SPECIAL_VALUES: Readonly<Record<string, ReadValue>> = {
  string: (value) => value.text(),
  boolean: (value) => value.boolean(),
  int32: (value) => value.integer(),
  int64: (value) => value.integer(),
  double: (value) => value.double(),
  bytes: (value) => Buffer.from(value.bytes()).toString('base64'),
  quantity: (value) => fieldsOf(value).get(1)?.text() ?? '0',
  'int-or-string': (value) => {
    const fields = fieldsOf(value);
    const isString = fields.get(1)?.integer() === 1;
    return isString ? (fields.get(3)?.text() ?? '') : (fields.get(2)?.integer() ?? 0);
  },
  time: (value) => momentOf(value, timestamp),
  'micro-time': (value) => momentOf(value, microTimestamp),
  duration: (value) => goDuration((fieldsOf(value).get(1)?.integer() ?? 0) / 1e6),
  raw: (value, nested) => embedded(fieldsOf(value).get(1), nested),
  fields: (value, nested) => embedded(fieldsOf(value).get(1), nested),
  json: (value, nested) => embedded(fieldsOf(value).get(1), nested),
  any: (value, nested) => embedded(fieldsOf(value).get(1), nested),
  'json-schema-props-or-array': (value, nested) => {
    const schemas = repeated(value, 2);
    if (schemas.length > 0) return schemas.map((schema) => nested(JSON_SCHEMA_PROPS, schema));
    return schemaIn(value, 1, nested) ?? null;
  },
  'json-schema-props-or-bool': (value, nested) =>
    schemaIn(value, 2, nested) ?? fieldsOf(value).get(1)?.boolean() ?? false,
  'json-schema-props-or-string-array': (value, nested) =>
    schemaIn(value, 1, nested) ?? repeated(value, 2).map((text) => text.text()),
};

function fieldsOf(value: WireValue): ReadonlyMap<number, WireValue> {
  return new Map(new WireReader(value.bytes()));
}

function repeated(value: WireValue, number: number): WireValue[] {
  return [...new WireReader(value.bytes())].filter(([n]) => n === number).map(([, item]) => item);
}

function schemaIn(value: WireValue, number: number, nested: ReadNested): unknown {
  const schema = fieldsOf(value).get(number);
  return schema === undefined ? undefined : nested(JSON_SCHEMA_PROPS, schema);
}

/** JSON, or another object in protobuf's envelope. */
function embedded(value: WireValue | undefined, nested: ReadNested): unknown {
  if (value === undefined || value.bytes().length === 0) return null;
  if (value.text().startsWith('k8s\0')) return nested('raw', value);
  try {
    return JSON.parse(value.text());
  } catch (error) {
    if (error instanceof SyntaxError) throw badRequestError(`proto: ${error.message}`);
    throw error;
  }
}

const YEAR_10000 = 253_402_300_800_000;

function momentOf(value: WireValue, format: (time: number) => string): string | null {
  const fields = fieldsOf(value);
  const seconds = fields.get(1)?.integer() ?? 0;
  const nanos = fields.get(2)?.integer() ?? 0;
  const time = seconds * 1000 + nanos / 1_000_000;
  // Go's zero time is no time
  if (fields.size === 0 || time < -62_135_596_799_000) return null;
  if (!(time < YEAR_10000)) throw badRequestError('proto: timestamp out of range');
  return format(time);
}
