import { Pods } from '../../api/core/pod';
import { isTerminating } from '../../api/core/pod-states';
import { podStatusText } from '../../api/core/pod-status-text';
import { keyOf } from '../../api/object';
import type { Pod } from '../../api/schema/objects';
import type { Count } from '../count';
import type { Claim } from '../expect';
import { describeReference, type Reference } from '../reference';
import { holds, pending, type Verdict, vacuous } from '../verdict';
import { everHadPods, podsOf, type Quality, qualityTest } from '../workload';
import type { World } from '../world';
import { type Judge, missing, noPodEver, objectOf } from './objects';

export function subject(pod: Pod | undefined) {
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

/** So many Pods of the workload pass a test; vacuous when it has none and never had one. */
export function counted(
  world: World,
  reference: Reference,
  count: Count,
  test: (pod: Pod) => boolean,
  what: string,
): Verdict {
  const pods = podsOf(world, reference);
  let matching = 0;
  for (const pod of pods) if (test(pod)) matching++;
  const other = count.isAll ? pods.find((pod) => !isTerminating(pod) && !test(pod)) : undefined;
  if (count.admits(matching) && other === undefined) {
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

/** All Pods of the workload show this status; those on their way out count only when that is what is said. */
export function everyPodShows(reference: Reference, status: string): Claim {
  return (world) =>
    every(reference, meantBy(status, podsOf(world, reference)), (pod) =>
      showsStatus(pod, status) ? undefined : `is ${podStatusText(pod)}`,
    );
}

/** All Pods of the workload are so. */
export function everyPodIs(reference: Reference, quality: Quality): Claim {
  return (world) => {
    const test = qualityTest(world, reference, quality);
    return every(reference, meantBy(quality, podsOf(world, reference)), (pod) =>
      test(pod, world.now) ? undefined : `is not ${quality}`,
    );
  };
}

/** The Pods that a word can be about: what is on its way out is nothing but terminating. */
function meantBy(word: string, pods: readonly Pod[]): readonly Pod[] {
  return word.toLowerCase() === 'terminating' ? pods : pods.filter((pod) => !isTerminating(pod));
}

/** No Pod is amiss; vacuous when there is none. */
export function every(
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
export function showsStatus(pod: Pod, status: string): boolean {
  const text = podStatusText(pod);
  return text === status || (pod.status.phase === status && text !== 'Terminating');
}

/** Decides whether a Pod shows this status: a phase, or a reason as kubectl shows it. */
export function podJudge(status: string): Judge {
  return (object) => {
    const pod = object as Pod;
    return showsStatus(pod, status) || `it is ${podStatusText(pod)}, not ${status}`;
  };
}

/** The Pod shows this status (a phase, or a reason as kubectl shows it), on this node when one is named. */
export function podShows(reference: Reference, status: string, node?: string): Claim {
  return (world) => {
    const pod = world.cluster.server.store.get(Pods, `${reference.namespace}/${reference.name}`);
    if (pod === undefined) return pending(missing(world, reference));
    const shown = podJudge(status)(pod);
    if (shown !== true) return pending(shown, subject(pod));
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
