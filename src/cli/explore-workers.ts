import { type ChildProcess, fork } from 'node:child_process';
import { resolve } from 'node:path';
import type { Explorer } from '../../steps/explorer';
import { UsageError } from './feature-files';
import { type Shard, seedsOf, split } from './shard';

const MAIN = resolve(__dirname, 'main.js');

/** What a worker says when it ends, and what it is told when another has found something. */
type Said = { readonly failing: number | null };
type Told = { readonly below: number };

/** What is explored: `place` is `file:line`. */
export interface Task {
  readonly place: string;
  readonly seeds: number;
  readonly faults: readonly string[];
  readonly shard: Shard;
  readonly laws?: boolean | undefined;
}

/** The first seed that fails, looked for by so many processes; undefined when none does. */
export async function searchInParallel(task: Task, workers: number): Promise<number | undefined> {
  const children: ChildProcess[] = [];
  let first: number | undefined;
  const hear = (seed: number): void => {
    if (first !== undefined && first <= seed) return;
    first = seed;
    // what comes behind it need not be looked at
    const told: Told = { below: seed };
    // one that is about to end hears it no more, and need not
    for (const child of children) if (child.connected) child.send(told, () => undefined);
  };
  await Promise.all(
    split(task.shard, workers).map(
      ({ index, count }) =>
        new Promise<void>((done, fail) => {
          const { place, seeds, faults, laws } = task;
          const args = ['explore', place, '--seeds', `${seeds}`, '--shard', `${index}/${count}`];
          if (laws === true) args.push('--laws');
          const child = fork(MAIN, [...args, '--faults', faults.join(','), '--worker']);
          children.push(child);
          let ended = false;
          child.on('message', ({ failing }: Said) => {
            ended = true;
            if (failing !== null) hear(failing);
          });
          child.on('error', fail);
          child.on('close', (code) => {
            if (ended) done();
            else
              fail(new UsageError(`a worker ended with ${code} before it had looked at its seeds`));
          });
        }),
    ),
  );
  return first;
}

/** The part of a worker: searches its seeds, and says which one fails. */
export async function searchAsWorker(
  explorer: Explorer,
  seeds: number,
  shard: Shard,
): Promise<void> {
  let end = Number.POSITIVE_INFINITY;
  process.on('message', ({ below }: Told) => {
    end = Math.min(end, below);
  });
  const found = await explorer.search(seedsOf(seeds, shard, (seed) => seed < end));
  const said: Said = { failing: found?.plan.seed ?? null };
  process.send?.(said, () => process.disconnect());
}
