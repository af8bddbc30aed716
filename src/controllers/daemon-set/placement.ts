import { matchesNodeAffinity } from '../../api/core/node-selector';
import type { DaemonSet, Node, Pod } from '../../api/schema/objects';
import { toleratesTaint, untoleratedTaint } from '../../api/toleration';
import { targetNode, tolerationsOf } from './pod-template';

/** Whether a set wants a Pod on a node, and whether one that is there may stay. */
export interface Wish {
  readonly run: boolean;
  readonly keep: boolean;
}

const NO: Wish = { run: false, keep: false };
const YES: Wish = { run: true, keep: true };
const KEEP: Wish = { run: false, keep: true };

/** upstream: NodeShouldRunDaemonPod */
export function wishOf({ spec: { template } }: DaemonSet, node: Node): Wish {
  const { spec } = template;
  if (spec === undefined) return NO;
  if (spec.nodeName && spec.nodeName !== node.metadata.name) return NO;
  if (!matchesNodeAffinity(spec, node)) return NO;
  const taints = node.spec.taints ?? [];
  if (taints.length === 0) return YES;
  const tolerations = tolerationsOf(spec);
  if (untoleratedTaint(taints, tolerations) === undefined) return YES;
  const mustGo = taints.some(
    (taint) => taint.effect === 'NoExecute' && !toleratesTaint(tolerations, taint),
  );
  return mustGo ? NO : KEEP;
}

/** The Pods of a set by the node that they are for; what has ended and is about to go counts no more. */
export function podsByNode(pods: readonly Pod[]): Map<string, Pod[]> {
  const nodes = new Map<string, Pod[]>();
  for (const pod of pods) {
    const { phase } = pod.status;
    const isOver = phase === 'Failed' || phase === 'Succeeded';
    if (isOver && pod.metadata.deletionTimestamp !== undefined) continue;
    const node = targetNode(pod);
    const there = nodes.get(node);
    if (there === undefined) nodes.set(node, [pod]);
    else there.push(pod);
  }
  return nodes;
}

/** Oldest first; one that is bound before one that is not. upstream: podByCreationTimestampAndPhase */
export function byAge(a: Pod, b: Pod): number {
  const [boundA, boundB] = [a.spec.nodeName ? 0 : 1, b.spec.nodeName ? 0 : 1];
  if (boundA !== boundB) return boundA - boundB;
  const [x, y] = [a.metadata, b.metadata];
  if (x.creationTimestamp !== y.creationTimestamp)
    return x.creationTimestamp < y.creationTimestamp ? -1 : 1;
  return x.name < y.name ? -1 : 1;
}
