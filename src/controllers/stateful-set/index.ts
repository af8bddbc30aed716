import { ControllerRevisions } from '../../api/apps/controller-revision';
import { StatefulSets } from '../../api/apps/stateful-set';
import { Pods } from '../../api/core/pod';
import { isReady } from '../../api/core/pod-states';
import { isApiError } from '../../api/errors';
import type { Pod, StatefulSet } from '../../api/schema/objects';
import type { Change } from '../../apiserver/store';
import { type Again, type Controller, ownedBy } from '../../runtime/controller';
import type { Env } from '../../runtime/env';
import { claim, indexByController, orphansOf } from '../ownership';
import { availableLater } from '../pod-availability';
import { syncHistory, trimHistory } from '../revisions';
import { watchClaims } from './claims';
import { ordinalOf } from './identity';
import { advance } from './rollout';
import { lessCurrent, revisionOf, statusOf, type View, writeStatus } from './status';

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

function viewOf(env: Env, set: StatefulSet): { view: View; trim: () => void } {
  const history = syncHistory(env, set, HASH);
  const pods = claim(env, set, Pods).filter((pod) => ordinalOf(set, pod) >= 0);
  const { currentRevision } = set.status;
  const current =
    history.all.find(({ metadata }) => metadata.name === currentRevision) ?? history.present;
  const view = {
    set,
    pods,
    current,
    update: history.present,
    collisionCount: history.collisionCount,
  };
  const trim = () => {
    const live = new Set(pods.map(revisionOf));
    trimHistory(
      env,
      set,
      history,
      (revision) => revision === current || live.has(revision.metadata.name),
    );
  };
  return { view, trim };
}

/** What was seen is told even when something could not be done. */
function step(env: Env, view: View): void {
  const { set } = view;
  let status = statusOf(view, env.loop.now);
  if (set.metadata.deletionTimestamp !== undefined) {
    writeStatus(env, set, status);
    return;
  }
  try {
    status = lessCurrent(status, advance(env, view));
  } catch (error) {
    if (isApiError(error)) writeStatus(env, set, status);
    throw error;
  }
  writeStatus(env, set, status);
}

/** Keeps a numbered row of Pods, each with its name and its claims. upstream: pkg/controller/statefulset */
export const statefulSetController: Controller<StatefulSet> = {
  name: 'statefulset-controller',
  reconciles: StatefulSets,
  ignoresStatus: true,
  watches: [ownedBy(Pods, StatefulSets, isRelevant), orphansOf(Pods, StatefulSets)],
  prepare(env) {
    indexByController(env, Pods);
    indexByController(env, ControllerRevisions);
    watchClaims(env);
  },
  reconcile(env, set): Again | undefined {
    if (set === undefined) return undefined;
    const { view, trim } = viewOf(env, set);
    step(env, view);
    trim();
    return availableLater(view.pods, set.spec.minReadySeconds ?? 0, env.loop.now);
  },
};
