import { POD_INDEX_LABEL, POD_NAME_LABEL, REVISION_LABEL } from '../../api/apps/stateful-set';
import { Pods } from '../../api/core/pod';
import { isTerminating } from '../../api/core/pod-states';
import { controllerOf } from '../../api/object';
import type { Pod, StatefulSet } from '../../api/schema/objects';
import { matchesSelector } from '../../api/selector';
import type { Env } from '../../runtime/env';
import type { View } from '../../runtime/informer';
import { orphansFor } from '../ownership';
import { isHealthy } from './status';

/** The Pods of one set by ordinal, and what a look at all of them would count. */
export class Roster {
  readonly pods = new Map<number, Pod>();
  healthy = 0;
  /** How many Pods of a revision are not on their way out. */
  readonly revisions = new Map<string, number>();
  /** Ordinals of Pods that are not simply up and in their place. */
  private readonly troubled = new Set<number>();
  /** Pods whose labels nobody has compared with the selector yet. */
  private readonly unchecked = new Map<string, Pod>();
  private gap = 0;

  put(ordinal: number, pod: Pod, old: Pod | undefined): void {
    this.pods.set(ordinal, pod);
    this.count(pod, 1);
    if (isSettled(pod, ordinal)) this.troubled.delete(ordinal);
    else this.troubled.add(ordinal);
    if (pod.metadata.labels !== old?.metadata.labels) this.unchecked.set(pod.metadata.uid, pod);
  }

  remove(ordinal: number, pod: Pod): void {
    this.pods.delete(ordinal);
    this.count(pod, -1);
    this.troubled.delete(ordinal);
    this.unchecked.delete(pod.metadata.uid);
    this.gap = Math.min(this.gap, ordinal);
  }

  private count(pod: Pod, delta: 1 | -1): void {
    if (isHealthy(pod)) this.healthy += delta;
    if (isTerminating(pod)) return;
    const revision = pod.metadata.labels?.[REVISION_LABEL] ?? '';
    const left = (this.revisions.get(revision) ?? 0) + delta;
    if (left > 0) this.revisions.set(revision, left);
    else this.revisions.delete(revision);
  }

  /** True when all its Pods are the set's by their labels. Each is compared once. */
  allMatch({ spec }: StatefulSet): boolean {
    for (const [uid, pod] of this.unchecked) {
      if (!matchesSelector(spec.selector, pod.metadata.labels)) return false;
      this.unchecked.delete(uid);
    }
    return true;
  }

  /** The first ordinal from `start` on that has no Pod, or one that is not simply up. */
  firstOpen(start: number): number {
    if (this.gap < start) this.gap = start;
    while (this.pods.has(this.gap)) this.gap++;
    let first = this.gap;
    for (const ordinal of this.troubled) if (ordinal >= start) first = Math.min(first, ordinal);
    return first;
  }
}

/** Up, staying, and with the labels of its ordinal. */
function isSettled(pod: Pod, ordinal: number): boolean {
  const { labels = {}, name } = pod.metadata;
  const isNamed = labels[POD_NAME_LABEL] === name && labels[POD_INDEX_LABEL] === `${ordinal}`;
  return isNamed && !isTerminating(pod) && isHealthy(pod);
}

/** Keeps the rosters of all sets by change: a row of a thousand need not be counted anew for each of its Pods. */
class Rosters implements View<Pod> {
  private readonly sets = new Map<string, Roster>();

  of(uid: string): Roster | undefined {
    return this.sets.get(uid);
  }

  replace(_key: string, old: Pod | undefined, pod: Pod | undefined): void {
    const [before, now] = [placeOf(old), placeOf(pod)];
    if (before !== undefined && old !== undefined) {
      this.sets.get(before.owner)?.remove(before.ordinal, old);
    }
    if (now === undefined || pod === undefined) return;
    const roster = this.sets.get(now.owner) ?? new Roster();
    this.sets.set(now.owner, roster);
    roster.put(now.ordinal, pod, before?.owner === now.owner ? old : undefined);
  }
}

function placeOf(pod: Pod | undefined): { owner: string; ordinal: number } | undefined {
  const owner = pod === undefined ? undefined : controllerOf(pod);
  if (owner?.kind !== 'StatefulSet' || pod === undefined) return undefined;
  const ordinal = Number(pod.metadata.name.slice(pod.metadata.name.lastIndexOf('-') + 1));
  const isOwn = pod.metadata.name === `${owner.name}-${ordinal}`;
  return isOwn ? { owner: owner.uid, ordinal } : undefined;
}

const rostersOf = (env: Env): Rosters =>
  env.cache.informer(Pods).view('rosters', () => new Rosters());

/** Begins to keep rosters. */
export function keepRosters(env: Env): void {
  rostersOf(env);
}

/**
 * The roster of a set when it tells all that a look needs: Pods in order that count as soon as they are ready,
 * claims that nobody owns, no Pods to adopt or to let go, and a place where the next step is due.
 */
export function rosterFor(env: Env, set: StatefulSet): Roster | undefined {
  const { spec } = set;
  const { whenDeleted, whenScaled } = spec.persistentVolumeClaimRetentionPolicy ?? {};
  const isPlain =
    spec.podManagementPolicy !== 'Parallel' &&
    (spec.minReadySeconds ?? 0) === 0 &&
    whenDeleted !== 'Delete' &&
    whenScaled !== 'Delete' &&
    set.metadata.deletionTimestamp === undefined;
  if (!isPlain || orphansFor(env, set, Pods).length > 0) return undefined;
  const roster = rostersOf(env).of(set.metadata.uid);
  return roster?.allMatch(set) === true ? roster : undefined;
}
