import { badRequestError } from '../../api/errors';

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

/** A value as protobuf's wire format has it; what it means, the schema says. A 400 when it is of another form. */
export class WireValue {
  constructor(private readonly value: bigint | Uint8Array) {}

  get isBytes(): boolean {
    return typeof this.value !== 'bigint';
  }

  bytes(): Uint8Array {
    if (typeof this.value === 'bigint') throw broken('wrong wireType');
    return this.value;
  }

  text(): string {
    return Buffer.from(this.bytes()).toString('utf8');
  }

  /** A whole number with its sign. */
  integer(): number {
    if (typeof this.value !== 'bigint') throw broken('wrong wireType');
    return Number(BigInt.asIntN(64, this.value));
  }

  boolean(): boolean {
    return this.integer() !== 0;
  }

  double(): number {
    if (typeof this.value !== 'bigint') throw broken('wrong wireType');
    const view = new DataView(new ArrayBuffer(8));
    view.setBigUint64(0, this.value);
    return view.getFloat64(0);
  }
}

function broken(why: string): Error {
  return badRequestError(`proto: ${why}`);
}

/** Reads the fields of one protobuf message, in the order in which they were written. */
export class WireReader implements Iterable<[number, WireValue]> {
  private at = 0;

  constructor(private readonly data: Uint8Array) {}

  *[Symbol.iterator](): Iterator<[number, WireValue]> {
    while (this.at < this.data.length) {
      const tag = this.varint();
      const number = Number(tag >> 3n);
      if (number <= 0) throw broken(`illegal tag ${number} (wire type ${tag & 7n})`);
      yield [number, new WireValue(this.value(Number(tag & 7n)))];
    }
  }

  /** All that is there, as numbers. */
  varints(): number[] {
    const numbers: number[] = [];
    while (this.at < this.data.length) numbers.push(new WireValue(this.varint()).integer());
    return numbers;
  }

  private value(wireType: number): bigint | Uint8Array {
    switch (wireType) {
      case VARINT:
        return this.varint();
      case FIXED64:
        return Buffer.from(this.take(8)).readBigUInt64LE();
      case FIXED32:
        return BigInt(Buffer.from(this.take(4)).readUInt32LE());
      case BYTES:
        return this.take(Number(this.varint()));
      default:
        throw broken(`illegal wireType ${wireType}`);
    }
  }

  private take(length: number): Uint8Array {
    const end = this.at + length;
    if (end > this.data.length) throw broken('unexpected EOF');
    const bytes = this.data.subarray(this.at, end);
    this.at = end;
    return bytes;
  }

  private varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.data[this.at++];
      if (byte === undefined) throw broken('unexpected EOF');
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw broken('integer overflow');
  }
}
