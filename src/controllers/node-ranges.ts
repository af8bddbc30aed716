/** upstream: kube-controller-manager --node-cidr-mask-size, for IPv4 */
const MASK = 24;
const SIZE = 2 ** (32 - MASK);

interface Range {
  readonly base: number;
  readonly size: number;
}

/** An IPv4 range in numbers; undefined when the text is none. */
function parseRange(cidr: string): Range | undefined {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(cidr);
  if (match === null) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, bits = 32] = match.slice(1).map(Number);
  const size = 2 ** (32 - bits);
  const address = ((a * 256 + b) * 256 + c) * 256 + d;
  return { base: address - (address % size), size };
}

function rangeAt(base: number): string {
  const bytes = [24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256);
  return `${bytes.join('.')}/${MASK}`;
}

/** The ranges of a node's size that a range touches, as texts; none for what is no IPv4 range. */
export function rangesIn(cidr: string): readonly string[] {
  const range = parseRange(cidr);
  if (range === undefined) return [];
  const ranges: string[] = [];
  const first = range.base - (range.base % SIZE);
  for (let base = first; base < range.base + range.size; base += SIZE) ranges.push(rangeAt(base));
  return ranges;
}

/** Goes round the ranges of some networks, one /24 after another. upstream: cidrset, AllocateNext */
export class RangeAllocator {
  private readonly networks: readonly Range[];
  private readonly count: number;
  /** The first range is that of the control plane's own host, which is no Node here. */
  private last = 0;

  constructor(networks: readonly string[]) {
    this.networks = networks.flatMap((network) => parseRange(network) ?? []);
    this.count = this.networks.reduce((sum, { size }) => sum + Math.floor(size / SIZE), 0);
  }

  /** The next range that is not taken; undefined when all are. */
  next(isTaken: (range: string) => boolean): string | undefined {
    for (let tried = 1; tried < this.count; tried++) {
      this.last = (this.last % (this.count - 1)) + 1;
      const range = this.at(this.last);
      if (!isTaken(range)) return range;
    }
    return undefined;
  }

  private at(index: number): string {
    let rest = index;
    for (const { base, size } of this.networks) {
      const own = Math.floor(size / SIZE);
      if (rest < own) return rangeAt(base + rest * SIZE);
      rest -= own;
    }
    throw new Error(`there is no range ${index}`);
  }
}
