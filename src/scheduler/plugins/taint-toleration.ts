import type { Taint, Toleration } from '../../api/schema/objects';
import { tolerates, untoleratedTaint } from '../../api/toleration';
import { eventNode, eventOldNode } from '../cluster-event';
import { type Plugin, type Rejection, SKIP_SCORE, unresolvable } from '../framework';
import type { NodeInfo } from '../node-info';
import { normalizeScores } from '../normalize';

/** The reason names the first taint that the Pod does not tolerate. */
function taintReason({ key, value = '' }: Taint): string {
  return `node(s) had untolerated taint {${key}: ${value}}`;
}

const rejections = new WeakMap<Taint, Rejection>();

function rejectionOf(taint: Taint): Rejection {
  let rejection = rejections.get(taint);
  if (rejection === undefined) {
    rejection = unresolvable(taintReason(taint));
    rejections.set(taint, rejection);
  }
  return rejection;
}

function softTolerations(tolerations: readonly Toleration[] | undefined): Toleration[] {
  return (tolerations ?? []).filter(
    ({ effect }) => effect === undefined || effect === '' || effect === 'PreferNoSchedule',
  );
}

function intolerable(node: NodeInfo, tolerations: readonly Toleration[]): number {
  let count = 0;
  for (const taint of node.taints) {
    if (taint.effect !== 'PreferNoSchedule') continue;
    if (!tolerations.some((toleration) => tolerates(toleration, taint))) count++;
  }
  return count;
}

/** Keeps Pods off tainted nodes, strictly or as far as possible. upstream: plugins/tainttoleration */
export const taintToleration: Plugin<undefined> = {
  name: 'TaintToleration',
  weight: 3,
  isLocal: true,
  filter({ pod }, node) {
    if (node.taints.length === 0) return undefined;
    const taint = untoleratedTaint(node.taints, pod.spec.tolerations);
    return taint === undefined ? undefined : rejectionOf(taint);
  },
  prepareScore: ({ pod }, _candidates, snapshot) =>
    snapshot.hasSoftTaints ? softTolerations(pod.spec.tolerations) : SKIP_SCORE,
  score(_pod, { nodes }, scores, state) {
    const tolerations = state as readonly Toleration[];
    nodes.forEach((node, i) => {
      scores[i] = intolerable(node, tolerations);
    });
  },
  normalize: (scores) => normalizeScores(scores, true),
  wakesOn: ['NodeAdded', 'NodeUpdated', 'SelfUpdated'],
  wakes(event, { pod }) {
    const node = eventNode(event);
    if (node === undefined) return true;
    const { tolerations } = pod.spec;
    const old = eventOldNode(event);
    if (untoleratedTaint(node.spec.taints ?? [], tolerations) !== undefined) return false;
    return old === undefined || untoleratedTaint(old.spec.taints ?? [], tolerations) !== undefined;
  },
};
