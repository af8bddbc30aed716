/** A part of the seeds: the `index`th of `count`, from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Reads `2/4`; undefined when it is no such part. */
export function parseShard(text: string): Shard | undefined {
  const [, index = '', count = ''] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  return shard.index >= 1 && shard.index <= shard.count ? shard : undefined;
}

/** The parts of a part that so many workers share, each seed with one of them. */
export function split({ index, count }: Shard, workers: number): Shard[] {
  return Array.from({ length: workers }, (_, worker) => ({
    index: index + count * worker,
    count: count * workers,
  }));
}

/** The seeds from 1 to `last` that belong to the part, as long as `isWanted` says so. */
export function* seedsOf(
  last: number,
  { index, count }: Shard,
  isWanted: (seed: number) => boolean = () => true,
): Iterable<number> {
  for (let seed = index; seed <= last && isWanted(seed); seed += count) yield seed;
}

/** How many seeds that are. */
export function seedCount(last: number, { index, count }: Shard): number {
  return Math.max(0, Math.floor((last - index) / count) + 1);
}
