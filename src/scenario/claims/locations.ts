import { Nodes } from '../../api/core/node';
import { isActive, isRunning } from '../../api/core/pod-states';
import { podStatusText } from '../../api/core/pod-status-text';
import type { Pod } from '../../api/schema/objects';
import type { Count } from '../count';
import type { Claim } from '../expect';
import { describeReference, type Reference } from '../reference';
import { holds, pending, vacuous } from '../verdict';
import { podsOf, zoneOfNode } from '../workload';
import { counted, every, subject } from './pods';

/** So many Pods of the workload run on so many different nodes. */
export function runOnNodes(reference: Reference, count: Count, nodes: Count): Claim {
  return (world) => {
    const running = podsOf(world, reference).filter(isRunning);
    const places = new Set(running.map(({ spec }) => spec.nodeName));
    if (count.admits(running.length) && nodes.admits(places.size)) return holds;
    return pending(
      `${running.length} Pods of ${describeReference(reference)} run on ${places.size} nodes: ${[...places].join(', ')}`,
      subject(running[0]),
    );
  };
}

/** So many Pods of the workload run on this node. */
export function runOnNode(reference: Reference, count: Count, node: string): Claim {
  return (world) => {
    const test = (pod: Pod) => isRunning(pod) && pod.spec.nodeName === node;
    return counted(world, reference, count, test, `run on node "${node}"`);
  };
}

/** All Pods of the workload that are to run do so on this node. */
export function everyPodRunsOn(reference: Reference, node: string): Claim {
  return (world) => {
    const pods = podsOf(world, reference).filter(isActive);
    return every(reference, pods, (pod) => {
      if (!isRunning(pod)) return `is ${podStatusText(pod)}`;
      return pod.spec.nodeName === node ? undefined : `is on node "${pod.spec.nodeName}"`;
    });
  };
}

/** So many Pods of the workload run in this zone. */
export function runInZone(reference: Reference, count: Count, zone: string): Claim {
  return (world) => {
    const test = (pod: Pod) => isRunning(pod) && zoneOfNode(world, pod.spec.nodeName) === zone;
    return counted(world, reference, count, test, `run in zone "${zone}"`);
  };
}

/** No two Pods of the workload share a node. */
export function eachOnItsOwnNode(reference: Reference): Claim {
  return (world) => {
    const pods = podsOf(world, reference).filter(isActive);
    if (pods.length === 0) return vacuous(`there is no Pod of ${describeReference(reference)}`);
    const seen = new Map<string, Pod>();
    for (const pod of pods) {
      const node = pod.spec.nodeName;
      if (node === undefined)
        return pending(`Pod "${pod.metadata.name}" runs nowhere`, subject(pod));
      const other = seen.get(node);
      if (other !== undefined) {
        return pending(
          `"${pod.metadata.name}" and "${other.metadata.name}" are both on node "${node}"`,
          subject(pod),
        );
      }
      seen.set(node, pod);
    }
    return holds;
  };
}

/** All Pods of the workload that are to run do so in this zone. */
export function everyPodRunsInZone(reference: Reference, zone: string): Claim {
  return (world) => {
    const pods = podsOf(world, reference).filter(isActive);
    return every(reference, pods, (pod) => {
      if (!isRunning(pod)) return `is ${podStatusText(pod)}`;
      const place = zoneOfNode(world, pod.spec.nodeName);
      return place === zone ? undefined : `is in zone "${place ?? 'none'}"`;
    });
  };
}

/** However many Pods the workload has, those that run are on so many different nodes. */
export function runOnSoManyNodes(reference: Reference, nodes: Count): Claim {
  return (world) => {
    const running = podsOf(world, reference).filter(isRunning);
    if (running.length === 0) return vacuous(`no Pod of ${describeReference(reference)} runs`);
    const places = new Set(running.map(({ spec }) => spec.nodeName));
    return nodes.admits(places.size)
      ? holds
      : pending(`they run on ${places.size} nodes: ${[...places].join(', ')}`, subject(running[0]));
  };
}

/** So many Pods of the workload run on each node, or in each zone, that the cluster has. */
export function runOnEach(reference: Reference, count: Count, what: 'node' | 'zone'): Claim {
  return (world) => {
    const placeOf = (node: string | undefined) =>
      what === 'node' ? node : zoneOfNode(world, node);
    const places = new Set<string>();
    for (const name of world.cluster.server.store.objects(Nodes).keys()) {
      const place = placeOf(name);
      if (place !== undefined) places.add(place);
    }
    if (places.size === 0) return vacuous(`the cluster has no ${what}`);
    for (const place of places) {
      const test = (pod: Pod) => isRunning(pod) && placeOf(pod.spec.nodeName) === place;
      const verdict = counted(world, reference, count, test, `run ${whereText(what, place)}`);
      if (verdict.state !== 'holds') return verdict;
    }
    return holds;
  };
}

function whereText(what: 'node' | 'zone', place: string): string {
  return what === 'node' ? `on node "${place}"` : `in zone "${place}"`;
}
