const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;

/** Writes one protobuf message, field by field. */
export class WireWriter {
  private readonly parts: Uint8Array[] = [];

  /** Leaves out an empty text, as proto3 does. */
  text(number: number, value: unknown): this {
    if (typeof value === 'string' && value !== '') this.bytes(number, Buffer.from(value));
    return this;
  }

  texts(number: number, values: unknown): this {
    if (Array.isArray(values)) for (const value of values) this.bytes(number, Buffer.from(value));
    return this;
  }

  /** Leaves out false. */
  flag(number: number, value: unknown): this {
    return value === true ? this.integer(number, 1) : this;
  }

  /** A whole number with its sign, of 64 bits. */
  integer(number: number, value: number): this {
    this.parts.push(varint(tag(number, VARINT)), varint(value));
    return this;
  }

  double(number: number, value: number): this {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleLE(value);
    this.parts.push(varint(tag(number, FIXED64)), bytes);
    return this;
  }

  bytes(number: number, value: Uint8Array): this {
    this.parts.push(varint(tag(number, BYTES)), varint(value.length), value);
    return this;
  }

  /** A message within this one. */
  message(number: number, message: WireWriter): this {
    return this.bytes(number, message.end());
  }

  get isEmpty(): boolean {
    return this.parts.length === 0;
  }

  end(): Buffer {
    return Buffer.concat(this.parts);
  }
}

const tag = (number: number, wireType: number): number => number * 8 + wireType;

/** The short ones, which are nearly all. */
const SHORT = Array.from({ length: 0x80 }, (_, value) => Buffer.from([value]));

function varint(value: number): Buffer {
  const short = SHORT[value];
  if (short !== undefined) return short;
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Buffer.from(bytes);
}
