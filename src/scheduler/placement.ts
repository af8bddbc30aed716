import type { Node, Pod } from '../api/schema/objects';
import type { Env } from '../runtime/env';
import { ClusterLookup } from './lookup';
import { defaultProfile } from './plugins';
import { PodInfo } from './pod-info';
import { schedule } from './schedule';
import { Snapshot } from './snapshot';

/** Where Pods would go on nodes that may not be there: the scheduler's own filters, without a queue and without writes. */
export class Placement {
  private readonly snapshot: Snapshot;

  constructor(lookup: ClusterLookup, nodes: Iterable<Node>, pods: Iterable<Pod>) {
    this.snapshot = new Snapshot(lookup);
    for (const node of nodes) this.snapshot.setNode(node);
    for (const pod of pods) this.snapshot.addPod(new PodInfo(pod), pod.spec.nodeName ?? '');
  }

  addNode(node: Node): void {
    this.snapshot.setNode(node);
  }

  /** Takes a node away, with the Pods on it. */
  removeNode(name: string): void {
    const pods = [...(this.snapshot.byName.get(name)?.pods.keys() ?? [])];
    for (const uid of pods) this.snapshot.removePod(uid);
    this.snapshot.removeNode(name);
  }

  /** Puts the Pod where it fits and keeps it there; undefined when it fits nowhere. Of equal nodes the first. */
  place(pod: Pod): string | undefined {
    const info = new PodInfo(pod);
    const { node } = schedule(defaultProfile, info, this.snapshot, {
      tieBreak: ([first]) => first as NonNullable<typeof first>,
    });
    if (node !== undefined) this.snapshot.addPod(info, node.name);
    return node?.name;
  }

  /** Why the Pod fits on no node, each reason once. */
  reasons(pod: Pod): string[] {
    const { verdicts, diagnosis } = schedule(defaultProfile, new PodInfo(pod), this.snapshot, {
      tieBreak: ([first]) => first as NonNullable<typeof first>,
    });
    const all = verdicts.flatMap(({ rejection }) => rejection.reasons);
    return [...new Set([...all, ...(diagnosis?.rest?.reasons ?? [])])];
  }
}

/** Makes placements for an actor that sees the cluster through its cache. */
export function placements(env: Env) {
  const lookup = new ClusterLookup(env.cache);
  return (nodes: Iterable<Node>, pods: Iterable<Pod>) => new Placement(lookup, nodes, pods);
}
