import { Pods } from '../api/core/pod';
import type { KubeObject } from '../api/object';
import type { Pod } from '../api/schema/objects';
import type { WriteEntry } from '../apiserver/server';
import type { Time } from '../sim/loop';
import type { TraceEntry } from '../sim/trace';
import type { Reference } from './reference';
import type { Verdict } from './verdict';
import { belongs } from './workload';
import type { StepMark, World } from './world';

/** A point in the trace: all that came before it is what a claim begins with. */
export interface Moment {
  readonly time: Time;
  readonly seq: number;
}

/** One change of a Pod of a workload; `pod` is undefined when it went. */
export interface PodChange {
  readonly uid: string;
  readonly name: string;
  readonly pod: Pod | undefined;
  readonly entry: TraceEntry;
}

/** Where a claim over time begins: at the step, or with the scenario. */
export function beginning(world: World, since: StepMark | undefined): Moment {
  return since === undefined
    ? { time: world.cluster.trace.entries[0]?.time ?? 0, seq: 0 }
    : { time: since.from, seq: since.seq };
}

/** The present, as the end of a claim over time. */
export function present(world: World): Moment {
  return { time: world.now, seq: world.cluster.trace.entries.length };
}

/** Every change of the Pods of a workload since the scenario began, in order. */
export function* podChanges(world: World, reference: Reference): Iterable<PodChange> {
  for (const entry of world.cluster.trace.entries) {
    if (entry.type !== 'write') continue;
    const { id, type, object, old } = entry.data as WriteEntry;
    if (id !== Pods.id) continue;
    const isOurs =
      belongs(world, object, reference) || (old !== undefined && belongs(world, old, reference));
    if (!isOurs) continue;
    const isGone = type === 'DELETED' || !belongs(world, object, reference);
    const { uid, name } = object.metadata;
    yield { uid, name, pod: isGone ? undefined : (object as unknown as Pod), entry };
  }
}

/** Every version of an object since the scenario began, in order; undefined when it went. */
export function* versions(
  world: World,
  kindId: string,
  key: string,
): Iterable<{ readonly object: KubeObject | undefined; readonly entry: TraceEntry }> {
  for (const entry of world.cluster.trace.entries) {
    if (entry.type !== 'write') continue;
    const write = entry.data as WriteEntry;
    if (write.id !== kindId || write.key !== key) continue;
    yield { object: write.type === 'DELETED' ? undefined : write.object, entry };
  }
}

/** A claim that did not hold then. */
export function violated({ time, seq }: Moment, because: string): Verdict {
  return { state: 'violated', at: time, because, witness: [seq] };
}
