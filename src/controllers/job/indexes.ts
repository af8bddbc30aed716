/** A run of completion indexes, both ends included. */
export interface Interval {
  readonly first: number;
  readonly last: number;
}

/** A set of completion indexes as a Job's status writes it: `0-2,5`. */
export class Indexes {
  private constructor(private readonly intervals: readonly Interval[]) {}

  static readonly none = new Indexes([]);

  /** Reads `1,3-5,7`; indexes from `end` on, and what is no number, are left out. */
  static parse(text: string | undefined, end: number): Indexes {
    const numbers: Interval[] = [];
    for (const part of (text ?? '').split(',')) {
      const [, from, to] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? [];
      if (from === undefined) continue;
      const first = Number(from);
      const last = Math.min(Number(to ?? from), end - 1);
      if (first <= last) numbers.push({ first, last });
    }
    return new Indexes(numbers);
  }

  static of(numbers: Iterable<number>): Indexes {
    const sorted = [...new Set(numbers)].sort((a, b) => a - b);
    const intervals: { first: number; last: number }[] = [];
    for (const index of sorted) {
      const run = intervals.at(-1);
      if (run !== undefined && run.last === index - 1) run.last = index;
      else intervals.push({ first: index, last: index });
    }
    return new Indexes(intervals);
  }

  get size(): number {
    return this.intervals.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  }

  has(index: number): boolean {
    return this.intervals.some(({ first, last }) => index >= first && index <= last);
  }

  with(more: readonly number[]): Indexes {
    const fresh = more.filter((index) => !this.has(index));
    return fresh.length === 0 ? this : Indexes.of([...this, ...fresh]);
  }

  *[Symbol.iterator](): Iterator<number> {
    for (const { first, last } of this.intervals) {
      for (let index = first; index <= last; index++) yield index;
    }
  }

  toString(): string {
    return this.intervals
      .map(({ first, last }) =>
        first === last ? `${first}` : last === first + 1 ? `${first},${last}` : `${first}-${last}`,
      )
      .join(',');
  }
}
