import type { Chance } from '../../runtime/env';
import type { Time } from '../../sim/loop';
import type { Recording } from './format';

/**
 * How chance fell in the run that is compared: which of equally good nodes each Pod was given, and which of
 * equals went first. What upstream's rules decide, they decide here. `normal` gives the recording's name of a Pod.
 */
export function chanceOf({ trace }: Recording, normal: (pod: string) => string): Chance {
  const nodes = new Map<string, string>();
  const ends = new Map<string, Time>();
  for (const { kind, name, type, d, T } of trace) {
    if (kind !== 'Pod') continue;
    if (typeof d?.node === 'string') nodes.set(name, d.node);
    if ((d?.term === 1 || type === 'DELETED') && !ends.has(name)) ends.set(name, T);
  }
  return {
    nodeOf: (pod) => nodes.get(normal(pod)),
    turnOf: (pod) => ends.get(normal(pod)) ?? Number.MAX_SAFE_INTEGER,
  };
}
