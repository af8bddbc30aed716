import { badRequestError } from '../../api/errors';
import { goDuration } from '../../api/go-duration';
import type { TypeName } from '../../api/schema/schema';
import { timestamp } from '../../api/timestamp';
import { JSON_SCHEMA_PROPS } from './envelope';
import { WireReader, type WireValue } from './wire-reader';

/** Reads a message of another type: what a special value may hold. */
type ReadNested = (type: TypeName, value: WireValue) => unknown;

type ReadValue = (value: WireValue, nested: ReadNested) => unknown;

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
  time: (value) => momentOf(value, false),
  'micro-time': (value) => momentOf(value, true),
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

/** Seconds of Go's zero time, and of the year 10000. */
const ZERO_TIME = -62_135_596_800;
const YEAR_10000 = 253_402_300_800;

function momentOf(value: WireValue, isMicro: boolean): string | null {
  const fields = fieldsOf(value);
  const seconds = fields.get(1)?.integer() ?? 0;
  const nanos = fields.get(2)?.integer() ?? 0;
  // Go's zero time is no time
  if (fields.size === 0 || seconds <= ZERO_TIME) return null;
  if (!(seconds < YEAR_10000)) throw badRequestError('proto: timestamp out of range');
  const whole = timestamp((seconds + Math.floor(nanos / 1e9)) * 1000);
  if (!isMicro) return whole;
  const micros = String(Math.floor((((nanos % 1e9) + 1e9) % 1e9) / 1000)).padStart(6, '0');
  return `${whole.slice(0, -1)}.${micros}Z`;
}
