import type { Chance } from '../../runtime/env';
import type { Time } from '../../sim/loop';
import type { Recording } from './format';
import type { Names } from './names';

/** What became of one Pod; a later one may have its name. */
interface Fate {
  node: string | undefined;
  end: Time | undefined;
}

/** The fates of all Pods by the recording's names, in order of creation. */
function fatesOf({ trace }: Recording): ReadonlyMap<string, readonly Fate[]> {
  const fates = new Map<string, Fate[]>();
  for (const { kind, name, type, d, T } of trace) {
    if (kind !== 'Pod') continue;
    const all = fates.get(name) ?? [];
    fates.set(name, all);
    if (type === 'ADDED' || all.length === 0) all.push({ node: undefined, end: undefined });
    const fate = all.at(-1) as Fate;
    if (typeof d?.node === 'string') fate.node = d.node;
    if (d?.term === 1 || type === 'DELETED') fate.end ??= T;
  }
  return fates;
}

/** The nodes that the Pods of each DaemonSet were for, in order of creation. */
function daemonNodesOf(
  { trace }: Recording,
  fates: ReadonlyMap<string, readonly Fate[]>,
): ReadonlyMap<string, readonly string[]> {
  const nodes = new Map<string, string[]>();
  for (const { kind, name, type, d } of trace) {
    const owner = d?.owner;
    if (kind !== 'Pod' || type !== 'ADDED' || typeof owner !== 'string') continue;
    if (!owner.startsWith('DaemonSet/')) continue;
    nodes.set(owner, [...(nodes.get(owner) ?? []), fates.get(name)?.[0]?.node ?? '']);
  }
  return nodes;
}

/**
 * How chance fell in the run that is compared: which of equally good nodes each Pod was given, and which of
 * equals went first. What upstream's rules decide, they decide here.
 */
export function chanceOf(recording: Recording, names: Names): Chance {
  const fates = fatesOf(recording);
  const nodes = daemonNodesOf(recording, fates);
  const fateOf = (key: string) => {
    const name = key.slice(key.indexOf('/') + 1);
    return fates.get(names.normal(name))?.[Math.max(0, names.podsNamed(name) - 1)];
  };
  return {
    nodeOf: (pod) => fateOf(pod)?.node,
    turnOf: (pod) => fateOf(pod)?.end ?? Number.MAX_SAFE_INTEGER,
    nodesFor(set, wanted) {
      const owner = `DaemonSet/${set.slice(set.indexOf('/') + 1)}`;
      const next = (nodes.get(owner) ?? []).slice(names.podsMadeBy(owner));
      const turn = (node: string) => (next.includes(node) ? next.indexOf(node) : next.length);
      return [...wanted].sort((a, b) => turn(a) - turn(b));
    },
  };
}
