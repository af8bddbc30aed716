import { ControllerRevisions } from '../../api/apps/controller-revision';
import { DaemonSets } from '../../api/apps/daemon-set';
import { REVISION_LABEL } from '../../api/apps/stateful-set';
import { Nodes } from '../../api/core/node';
import { Pods } from '../../api/core/pod';
import { isReady, isTerminating } from '../../api/core/pod-states';
import { keyOf } from '../../api/object';
import type { DaemonSet, Node, Pod } from '../../api/schema/objects';
import type { Change } from '../../apiserver/store';
import {
  type Again,
  type Controller,
  NO_KEYS,
  ownedBy,
  type Watch,
} from '../../runtime/controller';
import type { Env } from '../../runtime/env';
import { type Look, request } from '../../runtime/look';
import { claim, indexByController, orphansOf } from '../ownership';
import { availableLater } from '../pod-availability';
import { createPods, deletePod, deletePods } from '../pod-control';
import { type History, syncHistory, trimHistory } from '../revisions';
import { BackOff } from './back-off';
import { podsByNode, wishOf } from './placement';
import { desiredOn, type Plan, planPlacement, planRollout } from './plan';
import { newPod } from './pod-template';
import { writeStatus } from './status';
import { boundsOf, type View } from './view';

/** How many Pods are created or deleted at one go at most. upstream: BurstReplicas */
const BURST = 250;

const backOffs = new WeakMap<Env, BackOff>();

function backOffOf(env: Env): BackOff {
  const known = backOffs.get(env) ?? new BackOff();
  backOffs.set(env, known);
  return known;
}

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

/** A node concerns the sets that want something else of it than before. */
const nodes: Watch<Node> = {
  kind: Nodes,
  keys(env, { type, object, old }) {
    if (type === 'MODIFIED' && old !== undefined) {
      const isSame =
        object.metadata.labels === old.metadata.labels && object.spec.taints === old.spec.taints;
      if (isSame) return NO_KEYS;
    }
    const keys: string[] = [];
    for (const [key, set] of env.cache.informer(DaemonSets).all()) {
      if (type !== 'MODIFIED' || old === undefined) keys.push(key);
      else {
        const [now, before] = [wishOf(set, object), wishOf(set, old)];
        if (now.run !== before.run || now.keep !== before.keep) keys.push(key);
      }
    }
    return keys;
  },
};

function viewOf(env: Env, set: DaemonSet, { present }: History): View {
  const all = [...env.cache.informer(Nodes).all().values()];
  return {
    set,
    nodes: all,
    pods: podsByNode(claim(env, set, Pods)),
    hash: present.metadata.labels?.[REVISION_LABEL] ?? '',
    bounds: boundsOf(set, desiredOn(set, all)),
    now: env.loop.now,
    turnOf: (pod) => env.chance?.turnOf(keyOf(pod)) ?? 0,
  };
}

/** The Pods that a set has by now, by the node that they are for. */
function podsOf(env: Env, set: DaemonSet): View['pods'] {
  return podsByNode([...env.cache.informer(Pods).by('controller', set.metadata.uid).values()]);
}

/** Replaces what has ended, each node in its turn. Returns when the next node's turn comes, if one waits. */
function* replaceEnded(
  env: Env,
  { set, now }: View,
  ended: readonly Pod[],
): Look<Again | undefined> {
  const backOff = backOffOf(env);
  let next = Number.POSITIVE_INFINITY;
  for (const pod of ended) {
    const { name, namespace } = pod.metadata;
    const where = `${namespace}/${name} on node ${pod.spec.nodeName}`;
    if (pod.status.phase === 'Succeeded') {
      const message = `Found succeeded daemon pod ${where}, will try to delete it`;
      env.events.record(set, 'Normal', 'SucceededDaemonPod', message);
    } else {
      const wait = backOff.wait(`${keyOf(set)}/${pod.spec.nodeName}`, now);
      if (wait > 0) {
        next = Math.min(next, wait);
        continue;
      }
      const message = `Found failed daemon pod ${where}, will try to kill it`;
      env.events.record(set, 'Warning', 'FailedDaemonPod', message);
    }
    yield* request(() => deletePod(env, set, pod));
  }
  return Number.isFinite(next) ? { requeueAfter: next } : undefined;
}

/** Carries a plan out. An ApiError when a Pod could not be made. */
function* carryOut(env: Env, view: View, { create, remove }: Plan): Look {
  const { set, hash } = view;
  const nodes = env.chance?.nodesFor(keyOf(set), create) ?? create;
  const names = nodes.slice(0, BURST);
  const wanted = (index: number) => newPod(set, names[index] ?? '', hash);
  if (names.length > 0) {
    const { failure } = yield* createPods(env, set, names.length, wanted);
    if (failure !== undefined) throw failure;
  }
  if (remove.length > 0) yield* deletePods(env, set, remove.slice(0, BURST));
}

function* step(env: Env, view: View, { collisionCount }: History): Look<Again | undefined> {
  const { set } = view;
  const plan = planPlacement(view);
  const again = yield* replaceEnded(env, view, plan.ended);
  const isIdle = plan.create.length + plan.remove.length + plan.ended.length === 0;
  try {
    yield* carryOut(env, view, plan);
    // a rollout goes on when every node has what it should have
    if (isIdle && set.spec.updateStrategy?.type === 'RollingUpdate') {
      yield* carryOut(env, view, planRollout(view));
    }
  } finally {
    yield* writeStatus(env, { ...view, pods: podsOf(env, set) }, collisionCount);
  }
  return again;
}

function* trim(env: Env, { set, pods }: View, history: History): Look {
  const live = new Set<string | undefined>();
  for (const there of pods.values()) {
    for (const { metadata } of there) live.add(metadata.labels?.[REVISION_LABEL]);
  }
  yield* trimHistory(env, set, history, ({ metadata }) =>
    live.has(metadata.labels?.[REVISION_LABEL]),
  );
}

function soonest(a: Again | undefined, b: Again | undefined): Again | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a.requeueAfter <= b.requeueAfter ? a : b;
}

/** Keeps one Pod of its template on every node that it suits. upstream: pkg/controller/daemon */
export const daemonSetController: Controller<DaemonSet> = {
  name: 'daemonset-controller',
  account: 'daemon-set-controller',
  reconciles: DaemonSets,
  ignoresStatus: 'own',
  watches: [ownedBy(Pods, DaemonSets, isRelevant), orphansOf(Pods, DaemonSets), nodes],
  prepare(env) {
    indexByController(env, Pods);
    indexByController(env, ControllerRevisions);
  },
  *reconcile(env, set): Look<Again | undefined> {
    if (set === undefined || isGoing(set)) return undefined;
    const history = yield* syncHistory(env, set, REVISION_LABEL);
    const view = viewOf(env, set, history);
    const again = yield* step(env, view, history);
    yield* trim(env, view, history);
    const pods = [...view.pods.values()].flat().filter((pod) => !isTerminating(pod));
    return soonest(again, availableLater(pods, set.spec.minReadySeconds ?? 0, env.loop.now));
  },
};

const isGoing = ({ metadata }: DaemonSet): boolean => metadata.deletionTimestamp !== undefined;
