import type { JsonObject } from '../../api/object';
import type { TypeName } from '../../api/schema/schema';
import { MAGIC } from './envelope';
import { type FieldSlot, type Layout, layoutOf, messageTypeOf, type TypeText } from './layout';
import { WireWriter } from './wire-writer';
import { SPECIAL_MESSAGES } from './write-values';

/** The bytes of stored objects, which all lists and watches that show them share. */
const written = new WeakMap<object, Buffer>();

/**
 * An object of the API in protobuf, in the envelope in which Go's clients read it; the kind must have a message. Fields that
 * are there are written, also when they are empty. upstream: apimachinery, runtime/serializer/protobuf
 */
export function encodeProtobuf(object: JsonObject): Buffer {
  const apiVersion = String(object.apiVersion);
  const kind = String(object.kind);
  const type = messageTypeOf(apiVersion, kind);
  if (type === undefined) throw new Error(`${apiVersion} ${kind} has no message`);
  const typeMeta = new WireWriter().text(1, apiVersion).text(2, kind);
  const envelope = new WireWriter().message(1, typeMeta).bytes(2, bytesOf(type, object));
  return Buffer.concat([MAGIC, envelope.end()]);
}

/** An event of a watch: a message without an envelope, whose object has one, behind its length in four bytes. */
export function watchFrame(type: string, object: JsonObject): Buffer {
  const raw = new WireWriter().bytes(1, encodeProtobuf(object));
  const event = new WireWriter().text(1, type).message(2, raw).end();
  const length = Buffer.alloc(4);
  length.writeUInt32BE(event.length);
  return Buffer.concat([length, event]);
}

/** A message of a type that may be a whole object, written once when it cannot change. */
function bytesOf(type: TypeName, value: unknown): Buffer {
  const object = Object(value) as JsonObject;
  const known = written.get(object);
  if (known !== undefined) return known;
  const bytes = messageOf(layoutOf(type), object).end();
  if ('metadata' in object && Object.isFrozen(object)) written.set(object, bytes);
  return bytes;
}

function messageOf(layout: Layout, object: JsonObject): WireWriter {
  const writer = new WireWriter();
  for (const [number, slot] of layout) {
    if ('inline' in slot) {
      const inline = messageOf(slot.inline, object);
      if (!inline.isEmpty) writer.message(number, inline);
    } else {
      const value = object[slot.field];
      if (value !== undefined && value !== null) writeField(writer, number, slot, value);
    }
  }
  return writer;
}

function writeField(
  writer: WireWriter,
  number: number,
  { type, wrapped }: FieldSlot,
  value: unknown,
): void {
  if (type.startsWith('[]')) {
    const items = value as readonly unknown[];
    if (wrapped) writer.message(number, listOf(type, items));
    else for (const item of items) writeValue(writer, number, type.slice(2), item);
  } else if (type.startsWith('{}')) {
    for (const [key, item] of Object.entries(value as JsonObject)) {
      const entry = new WireWriter().bytes(1, Buffer.from(key));
      const of = type.slice(2);
      if (wrapped) entry.message(2, listOf(of, (item ?? []) as readonly unknown[]));
      else if (item !== null) writeValue(entry, 2, of, item);
      writer.message(number, entry);
    }
  } else writeValue(writer, number, type, value);
}

/** A list that has a message of its own. */
function listOf(type: TypeText, items: readonly unknown[]): WireWriter {
  const writer = new WireWriter();
  for (const item of items) writeValue(writer, 1, type.slice(2), item);
  return writer;
}

function writeValue(writer: WireWriter, number: number, type: TypeText, value: unknown): void {
  switch (type) {
    case 'string':
      writer.bytes(number, Buffer.from(String(value)));
      return;
    case 'boolean':
      writer.integer(number, value === true ? 1 : 0);
      return;
    case 'int32':
    case 'int64':
      writer.integer(number, Number(value));
      return;
    case 'double':
      writer.double(number, Number(value));
      return;
    case 'bytes':
      writer.bytes(number, Buffer.from(String(value), 'base64'));
      return;
    default: {
      const special = SPECIAL_MESSAGES[type];
      if (special !== undefined) writer.message(number, special(value, nested));
      else writer.bytes(number, bytesOf(type, value));
    }
  }
}

function nested(type: TypeName, value: unknown): WireWriter {
  return messageOf(layoutOf(type), Object(value) as JsonObject);
}
