import { badRequestError } from '../api/errors';
import type { JsonObject } from '../api/object';
import { schemaData, type TypeName } from '../api/schema/schema';
import { SPECIAL_VALUES } from './protobuf-values';
import { WireReader, type WireValue } from './wire-reader';

/** What a body of protobuf begins with: the envelope that names apiVersion and kind. */
const MAGIC = Buffer.from('k8s\0');

/** A value's type in the schema's words: `[]X`, `{}X`, a definition name or a scalar. */
type TypeText = string;

/** What a field number of a message stands for: a field of the type, or a message whose fields lie in the type. */
type Slot =
  | { readonly field: string; readonly type: TypeText; readonly wrapped: boolean }
  | { readonly inline: Message };

type Message = Map<number, Slot>;

const messages = new Map<TypeName, Message>();

/** The message of a type. A number such as `2.6` is field 6 of the message in field 2, which JSON does not show. */
function messageOf(name: TypeName): Message {
  const known = messages.get(name);
  if (known !== undefined) return known;
  const data = schemaData.types[name];
  if (data === undefined) throw new Error(`the schema has no type ${name}`);
  const message: Message = new Map();
  messages.set(name, message);
  for (const [field, [type, , protobuf, extra]] of Object.entries(data.fields)) {
    if (protobuf === undefined) continue;
    const path = protobuf.slice(1).split('.').map(Number);
    const last = path.pop() as number;
    let at = message;
    for (const number of path) {
      const slot = at.get(number);
      const inline: Message = slot !== undefined && 'inline' in slot ? slot.inline : new Map();
      at.set(number, { inline });
      at = inline;
    }
    at.set(last, { field, type, wrapped: extra?.pbItems === true });
  }
  return message;
}

const typesByKind = new Map<string, TypeName>();
for (const { group, version, kind, type, subresources = [] } of schemaData.resources) {
  typesByKind.set(`${group}/${version}/${kind}`, type);
  for (const sub of subresources) {
    typesByKind.set(`${sub.group ?? group}/${sub.version ?? version}/${sub.kind}`, sub.type);
  }
}

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1.';
/** Kinds that belong to every group. */
const IN_EVERY_GROUP = new Set(['DeleteOptions', 'Status']);

/** The type of what a client sends; an older version of a kind has the fields of the newer. */
function typeOf(apiVersion: string, kind: string): TypeName {
  if (IN_EVERY_GROUP.has(kind)) return META + kind;
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  const exact = typesByKind.get(`${group}/${version}/${kind}`);
  if (exact !== undefined) return exact;
  for (const [key, type] of typesByKind) {
    if (key.startsWith(`${group}/`) && key.endsWith(`/${kind}`)) return type;
  }
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
  return { apiVersion, kind, ...readMessage(messageOf(type), new WireReader(raw)) };
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

function readMessage(message: Message, reader: WireReader): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  readInto(object, message, reader);
  return object;
}

function readInto(object: Record<string, unknown>, message: Message, reader: WireReader): void {
  for (const [number, value] of reader) {
    const slot = message.get(number);
    if (slot === undefined) continue;
    if ('inline' in slot) readInto(object, slot.inline, new WireReader(value.bytes()));
    else readField(object, slot.field, slot, value);
  }
}

function readField(
  object: Record<string, unknown>,
  field: string,
  { type, wrapped }: { readonly type: TypeText; readonly wrapped: boolean },
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
  return readMessage(messageOf(type), new WireReader(value.bytes()));
}
