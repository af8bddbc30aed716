import { spend } from '../budget';
import type { Library } from '../engine';

class Sets {}

function key(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return JSON.stringify(value, (_name, item) => (typeof item === 'bigint' ? `${item}n` : item));
}

function covers(list: readonly unknown[], part: readonly unknown[]): boolean {
  spend(list.length + part.length);
  const known = new Set(list.map(key));
  return part.every((item) => known.has(key(item)));
}

/** Lists taken as sets. upstream: cel-go ext.Sets */
export const setLibrary: Library = (environment) => {
  environment
    .registerType('kubernetes.Sets', Sets)
    .registerConstant('sets', 'kubernetes.Sets', new Sets())
    .registerFunction(
      'kubernetes.Sets.contains(list, list): bool',
      (_: Sets, a: unknown[], b: unknown[]) => covers(a, b),
    )
    .registerFunction(
      'kubernetes.Sets.equivalent(list, list): bool',
      (_: Sets, a: unknown[], b: unknown[]) => covers(a, b) && covers(b, a),
    )
    .registerFunction(
      'kubernetes.Sets.intersects(list, list): bool',
      (_: Sets, a: unknown[], b: unknown[]) => b.some((item) => covers(a, [item])),
    );
};
