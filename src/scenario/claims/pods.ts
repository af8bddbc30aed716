import { Pods } from '../../api/core/pod';
import { isActive, isRunning } from '../../api/core/pod-states';
import { podStatusText } from '../../api/core/pod-status-text';
import { keyOf } from '../../api/object';
import type { Pod } from '../../api/schema/objects';
import type { Count } from '../count';
import type { Claim } from '../expect';
import { describeReference, type Reference } from '../reference';
import { holds, pending, type Verdict, vacuous } from '../verdict';
import { everHadPods, podsOf, type Quality, qualityTest, zoneOfNode } from '../workload';
import type { World } from '../world';
import { missing, noPodEver, objectOf } from './objects';

function subject(pod: Pod | undefined) {
  return pod === undefined ? undefined : { kindId: Pods.id, key: keyOf(pod) };
}

function overview(pods: readonly Pod[]): string {
  if (pods.length === 0) return 'there are no Pods';
  const counts = new Map<string, number>();
  for (const pod of pods) {
    const text = podStatusText(pod);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return `its Pods are: ${[...counts].map(([text, count]) => `${count} ${text}`).join(', ')}`;
}

function counted(
  world: World,
  reference: Reference,
  count: Count,
  test: (pod: Pod) => boolean,
  what: string,
): Verdict {
  const pods = podsOf(world, reference);
  let matching = 0;
  for (const pod of pods) if (test(pod)) matching++;
  if (count.admits(matching)) {
    const isNothing = matching === 0 && pods.length === 0;
    return isNothing && !everHadPods(world, reference)
      ? vacuous(noPodEver(world, reference))
      : holds;
  }
  if (pods.length === 0 && objectOf(world, reference) === undefined) {
    return pending(() => missing(world, reference));
  }
  return pending(
    () =>
      `${matching} Pods of ${describeReference(reference)} ${what}, not ${count.text}; ${overview(pods)}`,
    () => subject(pods.find((pod) => !test(pod)) ?? pods[0]),
  );
}

/** So many Pods of the workload are ready, running, updated … */
export function hasPods(reference: Reference, count: Count, quality: Quality): Claim {
  return (world) => {
    const test = qualityTest(world, reference, quality);
    return counted(world, reference, count, (pod) => test(pod, world.now), `are ${quality}`);
  };
}

/** So many Pods of the workload are there, whatever they do. */
export function existPods(reference: Reference, count: Count): Claim {
  return (world) => counted(world, reference, count, () => true, 'are there');
}

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

/** All Pods of the workload show this status. */
export function everyPodShows(reference: Reference, status: string): Claim {
  return (world) =>
    every(reference, podsOf(world, reference), (pod) =>
      showsStatus(pod, status) ? undefined : `is ${podStatusText(pod)}`,
    );
}

/** All Pods of the workload are so. */
export function everyPodIs(reference: Reference, quality: Quality): Claim {
  return (world) => {
    const test = qualityTest(world, reference, quality);
    return every(reference, podsOf(world, reference), (pod) =>
      test(pod, world.now) ? undefined : `is not ${quality}`,
    );
  };
}

/** No Pod is amiss; vacuous when there is none. */
function every(
  reference: Reference,
  pods: readonly Pod[],
  amiss: (pod: Pod) => string | undefined,
): Verdict {
  if (pods.length === 0) return vacuous(`there is no Pod of ${describeReference(reference)}`);
  for (const pod of pods) {
    const what = amiss(pod);
    if (what !== undefined) return pending(`Pod "${pod.metadata.name}" ${what}`, subject(pod));
  }
  return holds;
}

/** True when kubectl shows the Pod so, or it is in that phase and not on its way out. */
function showsStatus(pod: Pod, status: string): boolean {
  const text = podStatusText(pod);
  return text === status || (pod.status.phase === status && text !== 'Terminating');
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

/** The Pod shows this status (a phase, or a reason as kubectl shows it), on this node when one is named. */
export function podShows(reference: Reference, status: string, node?: string): Claim {
  return (world) => {
    const pod = world.cluster.server.store.get(Pods, `${reference.namespace}/${reference.name}`);
    if (pod === undefined) return pending(missing(world, reference));
    if (!showsStatus(pod, status)) {
      return pending(`it is ${podStatusText(pod)}, not ${status}`, subject(pod));
    }
    if (node !== undefined && pod.spec.nodeName !== node) {
      return pending(`it is on node "${pod.spec.nodeName ?? 'none'}"`, subject(pod));
    }
    return holds;
  };
}

/** So many Pods of the workload show this status. */
export function podsShow(reference: Reference, count: Count, status: string): Claim {
  return (world) =>
    counted(world, reference, count, (pod) => showsStatus(pod, status), `are ${status}`);
}

function restartsOf(pod: Pod): number {
  return (pod.status.containerStatuses ?? []).reduce(
    (sum, { restartCount }) => sum + restartCount,
    0,
  );
}

/** The containers of the Pod have restarted so many times. */
export function hasRestarted(reference: Reference, count: Count): Claim {
  return (world) => {
    const pod = world.cluster.server.store.get(Pods, `${reference.namespace}/${reference.name}`);
    if (pod === undefined) return pending(missing(world, reference));
    const restarts = restartsOf(pod);
    return count.admits(restarts)
      ? holds
      : pending(`it has restarted ${restarts} times`, subject(pod));
  };
}

/** So many Pods of the workload have restarted at least once. */
export function podsRestarted(reference: Reference, count: Count): Claim {
  return (world) =>
    counted(world, reference, count, (pod) => restartsOf(pod) > 0, 'have restarted');
}
