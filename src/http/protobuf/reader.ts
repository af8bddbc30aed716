import { badRequestError } from '../../api/errors';
import type { JsonObject } from '../../api/object';
import type { TypeName } from '../../api/schema/schema';
import { MAGIC } from './envelope';
import { type FieldSlot, type Layout, layoutOf, readTypeOf, type TypeText } from './layout';
import { SPECIAL_VALUES } from './read-values';
import { WireReader, type WireValue } from './wire-reader';

/** The type of what a client sends. */
function typeOf(apiVersion: string, kind: string): TypeName {
  const type = readTypeOf(apiVersion, kind);
  if (type !== undefined) return type;
  throw badRequestError(
    `no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)}`,
  );
}

/** True when the body is an object of the API in protobuf. */
function isProtobuf(body: Uint8Array): boolean {
  return MAGIC.equals(body.subarray(0, MAGIC.length));
}

/**
 * Reads an object of the API in protobuf, as Go's clients send it, into the JSON that it stands for. A 400 when
 * it cannot be read. upstream: apimachinery, runtime/serializer/protobuf
 */
export function decodeProtobuf(body: Uint8Array, whose?: TypeName): JsonObject {
  if (!isProtobuf(body)) {
    throw badRequestError(
      'provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]',
    );
  }
  const { typeMeta, raw } = envelopeOf(body.subarray(MAGIC.length));
  const { apiVersion, kind } = typeMeta;
  const type = whose ?? typeOf(apiVersion, kind);
  return { apiVersion, kind, ...readMessage(layoutOf(type), new WireReader(raw)) };
}

interface Envelope {
  readonly typeMeta: { readonly apiVersion: string; readonly kind: string };
  readonly raw: Uint8Array;
}

function envelopeOf(body: Uint8Array): Envelope {
  let raw: Uint8Array = new Uint8Array();
  const texts = ['', ''];
  for (const [number, value] of new WireReader(body)) {
    if (number === 2) raw = value.bytes();
    if (number !== 1) continue;
    for (const [part, text] of new WireReader(value.bytes())) {
      if (part === 1 || part === 2) texts[part - 1] = text.text();
    }
  }
  const [apiVersion = '', kind = ''] = texts;
  return { typeMeta: { apiVersion, kind }, raw };
}

function readMessage(layout: Layout, reader: WireReader): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  readInto(object, layout, reader);
  return object;
}

function readInto(object: Record<string, unknown>, layout: Layout, reader: WireReader): void {
  for (const [number, value] of reader) {
    const slot = layout.get(number);
    if (slot === undefined) continue;
    if ('inline' in slot) readInto(object, slot.inline, new WireReader(value.bytes()));
    else readField(object, slot.field, slot, value);
  }
}

function readField(
  object: Record<string, unknown>,
  field: string,
  { type, wrapped }: FieldSlot,
  value: WireValue,
): void {
  if (type.startsWith('[]')) {
    const list = (object[field] ?? []) as unknown[];
    object[field] = list;
    const of = type.slice(2);
    list.push(...(wrapped ? itemsOf(of, value) : unpacked(of, value)));
  } else if (type.startsWith('{}')) {
    const map = (object[field] ?? {}) as Record<string, unknown>;
    object[field] = map;
    const [key, item] = entryOf(type.slice(2), wrapped, value);
    Object.defineProperty(map, key, { value: item, enumerable: true, configurable: true });
  } else object[field] = readValue(type, value);
}

/** The items of a list that has a message of its own. */
function itemsOf(of: TypeText, value: WireValue): unknown[] {
  return [...new WireReader(value.bytes())].map(([, item]) => readValue(of, item));
}

/** One item, or several numbers at once. */
function unpacked(of: TypeText, value: WireValue): unknown[] {
  const isNumber = of === 'int32' || of === 'int64' || of === 'boolean';
  if (!isNumber || !value.isBytes) return [readValue(of, value)];
  return new WireReader(value.bytes()).varints();
}

function entryOf(of: TypeText, wrapped: boolean, value: WireValue): [string, unknown] {
  let key = '';
  let item: unknown;
  for (const [number, part] of new WireReader(value.bytes())) {
    if (number === 1) key = part.text();
    else if (number === 2) {
      item = wrapped ? itemsOf(of.slice(2), part) : readValue(of, part);
    }
  }
  return [key, item ?? (of === 'string' || of === 'bytes' ? '' : null)];
}

function readValue(type: TypeText, value: WireValue): unknown {
  const special = SPECIAL_VALUES[type];
  if (special !== undefined) return special(value, readNested);
  return readNested(type, value);
}

/** A message of the schema's types. */
function readNested(type: TypeName, value: WireValue): unknown {
  if (type === 'raw') return decodeProtobuf(value.bytes());
  return readMessage(layoutOf(type), new WireReader(value.bytes()));
}
