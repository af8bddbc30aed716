import { Duration } from '@marcbachmann/cel-js/evaluator';
import type { Library } from '../engine';
import { evaluationError } from './conversion';

type Comparable = bigint | number | string | boolean | Date | Duration;

const isBefore = (a: Comparable, b: Comparable) => a < b;

function isSorted(list: readonly Comparable[]): boolean {
  return list.every((item, index) => {
    const before = list[index - 1];
    return before === undefined || !isBefore(item, before);
  });
}

function extreme(list: readonly Comparable[], name: string, wins: typeof isBefore): Comparable {
  const [first, ...others] = list;
  if (first === undefined) throw evaluationError(`${name} called on empty list`);
  return others.reduce((best, item) => (wins(item, best) ? item : best), first);
}

function sum(list: readonly (bigint | number | Duration)[]): bigint | number | Duration {
  const [first] = list;
  if (first instanceof Duration) {
    return (list as readonly Duration[]).reduce((a, b) => a.addDuration(b));
  }
  if (typeof first === 'number') return (list as readonly number[]).reduce((a, b) => a + b, 0);
  return (list as readonly bigint[]).reduce((a, b) => a + b, 0n);
}

function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  const plain = (value: unknown) => (value instanceof Date ? value.getTime() : value);
  return plain(a) === plain(b);
}

/** Kubernetes' functions on lists. upstream: apiserver/pkg/cel/library, Lists */
export const listLibrary: Library = (environment) => {
  environment
    .registerFunction('list.isSorted(): bool', isSorted)
    .registerFunction('list<A>.sum(): A', sum)
    .registerFunction('list<A>.min(): A', (list: Comparable[]) => extreme(list, 'min', isBefore))
    .registerFunction('list<A>.max(): A', (list: Comparable[]) =>
      extreme(list, 'max', (a, b) => isBefore(b, a)),
    )
    .registerFunction('list<A>.indexOf(A): int', (list: unknown[], item: unknown) =>
      BigInt(list.findIndex((other) => isEqual(other, item))),
    )
    .registerFunction('list<A>.lastIndexOf(A): int', (list: unknown[], item: unknown) =>
      BigInt(list.findLastIndex((other) => isEqual(other, item))),
    );
};
