import { isFinished, isReady, isTerminating } from '../../api/core/pod-states';
import type { DaemonSet, Node, Pod } from '../../api/schema/objects';
import { byAge, wishOf } from './placement';
import { isInService, isUpdated, type View } from './view';

/** What is to be done: where Pods are missing, and which Pods are to go. */
export interface Plan {
  readonly create: readonly string[];
  readonly remove: readonly Pod[];
  /** Pods that ended: their node's turn comes by and by. */
  readonly ended: readonly Pod[];
}

export const NOTHING: Plan = { create: [], remove: [], ended: [] };

/** The Pods of one node that are too many. upstream: podsShouldBeOnNode */
function surplus(view: View, running: readonly Pod[]): readonly Pod[] {
  if (running.length <= 1) return [];
  const sorted = [...running].sort(byAge);
  if (view.bounds.maxSurge === 0) return sorted.slice(1);
  const remove: Pod[] = [];
  let [fresh, outdated]: (Pod | undefined)[] = [];
  for (const pod of sorted) {
    if (isUpdated(view, pod)) {
      if (fresh === undefined) fresh = pod;
      else remove.push(pod);
    } else if (outdated === undefined) outdated = pod;
    else remove.push(pod);
  }
  if (fresh !== undefined && outdated !== undefined) {
    if (!isReady(outdated) || isInService(view, fresh)) remove.push(outdated);
  }
  return remove;
}

/** What each node lacks or has too much of, whatever the revision. upstream: manage */
export function planPlacement(view: View): Plan {
  const { set, nodes, pods } = view;
  const create: string[] = [];
  const remove: Pod[] = [];
  const ended: Pod[] = [];
  for (const node of nodes) {
    const there = pods.get(node.metadata.name) ?? [];
    const { run, keep } = wishOf(set, node);
    if (run && there.length === 0) create.push(node.metadata.name);
    else if (keep) {
      const staying = there.filter((pod) => !isTerminating(pod));
      ended.push(...staying.filter(isFinished));
      remove.push(
        ...surplus(
          view,
          staying.filter((pod) => !isFinished(pod)),
        ),
      );
    } else remove.push(...there.filter((pod) => !isTerminating(pod)));
  }
  remove.push(...withoutNode(view));
  return { create, remove, ended };
}

/** Pods that wait for a node that is gone. upstream: getUnscheduledPodsWithoutNode */
function withoutNode({ nodes, pods }: View): Pod[] {
  const names = new Set(nodes.map(({ metadata }) => metadata.name));
  const lost: Pod[] = [];
  for (const [node, there] of pods) {
    if (names.has(node)) continue;
    lost.push(...there.filter((pod) => !pod.spec.nodeName && !isTerminating(pod)));
  }
  return lost;
}

/** The live Pods of a node, at most one of each sort; undefined when there are more. */
interface Pair {
  readonly fresh: Pod | undefined;
  readonly outdated: Pod | undefined;
}

function pairOf(view: View, there: readonly Pod[]): Pair | undefined {
  let [fresh, outdated]: (Pod | undefined)[] = [];
  for (const pod of there) {
    if (isTerminating(pod)) continue;
    if (isUpdated(view, pod)) {
      if (fresh !== undefined) return undefined;
      fresh = pod;
    } else {
      if (outdated !== undefined) return undefined;
      outdated = pod;
    }
  }
  return { fresh, outdated };
}

/** The nodes that count for a rollout: those that should have a Pod, and those that have one. */
function concerned({ set, nodes, pods }: View): readonly string[] {
  const names = new Set(pods.keys());
  for (const node of nodes) if (wishOf(set, node).run) names.add(node.metadata.name);
  return [...names];
}

/** Which Pods of another revision go now. upstream: rollingUpdate */
export function planRollout(view: View): Plan {
  return view.bounds.maxSurge === 0 ? replaceInPlace(view) : surge(view);
}

function replaceInPlace(view: View): Plan {
  const { pods, bounds } = view;
  let unavailable = 0;
  const remove: Pod[] = [];
  const candidates: Pod[] = [];
  for (const node of concerned(view)) {
    const pair = pairOf(view, pods.get(node) ?? []);
    const { fresh, outdated } = pair ?? {};
    if ((fresh === undefined) === (outdated === undefined)) unavailable++;
    else if (fresh !== undefined) {
      if (!isInService(view, fresh)) unavailable++;
    } else if (outdated !== undefined) {
      if (isInService(view, outdated)) candidates.push(outdated);
      else {
        remove.push(outdated);
        unavailable++;
      }
    }
  }
  const room = Math.max(0, bounds.maxUnavailable - unavailable);
  candidates.sort((a, b) => view.turnOf(a) - view.turnOf(b));
  return { ...NOTHING, remove: [...remove, ...candidates.slice(0, room)] };
}

function surge(view: View): Plan {
  const { pods, bounds } = view;
  let surging = 0;
  const remove: Pod[] = [];
  const create: string[] = [];
  const candidates: string[] = [];
  for (const node of concerned(view)) {
    const pair = pairOf(view, pods.get(node) ?? []);
    if (pair === undefined) {
      surging++;
      continue;
    }
    const { fresh, outdated } = pair;
    if (outdated === undefined) continue;
    if (fresh === undefined) {
      (isInService(view, outdated) ? candidates : create).push(node);
    } else if (isInService(view, fresh)) remove.push(outdated);
    else surging++;
  }
  const room = Math.max(0, bounds.maxSurge - surging);
  return { ...NOTHING, create: [...create, ...candidates.slice(0, room)], remove };
}

/** The bounds of a set's rollout, by how many nodes want a Pod. */
export function desiredOn(set: DaemonSet, nodes: readonly Node[]): number {
  return nodes.filter((node) => wishOf(set, node).run).length;
}
