/** One measured figure, and the limit that it should keep. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly limit: number;
  readonly better: 'lower' | 'higher';
}

/** How much a benchmark takes on: `full` is what the limits are for, `smoke` only shows that it runs. */
export type Size = 'full' | 'smoke';

/** One benchmark; it runs in a process of its own. */
export interface Benchmark {
  readonly name: string;
  /** Takes minutes: runs when `--large` or its name asks for it. */
  readonly onRequest?: boolean;
  /** Megabytes of heap that its process may use; Node's own limit when left out. */
  readonly heap?: number;
  run(size: Size): Row[] | Promise<Row[]>;
}

/** Milliseconds that `work` takes. */
export function elapsed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** The middle of an odd number of measurements. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
