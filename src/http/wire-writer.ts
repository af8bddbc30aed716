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
    if (value === true) this.parts.push(varint(number << 3), Buffer.from([1]));
    return this;
  }

  bytes(number: number, value: Uint8Array): this {
    this.parts.push(varint((number << 3) | 2), varint(value.length), value);
    return this;
  }

  /** A message within this one. */
  message(number: number, message: WireWriter): this {
    return this.bytes(number, message.end());
  }

  end(): Buffer {
    return Buffer.concat(this.parts);
  }
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  bytes.push(rest);
  return Buffer.from(bytes);
}
