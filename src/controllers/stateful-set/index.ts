import { ControllerRevisions } from '../../api/apps/controller-revision';
import { firstOrdinal, StatefulSets } from '../../api/apps/stateful-set';
import { Pods } from '../../api/core/pod';
import { isReady } from '../../api/core/pod-states';
import { isApiError } from '../../api/errors';
import type { Pod, StatefulSet } from '../../api/schema/objects';
import type { Change } from '../../apiserver/store';
import { type Again, type Controller, ownedBy } from '../../runtime/controller';
import type { Env } from '../../runtime/env';
import type { Look } from '../../runtime/look';
import { claim, indexByController, orphansOf } from '../ownership';
import { availableLater } from '../pod-availability';
import { type History, syncHistory, trimHistory } from '../revisions';
import { watchClaims } from './claims';
import { isWanted, ordinalOf } from './identity';
import { advance, fill } from './rollout';
import { keepRosters, type Roster, rosterFor } from './roster';
import {
  type Counts,
  countPods,
  lessCurrent,
  type Revisions,
  statusOf,
  type View,
  writeStatus,
} from './status';

const HASH = 'controller.kubernetes.io/hash';

/** A Pod that is bound or gets an address changes nothing for its set. */
function isRelevant({ type, object, old }: Change<Pod>): boolean {
  return (
    type !== 'MODIFIED' ||
    old === undefined ||
    object.metadata.labels !== old.metadata.labels ||
    object.metadata.ownerReferences !== old.metadata.ownerReferences ||
    object.metadata.deletionTimestamp !== old.metadata.deletionTimestamp ||
    object.status.phase !== old.status.phase ||
    isReady(object) !== isReady(old)
  );
}

function revisionsOf(set: StatefulSet, history: History): Revisions {
  const { all, present, collisionCount } = history;
  const { currentRevision } = set.status;
  const current = all.find(({ metadata }) => metadata.name === currentRevision) ?? present;
  return { set, current, update: present, collisionCount };
}

/** What was seen is told even when something could not be done. `act` returns how many Pods an update deleted. */
function* step(env: Env, revisions: Revisions, counts: Counts, act: () => Look<number>): Look {
  const { set } = revisions;
  let status = statusOf(revisions, counts);
  try {
    status = lessCurrent(status, yield* act());
  } catch (error) {
    if (isApiError(error)) yield* writeStatus(env, set, status);
    throw error;
  }
  yield* writeStatus(env, set, status);
}

function* trim(
  env: Env,
  { set, current }: Revisions,
  history: History,
  { revisions }: Counts,
): Look {
  yield* trimHistory(
    env,
    set,
    history,
    (revision) => revision === current || revisions.has(revision.metadata.name),
  );
}

/** The next step is at one place, and the roster knows it: the rest of the row need not be looked at. */
function* stepAt(env: Env, revisions: Revisions, roster: Roster, ordinal: number): Look<Counts> {
  const { pods, healthy } = roster;
  const counts = {
    replicas: pods.size,
    ready: healthy,
    available: healthy,
    revisions: new Map(roster.revisions),
  };
  const place = { ordinal, pod: pods.get(ordinal) };
  yield* step(env, revisions, counts, function* () {
    yield* fill(env, revisions, place, true);
    return 0;
  });
  return counts;
}

/** The whole row, place by place. */
function* stepAll(env: Env, view: View): Look<Counts> {
  const counts = countPods(view, env.loop.now);
  const isGoing = view.set.metadata.deletionTimestamp !== undefined;
  yield* step(env, view, counts, function* () {
    return isGoing ? 0 : yield* advance(env, view);
  });
  return counts;
}

/** Keeps a numbered row of Pods, each with its name and its claims. upstream: pkg/controller/statefulset */
export const statefulSetController: Controller<StatefulSet> = {
  name: 'statefulset-controller',
  reconciles: StatefulSets,
  ignoresStatus: 'own',
  watches: [ownedBy(Pods, StatefulSets, isRelevant), orphansOf(Pods, StatefulSets)],
  prepare(env) {
    indexByController(env, Pods);
    indexByController(env, ControllerRevisions);
    watchClaims(env);
    keepRosters(env);
  },
  *reconcile(env, set): Look<Again | undefined> {
    if (set === undefined) return undefined;
    const history = yield* syncHistory(env, set, HASH);
    const revisions = revisionsOf(set, history);
    const roster = rosterFor(env, set);
    const open = roster?.firstOpen(firstOrdinal(set)) ?? Number.NaN;
    if (roster !== undefined && isWanted(set, open)) {
      yield* trim(env, revisions, history, yield* stepAt(env, revisions, roster, open));
      return undefined;
    }
    const pods = claim(env, set, Pods).filter((pod) => ordinalOf(set, pod) >= 0);
    yield* trim(env, revisions, history, yield* stepAll(env, { ...revisions, pods }));
    return availableLater(pods, set.spec.minReadySeconds ?? 0, env.loop.now);
  },
};
