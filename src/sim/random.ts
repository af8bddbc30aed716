import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

function hash(text: string, seed: number): number {
  let h = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) {
    h ^= text.charCodeAt(i);
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
    const word = () => (this.generator.next() >>> 0).toString(16).padStart(8, '0');
    const [a, b, c, d] = [word(), word(), word(), word()];
    const variant = '89ab'[Number.parseInt(c[0] as string, 16) & 3];
    return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${variant}${c.slice(1, 4)}-${c.slice(4)}${d}`;
  }
}
