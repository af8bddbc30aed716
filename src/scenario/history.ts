import { Pods } from '../api/core/pod';
import type { KubeObject } from '../api/object';
import type { Pod } from '../api/schema/objects';
import type { WriteEntry } from '../apiserver/server';
import type { Time } from '../sim/loop';
import type { TraceEntry } from '../sim/trace';
import type { Count } from './count';
import type { Reference } from './reference';
import { describeReference } from './reference';
import { holds, type Verdict, vacuous } from './verdict';
import { belongs, type Quality, qualityTest } from './workload';
import type { StepMark, World } from './world';

/** One change of a Pod of a workload; `pod` is undefined when it went. */
interface PodChange {
  readonly uid: string;
  readonly pod: Pod | undefined;
  readonly entry: TraceEntry;
}

/** Every change of the Pods of a workload since the beginning, in order. */
function* podChanges(world: World, reference: Reference): Iterable<PodChange> {
  for (const entry of world.cluster.trace.entries) {
    if (entry.type !== 'write') continue;
    const { kind, type, object, old } = entry.data as WriteEntry;
    if (kind !== Pods.kind) continue;
    const isOurs =
      belongs(world, object, reference) ||
      (old !== undefined && belongs(world, old as KubeObject, reference));
    if (!isOurs) continue;
    const isGone = type === 'DELETED' || !belongs(world, object, reference);
    yield { uid: object.metadata.uid, pod: isGone ? undefined : (object as unknown as Pod), entry };
  }
}

function startOf(
  world: World,
  since: StepMark | undefined,
): { readonly time: Time; readonly seq: number } {
  return since === undefined
    ? { time: world.cluster.trace.entries[0]?.time ?? 0, seq: 0 }
    : { time: since.from, seq: since.seq };
}

/** At no time since the mark were so many Pods of the workload in this state; judged at every change. */
export function neverPods(
  world: World,
  reference: Reference,
  count: Count,
  quality: Quality,
  since: StepMark | undefined,
): Verdict {
  const test = qualityTest(world, reference, quality);
  const start = startOf(world, since);
  const counted = new Set<string>();
  let seen = 0;
  let begun = false;
  const judge = (entry: { readonly time: Time; readonly seq: number }): Verdict | undefined => {
    if (!count.admits(counted.size)) return undefined;
    const what = `${counted.size} Pods of ${describeReference(reference)} were ${quality}`;
    return { state: 'violated', at: entry.time, because: what, witness: [entry.seq] };
  };
  for (const { uid, pod, entry } of podChanges(world, reference)) {
    if (!begun && entry.seq > start.seq && since !== undefined) {
      begun = true;
      const verdict = judge({ time: start.time, seq: start.seq });
      if (verdict !== undefined) return verdict;
    }
    seen++;
    if (pod !== undefined && test(pod, entry.time)) counted.add(uid);
    else counted.delete(uid);
    if (entry.seq <= start.seq) continue;
    const verdict = judge(entry);
    if (verdict !== undefined) return verdict;
  }
  if (seen === 0) return vacuous(`no Pod of ${describeReference(reference)} has ever been`);
  return judge({ time: world.now, seq: world.cluster.trace.entries.length }) ?? holds;
}

/** At all times each node ran so many Pods of the workload; nodes without any count as none. */
export function everyNodeRan(
  world: World,
  reference: Reference,
  count: Count,
  negated: boolean,
): Verdict {
  const nodes = new Map<string, Set<string>>();
  const places = new Map<string, string>();
  let seen = 0;
  for (const { uid, pod, entry } of podChanges(world, reference)) {
    seen++;
    const before = places.get(uid);
    const now = pod?.status.phase === 'Running' ? pod.spec.nodeName : undefined;
    if (before !== undefined && before !== now) nodes.get(before)?.delete(uid);
    if (now === undefined) {
      places.delete(uid);
      continue;
    }
    places.set(uid, now);
    const on = nodes.get(now) ?? new Set<string>();
    nodes.set(now, on.add(uid));
    if (count.admits(on.size) === negated) {
      const because = `node "${now}" ran ${on.size} Pods of ${describeReference(reference)}`;
      return { state: 'violated', at: entry.time, because, witness: [entry.seq] };
    }
  }
  return seen === 0 ? vacuous(`no Pod of ${describeReference(reference)} has ever been`) : holds;
}

/** The Pods became ready one after another, in the order of their numbers, each before the next was created. */
export function startedInOrder(world: World, reference: Reference): Verdict {
  const ready = new Set<number>();
  let seen = 0;
  const ordinal = (name: string) => Number(/-(\d+)$/.exec(name)?.[1] ?? Number.NaN);
  const first = new Set<string>();
  const test = qualityTest(world, reference, 'ready');
  for (const { pod, entry } of podChanges(world, reference)) {
    if (pod === undefined) continue;
    const own = ordinal(pod.metadata.name);
    if (!first.has(pod.metadata.name)) {
      first.add(pod.metadata.name);
      seen++;
      if (own > 0 && !ready.has(own - 1)) {
        const because = `Pod "${pod.metadata.name}" was created before the one before it was ready`;
        return { state: 'violated', at: entry.time, because, witness: [entry.seq] };
      }
    }
    if (test(pod, entry.time)) ready.add(own);
  }
  return seen < 2
    ? vacuous(`there were fewer than two Pods of ${describeReference(reference)}`)
    : holds;
}
