import { deepEqual } from '../../api/object';
import type { Time } from '../../sim/loop';
import type { OwnChange, RecordedChange, Recording } from '../recording/format';

/** One run of a recording: what was recorded, and what came about here. */
export interface Run {
  readonly recording: Recording;
  readonly own: readonly OwnChange[];
}

/** Something that a recording says and that is not so here. */
export interface Fact {
  readonly what: 'trace' | 'final' | 'pods' | 'event' | 'output' | 'answer' | 'sample';
  /** `Pod/web-0`, as the recording names it. */
  readonly object?: string;
  /** When it was so, in milliseconds since the recording began; of a state, when it was looked at. */
  readonly T?: Time;
  /** How much later than recorded the nearest change of ours is that brings the same about; negative when it is sooner. */
  readonly off?: number;
  readonly text: string;
}

/** An object that goes its own way from `from` on, with all that depends on it, until `until`. */
export interface Divergence {
  readonly object: string;
  readonly from: Time;
  readonly until: Time;
}

/** The recorded changes of one kind, by object, in order. */
export function changesOf({ trace }: Recording, kind: string): Map<string, RecordedChange[]> {
  const changes = new Map<string, RecordedChange[]>();
  for (const change of trace) {
    if (change.kind !== kind) continue;
    const known = changes.get(change.name);
    if (known === undefined) changes.set(change.name, [change]);
    else known.push(change);
  }
  return changes;
}

/** Who controls whom in a recording, by object. */
export function ownersOf({ trace }: Recording): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const { kind, name, d } of trace) {
    if (typeof d?.owner === 'string') owners.set(`${kind}/${name}`, d.owner);
  }
  return owners;
}

/** An object and all that control it, the nearest first. */
export function chainOf(object: string, owners: ReadonlyMap<string, string>): readonly string[] {
  const chain: string[] = [];
  for (let at: string | undefined = object; at !== undefined; at = owners.get(at)) {
    if (chain.includes(at)) break;
    chain.push(at);
  }
  return chain;
}

/** What a recording counts those Pods under that nobody controls. */
const NO_OWNER = 'none';

/** True when the fact is about the object, what it controls, or what controls it, in its time. */
export function isConsequence(
  { object, T }: Fact,
  divergence: Divergence,
  owners: ReadonlyMap<string, string>,
): boolean {
  if (object === undefined || T === undefined) return false;
  if (T < divergence.from || T > divergence.until) return false;
  return (
    chainOf(object, owners).includes(divergence.object) ||
    chainOf(divergence.object, owners).includes(object) ||
    (object === NO_OWNER && isBare(divergence.object, owners))
  );
}

function isBare(object: string, owners: ReadonlyMap<string, string>): boolean {
  return object.startsWith('Pod/') && !owners.has(object);
}

/** How much later the nearest change of ours is that says all that the recorded one says; negative when it is sooner. */
export function offBy(theirs: RecordedChange, own: readonly OwnChange[]): number | undefined {
  const told = Object.entries(theirs.d ?? {}).filter(([key]) => key !== 'node');
  let least: number | undefined;
  for (const { T, type, digest, keys } of own) {
    if (type !== theirs.type) continue;
    const says =
      told.every(([key, value]) => deepEqual(digest[key] ?? null, value ?? null)) &&
      (type !== 'MODIFIED' || told.some(([key]) => keys.has(key)));
    const off = T - theirs.T;
    if (says && (least === undefined || Math.abs(off) < Math.abs(least))) least = off;
  }
  return least;
}
