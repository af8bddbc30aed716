import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

const HEX = '0123456789abcdef';
const HYPHEN = 45;
/** Where UUIDs are put together, one at a time. */
const bytes = Buffer.alloc(16);
const text = Buffer.alloc(36);
const digits = Buffer.alloc(64);

/** Writes a byte in hexadecimal digits. */
function writeHex(target: Buffer, place: number, byte: number): void {
  target[place] = HEX.charCodeAt(byte >> 4);
  target[place + 1] = HEX.charCodeAt(byte & 15);
}

function hash(name: string, seed: number): number {
  let h = 0x811c9dc5 ^ seed;
  for (let i = 0; i < name.length; i++) {
    h ^= name.charCodeAt(i);
    h = Math.imul(h, 0x01000193);
  }
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** A seeded source of chance. Each name has a stream of its own, so that one consumer never disturbs another. */
export class Random {
  private readonly generator;

  constructor(
    readonly seed: number,
    name = '',
  ) {
    this.generator = xoroshiro128plus(hash(name, seed | 0));
  }

  /** An independent stream; the same name gives the same stream from its beginning. */
  stream(name: string): Random {
    return new Random(hash(name, this.seed | 0), name);
  }

  /** A whole number from 0 to `limit - 1`. */
  below(limit: number): number {
    return (this.generator.next() >>> 0) % limit;
  }

  /** One of the items; an error when there are none. */
  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new Error('pick from nothing');
    return items[this.below(items.length)] as T;
  }

  /** `length` characters of Kubernetes' alphabet for generated names. */
  suffix(length: number): string {
    let text = '';
    // upstream: apimachinery rand.String; vowels and look-alikes are left out
    for (let i = 0; i < length; i++) text += 'bcdfghjklmnpqrstvwxz2456789'[this.below(27)];
    return text;
  }

  /** A version-4-shaped UUID. */
  uuid(): string {
    this.fill();
    let place = 0;
    for (let i = 0; i < 16; i++) {
      if (i === 4 || i === 6 || i === 8 || i === 10) text[place++] = HYPHEN;
      writeHex(text, place, bytes[i] as number);
      place += 2;
    }
    // one flat string: one put together from parts takes ten times the memory
    return text.toString('latin1');
  }

  /** 64 hexadecimal digits, as container runtimes name what they run. */
  id(): string {
    for (let half = 0; half < 64; half += 32) {
      this.fill();
      for (let i = 0; i < 16; i++) writeHex(digits, half + 2 * i, bytes[i] as number);
    }
    return digits.toString('latin1');
  }

  /** Draws the bytes of a UUID. */
  private fill(): void {
    for (let i = 0; i < 16; i += 4) bytes.writeUInt32BE(this.generator.next() >>> 0, i);
    bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
    bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  }
}
