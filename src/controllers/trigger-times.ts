import { conditionOf } from '../api/condition';
import { keyOf } from '../api/object';
import type { Pod, Service } from '../api/schema/objects';
import type { Env } from '../runtime/env';

/** On what tells where a Service's Pods are: when that came about of which it tells. */
const ANNOTATION = 'endpoints.kubernetes.io/last-change-trigger-time';

type Annotations = Readonly<Record<string, string>>;

/** Times as objects tell them, in seconds: in this form the earlier one is the smaller text. */
interface Known {
  readonly service: string;
  readonly pods: ReadonlyMap<string, string>;
}

/**
 * What each Service's endpoints have been made from. It is a process's memory, as upstream: after a crash the first
 * look at a Service counts as its creation. upstream: TriggerTimeTracker
 */
class TriggerTimes {
  private readonly known = new Map<string, Known>();

  /**
   * When the earliest change came about that has not been seen yet; undefined when there is none. A Pod changes when
   * it becomes ready or unready; of one that goes, nothing is told.
   */
  since(service: Service, pods: readonly Pod[]): string | undefined {
    const key = keyOf(service);
    const before = this.known.get(key);
    const now = { service: service.metadata.creationTimestamp ?? '', pods: new Map() };
    let earliest: string | undefined;
    const changed = (time: string, was = '') => {
      if (time > was && (earliest === undefined || time < earliest)) earliest = time;
    };
    for (const { metadata, status } of pods) {
      const time = conditionOf(status.conditions, 'Ready')?.lastTransitionTime ?? '';
      if (time === '') continue;
      now.pods.set(metadata.name, time);
      changed(time, before?.pods.get(metadata.name));
    }
    changed(now.service, before?.service);
    this.known.set(key, now);
    // of a new Service the Pods were there before, perhaps
    return before === undefined ? now.service : earliest;
  }

  /** A Service is gone. */
  forget(key: string): void {
    this.known.delete(key);
  }
}

const ofProcess = new WeakMap<Env, TriggerTimes>();

/** The times that a controller remembers for as long as its process lives. */
export function triggerTimes(env: Env): TriggerTimes {
  let times = ofProcess.get(env);
  if (times === undefined) {
    times = new TriggerTimes();
    ofProcess.set(env, times);
  }
  return times;
}

/** Annotations that tell the time, or none when there is none to tell. */
export function toldTrigger(
  annotations: Annotations | undefined,
  time: string | undefined,
): { readonly annotations?: Annotations } {
  const { [ANNOTATION]: _, ...others } = annotations ?? {};
  const all = time === undefined ? others : { ...others, [ANNOTATION]: time };
  return Object.keys(all).length === 0 ? {} : { annotations: all };
}
