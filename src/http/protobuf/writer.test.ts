import { describe, it } from 'node:test';
import { assert } from 'chai';
import fc from 'fast-check';
import { goDuration } from '../../api/go-duration';
import type { JsonObject } from '../../api/object';
import { schemaData, type TypeName } from '../../api/schema/schema';
import { timestamp } from '../../api/timestamp';
import { JSON_SCHEMA_PROPS } from './envelope';
import type { TypeText } from './layout';
import { decodeProtobuf } from './reader';
import { readFrame } from './testing-frames';
import { encodeProtobuf, watchFrame } from './writer';

const RUNS = 15;
/** Fields of one message, and messages in messages. */
const FIELDS_MAX = 4;
const DEPTH_MAX = 5;

const text = fc.string({ unit: 'binary' });
/** Seconds, from Go's second year to its last but one. */
const second = fc.integer({ min: -62_100_000_000, max: 253_000_000_000 });
const json = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean()));

const SCALARS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  string: text,
  boolean: fc.boolean(),
  int32: fc.integer(),
  int64: fc.maxSafeInteger(),
  double: fc.double({ noNaN: true, noDefaultInfinity: true }),
  bytes: fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('base64')),
  quantity: fc.nat().map((value) => `${value}m`),
  'int-or-string': fc.oneof(fc.integer(), fc.string()),
  time: second.map((value) => timestamp(value * 1000)),
  'micro-time': fc
    .tuple(second, fc.nat(999_999))
    .map(
      ([value, micros]) =>
        `${timestamp(value * 1000).slice(0, -1)}.${String(micros).padStart(6, '0')}Z`,
    ),
  duration: fc.nat().map((value) => goDuration(value)),
  raw: json,
  fields: json,
  json: fc.oneof(json, fc.integer(), fc.constant(null)),
};

const many = <T>(of: fc.Arbitrary<T>) => fc.array(of, { minLength: 1, maxLength: 3 });

function anyOf(type: TypeText, depth: number): fc.Arbitrary<unknown> {
  if (type.startsWith('[]')) return many(anyOf(type.slice(2), depth));
  if (type.startsWith('{}'))
    return fc.dictionary(text, anyOf(type.slice(2), depth), { minKeys: 1, maxKeys: 3 });
  const scalar = SCALARS[type];
  if (scalar !== undefined) return scalar;
  const schema = () => messageOf(JSON_SCHEMA_PROPS, depth + 1);
  switch (type) {
    case 'json-schema-props-or-array':
      return fc.oneof(schema(), many(schema()));
    case 'json-schema-props-or-bool':
      return fc.oneof(schema(), fc.boolean());
    case 'json-schema-props-or-string-array':
      return fc.oneof(schema(), many(text));
    default:
      return messageOf(type, depth + 1);
  }
}

/** Some of the fields that a message has. */
function messageOf(type: TypeName, depth: number): fc.Arbitrary<JsonObject> {
  const fields = Object.entries(schemaData.types[type]?.fields ?? {}).filter(
    ([, [, , protobuf]]) => protobuf !== undefined,
  );
  if (depth > DEPTH_MAX) return fc.constant({});
  return fc
    .subarray(fields, { maxLength: Math.min(FIELDS_MAX, fields.length) })
    .chain((chosen) =>
      fc.record(
        Object.fromEntries(chosen.map(([field, [fieldType]]) => [field, anyOf(fieldType, depth)])),
      ),
    )
    .map((object) => ({ ...(object as JsonObject) }));
}

describe('protobuf of an answer', () => {
  for (const { group, version, kind, type } of schemaData.resources) {
    const apiVersion = group === '' ? version : `${group}/${version}`;
    it(`reads as what was written: ${apiVersion} ${kind}`, () => {
      fc.assert(
        fc.property(messageOf(type, 0), (object) => {
          const whole = { apiVersion, kind, ...object };
          assert.deepEqual(decodeProtobuf(encodeProtobuf(whole)), whole);
        }),
        { numRuns: RUNS },
      );
    });
  }

  it('a list holds messages without envelopes', () => {
    const list = {
      apiVersion: 'v1',
      kind: 'ConfigMapList',
      metadata: { resourceVersion: '7' },
      items: [{ metadata: { name: 'a' }, data: { key: '' } }, { metadata: { name: 'b' } }],
    };
    assert.deepEqual(decodeProtobuf(encodeProtobuf(list)), list);
  });

  it('what is empty and there is not what is missing', () => {
    const deployment = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      spec: { replicas: 0, paused: false, template: { spec: { hostname: '' } } },
    };
    assert.deepEqual(decodeProtobuf(encodeProtobuf(deployment)), deployment);
  });

  it('an event of a watch comes behind its length, with its object in an envelope', () => {
    const object = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' } };
    const frame = watchFrame('ADDED', object);
    assert.equal(frame.readUInt32BE(), frame.length - 4);
    assert.deepEqual(readFrame(frame.subarray(4)), { type: 'ADDED', object });
  });
});
