import { Deployments } from '../api/apps/deployment';
import { ReplicaSets } from '../api/apps/replica-set';
import { conditionOf } from '../api/condition';
import { Pods } from '../api/core/pod';
import {
  isActive,
  isAvailable,
  isPending,
  isReady,
  isRunning,
  isScheduled,
  isTerminating,
} from '../api/core/pod-states';
import { controllerOf, joinKey, type KubeObject } from '../api/object';
import type { Deployment, Pod } from '../api/schema/objects';
import { parseTimestamp } from '../api/timestamp';
import { sameTemplate } from '../controllers/deployment/sets';
import type { Time } from '../sim/loop';
import { describeReference, type Reference } from './reference';
import { UserError } from './user-error';
import type { World } from './world';

/** What a claim may call a Pod. */
export const QUALITIES = [
  'ready',
  'running',
  'available',
  'updated',
  'active',
  'terminating',
  'scheduled',
  'pending',
  'unready',
  'failed',
  'succeeded',
] as const;

export type Quality = (typeof QUALITIES)[number];

/** True when the Pod belongs to the workload, now or as it was then; a Pod belongs to itself. */
export function belongs(
  world: World,
  pod: KubeObject,
  { kind, namespace, name }: Reference,
): boolean {
  if (pod.metadata.namespace !== namespace) return false;
  if (kind.id === Pods.id) return pod.metadata.name === name;
  return world.lineage.descends(pod, kind.kind, namespace, name);
}

/** The Pods of a workload that are there now; a Pod is its own. */
export function podsOf(world: World, { kind, namespace, name }: Reference): readonly Pod[] {
  if (kind.id !== Pods.id)
    return [...(world.lineage.podsOf(kind.kind, namespace, name)?.values() ?? [])];
  const pod = world.cluster.server.store.get(Pods, joinKey(namespace, name));
  return pod === undefined ? [] : [pod];
}

/** True when any Pod of the workload has ever been. */
export function everHadPods(world: World, { kind, namespace, name }: Reference): boolean {
  return world.lineage.podsOf(kind.kind, namespace, name) !== undefined;
}

interface Revised extends KubeObject {
  readonly spec: { readonly minReadySeconds?: number };
  readonly status?: { readonly updateRevision?: string };
}

type PodTest = (pod: Pod, now: Time) => boolean;

/** What does not depend on the workload. */
const PLAIN: Readonly<Partial<Record<Quality, PodTest>>> = {
  ready: isReady,
  running: isRunning,
  active: isActive,
  terminating: isTerminating,
  scheduled: isScheduled,
  pending: isPending,
  unready: (pod) => isActive(pod) && !isReady(pod),
  failed: ({ status }) => status.phase === 'Failed',
  succeeded: ({ status }) => status.phase === 'Succeeded',
};

/**
 * Decides whether a Pod of the workload deserves the word, at a time; updated means: of the present template. A
 * Pod on its way out counts as terminating alone, as in the status of a workload and in EndpointSlices.
 */
export function qualityTest(world: World, reference: Reference, quality: Quality): PodTest {
  const test = PLAIN[quality] ?? specialTest(world, reference, quality);
  return quality === 'terminating' ? test : (pod, now) => !isTerminating(pod) && test(pod, now);
}

function specialTest(world: World, reference: Reference, quality: Quality): PodTest {
  const owner = ownerOf(world, reference);
  if (quality !== 'available') return updatedTest(world, reference, owner);
  const minReady = owner?.spec.minReadySeconds ?? 0;
  return (pod, now) => isAvailable(pod, minReady, now);
}

/** When a Pod that is ready has been so for long enough, if nothing else happens to it. */
export function availableFrom(world: World, reference: Reference): (pod: Pod) => Time | undefined {
  const minReady = ownerOf(world, reference)?.spec.minReadySeconds ?? 0;
  return (pod) => {
    const ready = conditionOf(pod.status.conditions, 'Ready');
    const since = ready?.status === 'True' ? ready.lastTransitionTime : undefined;
    return since === undefined || since === null
      ? undefined
      : parseTimestamp(since) + minReady * 1000;
  };
}

function ownerOf(world: World, { kind, namespace, name }: Reference): Revised | undefined {
  return world.cluster.server.store.get(kind, joinKey(namespace, name)) as Revised | undefined;
}

function updatedTest(world: World, reference: Reference, owner: Revised | undefined) {
  if (owner === undefined) return () => false;
  if (reference.kind.id === Deployments.id) {
    const { template } = (owner as unknown as Deployment).spec;
    const { store } = world.cluster.server;
    return (pod: Pod) => {
      const set = store.get(ReplicaSets, `${reference.namespace}/${controllerOf(pod)?.name}`);
      return set !== undefined && sameTemplate(template, set.spec.template);
    };
  }
  const hash = owner.status?.updateRevision;
  return (pod: Pod) =>
    hash === undefined || pod.metadata.labels?.['controller-revision-hash'] === hash;
}

export function parseQuality(text: string): Quality {
  const found = QUALITIES.find((quality) => quality === text);
  if (found !== undefined) return found;
  throw new UserError(`Pods are ${QUALITIES.join(', ')}; not "${text}"`);
}

/** The zone of a node, by its label. */
export function zoneOfNode(world: World, node: string | undefined): string | undefined {
  if (node === undefined) return undefined;
  const machine = world.cluster.machines.get(node);
  return machine?.spec.zone;
}

/** A Pod of the workload that runs: the first by name; an error when none does. */
export function anyPodOf(
  world: World,
  reference: Reference,
): { readonly namespace: string; readonly pod: string } {
  const running = podsOf(world, reference)
    .filter(isRunning)
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  // the API may not have heard yet of what has ended, and what is about to end is the worse choice
  const isUp = ({ metadata, spec }: Pod): boolean =>
    metadata.deletionTimestamp === undefined &&
    world.cluster.machines.get(spec.nodeName ?? '')?.container(metadata.uid)?.running === true;
  const pod = running.find(isUp) ?? running[0];
  if (pod === undefined) throw new UserError(noneRuns(world, reference));
  return { namespace: pod.metadata.namespace ?? '', pod: pod.metadata.name };
}

function noneRuns(world: World, reference: Reference): string {
  const { kind, namespace, name } = reference;
  const text = describeReference(reference);
  const isThere = world.cluster.server.store.get(kind, joinKey(namespace, name)) !== undefined;
  if (!isThere) return `there is no ${text}`;
  return kind.id === Pods.id ? `${text} does not run` : `no Pod of ${text} runs`;
}
