import { parseGoDuration } from '../../api/go-duration';
import type { TypeName } from '../../api/schema/schema';
import { parseTimestamp } from '../../api/timestamp';
import { JSON_SCHEMA_PROPS } from './envelope';
import { WireWriter } from './wire-writer';

/** Writes a message of another type: what a special value may hold. */
type WriteNested = (type: TypeName, value: unknown) => WireWriter;

/** The message of a value that is none of the schema's types. */
type MessageOf = (value: unknown, nested: WriteNested) => WireWriter;

const message = () => new WireWriter();
const inJson: MessageOf = (value) => message().bytes(1, Buffer.from(JSON.stringify(value)));

/** The values that are messages beside the types of the schema. upstream: the Go types' own generated.proto */
export const SPECIAL_MESSAGES: Readonly<Record<string, MessageOf>> = {
  quantity: (value) => message().text(1, String(value)),
  'int-or-string': (value) =>
    typeof value === 'number'
      ? message().integer(1, 0).integer(2, value)
      : message().integer(1, 1).text(3, value),
  time: (value) => momentOf(String(value), false),
  'micro-time': (value) => momentOf(String(value), true),
  duration: (value) => {
    const duration = parseGoDuration(String(value));
    return message().integer(1, typeof duration === 'number' ? Math.round(duration * 1e6) : 0);
  },
  raw: inJson,
  fields: inJson,
  json: inJson,
  any: inJson,
  'json-schema-props-or-array': (value, nested) => {
    if (!Array.isArray(value)) return message().message(1, nested(JSON_SCHEMA_PROPS, value));
    const writer = message();
    for (const schema of value) writer.message(2, nested(JSON_SCHEMA_PROPS, schema));
    return writer;
  },
  'json-schema-props-or-bool': (value, nested) =>
    typeof value === 'boolean'
      ? message().integer(1, value ? 1 : 0)
      : message().integer(1, 1).message(2, nested(JSON_SCHEMA_PROPS, value)),
  'json-schema-props-or-string-array': (value, nested) =>
    Array.isArray(value)
      ? message().texts(2, value)
      : message().message(1, nested(JSON_SCHEMA_PROPS, value)),
};

/** Seconds and nanoseconds; what lies behind the microsecond no client may tell. */
function momentOf(text: string, isMicro: boolean): WireWriter {
  const seconds = Math.floor(parseTimestamp(text) / 1000);
  const [, fraction = ''] = isMicro ? (/\.(\d{1,6})/.exec(text) ?? []) : [];
  return message()
    .integer(1, seconds)
    .integer(2, Number(fraction.padEnd(6, '0')) * 1000);
}
