import { isReady } from '../../api/core/pod-states';
import { beginning, podChanges, violated } from '../history';
import { describeReference, type Reference } from '../reference';
import { UserError } from '../user-error';
import { holds, type Verdict, vacuous } from '../verdict';
import type { StepMark, World } from '../world';

/** The number of a Pod in its row; an error when its name has none. */
function ordinalOf(name: string): number {
  const ordinal = /-(\d+)$/.exec(name)?.[1];
  if (ordinal !== undefined) return Number(ordinal);
  throw new UserError(`Pod "${name}" has no number: only the Pods of a StatefulSet are in order`);
}

/** The Pods were told to end from the highest number down, each when the one above it was gone. */
export function stoppedInReverse(
  world: World,
  reference: Reference,
  since: StepMark | undefined,
): Verdict {
  const start = beginning(world, since);
  const there = new Map<number, string>();
  const ending = new Set<string>();
  let stopped = 0;
  for (const { uid, name, pod, entry } of podChanges(world, reference)) {
    const own = ordinalOf(name);
    const isEnding = pod === undefined || pod.metadata.deletionTimestamp !== undefined;
    if (isEnding && !ending.has(uid)) {
      ending.add(uid);
      if (entry.seq > start.seq) {
        stopped++;
        const above = [...there].find(([ordinal]) => ordinal > own);
        if (above !== undefined) {
          return violated(entry, `Pod "${name}" was ended before Pod "${above[1]}" was gone`);
        }
      }
    }
    if (pod === undefined) there.delete(own);
    else there.set(own, name);
  }
  return stopped < 2
    ? vacuous(`fewer than two Pods of ${describeReference(reference)} were stopped`)
    : holds;
}

/** The Pods were created in the order of their numbers, each when the one before it was ready. */
export function startedInOrder(
  world: World,
  reference: Reference,
  since: StepMark | undefined,
): Verdict {
  const start = beginning(world, since);
  const ready = new Set<number>();
  const known = new Set<string>();
  let started = 0;
  for (const { uid, name, pod, entry } of podChanges(world, reference)) {
    const own = ordinalOf(name);
    if (pod === undefined) {
      ready.delete(own);
      continue;
    }
    const isNew = !known.has(uid);
    known.add(uid);
    if (isNew && entry.seq > start.seq) {
      started++;
      if (own > 0 && !ready.has(own - 1)) {
        return violated(entry, `Pod "${name}" was created before the one before it was ready`);
      }
    }
    if (isReady(pod)) ready.add(own);
    else ready.delete(own);
  }
  return started < 2
    ? vacuous(`fewer than two Pods of ${describeReference(reference)} were started`)
    : holds;
}
