import { firstOrdinal } from '../../api/apps/stateful-set';
import { isFinished, isTerminating } from '../../api/core/pod-states';
import { scaledValue } from '../../api/percent';
import type { ControllerRevision, Pod, StatefulSet } from '../../api/schema/objects';
import type { Env } from '../../runtime/env';
import type { Look } from '../../runtime/look';
import { hasStaleClaim, syncOwners } from './claims';
import { isWanted, newPod, ordinalOf } from './identity';
import { createPod, deletePod, keepIdentity } from './pods';
import { isInService, type Revisions, revisionOf, type View } from './status';

/** One ordinal that the set wants; its Pod, when there is one. */
export interface Place {
  readonly ordinal: number;
  readonly pod: Pod | undefined;
}

/** The places that the set wants, and the Pods that are too many, the highest ordinal first. */
interface Layout {
  /** So many places there are; somebody may have written a number that no list could be of. */
  readonly size: number;
  /** The place with this index, from 0. */
  placeAt(index: number): Place;
  readonly condemned: readonly Pod[];
}

function layoutOf({ set, pods }: View): Layout {
  const byOrdinal = new Map<number, Pod>();
  const condemned: Pod[] = [];
  for (const pod of pods) {
    const ordinal = ordinalOf(set, pod);
    if (isWanted(set, ordinal)) byOrdinal.set(ordinal, pod);
    else condemned.push(pod);
  }
  const start = firstOrdinal(set);
  const placeAt = (index: number): Place => ({
    ordinal: start + index,
    pod: byOrdinal.get(start + index),
  });
  condemned.sort((a, b) => ordinalOf(set, b) - ordinalOf(set, a));
  return { size: set.spec.replicas ?? 1, placeAt, condemned };
}

/** Which revision a new Pod of the ordinal gets. upstream: newVersionedStatefulSetPod */
function revisionFor({ set, current, update }: Revisions, ordinal: number): ControllerRevision {
  const { type, rollingUpdate } = set.spec.updateStrategy ?? {};
  if (type !== 'RollingUpdate') return update;
  const kept = rollingUpdate?.partition ?? set.status.currentReplicas ?? 0;
  return ordinal < firstOrdinal(set) + kept ? current : update;
}

/** How many Pods an update may take out of service at once; one at least. */
function maxUnavailableOf({ spec }: StatefulSet): number {
  const { maxUnavailable } = spec.updateStrategy?.rollingUpdate ?? {};
  return Math.max(1, scaledValue(maxUnavailable ?? 1, spec.replicas ?? 1, 'down') ?? 1);
}

/**
 * Whether the work goes on after a place was looked at. In order, it waits for each Pod to be in service;
 * in parallel, for nobody. upstream: processReplica
 */
export function* fill(
  env: Env,
  view: Revisions,
  { ordinal, pod }: Place,
  inOrder: boolean,
): Look<boolean> {
  const { set } = view;
  if (pod === undefined) {
    if (!hasStaleClaim(env, set, ordinal)) {
      yield* createPod(env, set, ordinal, newPod(set, revisionFor(view, ordinal), ordinal));
    }
    return !inOrder;
  }
  if (isFinished(pod)) {
    if (!isTerminating(pod)) yield* deletePod(env, set, pod);
    return !inOrder;
  }
  if (inOrder && !isInService(set, pod, env.loop.now)) return false;
  yield* keepIdentity(env, set, ordinal, pod);
  return true;
}

/** Whether the next surplus Pod may be looked at, too. upstream: processCondemned */
function* giveUp(
  env: Env,
  set: StatefulSet,
  pod: Pod,
  firstUnavailable: Pod | undefined,
): Look<boolean> {
  const inOrder = isOrdered(set);
  if (isTerminating(pod)) return !inOrder;
  const mayWait = inOrder && pod !== firstUnavailable;
  if (mayWait && !isInService(set, pod, env.loop.now)) return false;
  yield* deletePod(env, set, pod);
  return !inOrder;
}

const isOrdered = ({ spec }: StatefulSet): boolean => spec.podManagementPolicy !== 'Parallel';

/** The lowest ordinal that is not in service; a place without a Pod counts, too. */
function firstUnavailable(env: Env, set: StatefulSet, { size, placeAt, condemned }: Layout) {
  const { now } = env.loop;
  const isOut = (pod: Pod | undefined) => pod === undefined || !isInService(set, pod, now);
  for (let index = 0; index < size; index++) {
    const { pod } = placeAt(index);
    if (isOut(pod)) return pod;
  }
  return condemned.findLast(isOut);
}

/** Deletes Pods of another revision, from the last ordinal down. Returns how many of them it deleted. */
function* replaceOutdated(
  env: Env,
  { set, update }: View,
  { size, placeAt }: Layout,
): Look<number> {
  const { type, rollingUpdate } = set.spec.updateStrategy ?? {};
  if (type === 'OnDelete') return 0;
  const isOut = ({ pod }: Place) => pod === undefined || !isInService(set, pod, env.loop.now);
  const isOneByOne = !env.features.MaxUnavailableStatefulSet;
  let left = isOneByOne ? 1 : maxUnavailableOf(set);
  for (let i = 0; i < size && !isOneByOne; i++) if (isOut(placeAt(i))) left--;
  let deleted = 0;
  const least = rollingUpdate?.partition ?? 0;
  for (let i = size - 1; i >= least && left > 0; i--) {
    const place = placeAt(i);
    const { pod } = place;
    const isOutdated = pod !== undefined && revisionOf(pod) !== update.metadata.name;
    if (isOutdated && !isTerminating(pod)) {
      yield* deletePod(env, set, pod);
      deleted++;
      left--;
    } else if (isOneByOne && isOut(place)) break;
  }
  return deleted;
}

/**
 * One step of a set towards what it wants: missing Pods come in order, surplus ones go in reverse, and only
 * then are Pods replaced by those of another revision. Returns how many were deleted for that. upstream:
 * updateStatefulSet
 */
export function* advance(env: Env, view: View): Look<number> {
  const { set } = view;
  const layout = layoutOf(view);
  const { size, placeAt, condemned } = layout;
  const inOrder = isOrdered(set);
  for (let index = 0; index < size; index++) {
    if (!(yield* fill(env, view, placeAt(index), inOrder))) return 0;
  }
  for (const pod of condemned) yield* syncOwners(env, set, ordinalOf(set, pod), pod);
  const first = firstUnavailable(env, set, layout);
  for (const pod of condemned) if (!(yield* giveUp(env, set, pod, first))) return 0;
  return yield* replaceOutdated(env, view, layout);
}
