import { isActive, isLeaving, isReady } from '../api/core/pod-states';
import { controllerOf } from '../api/object';
import type { Pod } from '../api/schema/objects';
import type { View } from '../runtime/informer';

type Labels = Pod['metadata']['labels'];

/** Pods of one controller that share their labels. */
export interface Tally {
  readonly labels: Labels;
  /** All of them, ending and finished ones too. */
  all: number;
  active: number;
  /** Active and ready. */
  ready: number;
  /** On their way out. */
  leaving: number;
}

const NOBODY: ReadonlyMap<Labels, Tally> = new Map();

/**
 * How many Pods each controller has, kept by change: a set of hundreds need not be counted anew whenever one
 * of its Pods turns ready. Pods of one template share their labels, so a controller has few tallies.
 */
export class PodCensus implements View<Pod> {
  private readonly owners = new Map<string, Map<Labels, Tally>>();

  /** The tallies of a controller's Pods. */
  of(uid: string): Iterable<Readonly<Tally>> {
    return (this.owners.get(uid) ?? NOBODY).values();
  }

  replace(_key: string, old: Pod | undefined, pod: Pod | undefined): void {
    if (old !== undefined) this.count(old, -1);
    if (pod !== undefined) this.count(pod, 1);
  }

  private count(pod: Pod, delta: 1 | -1): void {
    const owner = controllerOf(pod);
    if (owner === undefined) return;
    const { labels } = pod.metadata;
    let tallies = this.owners.get(owner.uid);
    if (tallies === undefined) {
      tallies = new Map();
      this.owners.set(owner.uid, tallies);
    }
    let tally = tallies.get(labels);
    if (tally === undefined) {
      tally = { labels, all: 0, active: 0, ready: 0, leaving: 0 };
      tallies.set(labels, tally);
    }
    tally.all += delta;
    if (isActive(pod)) {
      tally.active += delta;
      if (isReady(pod)) tally.ready += delta;
    } else if (isLeaving(pod)) tally.leaving += delta;
    if (tally.all > 0) return;
    tallies.delete(labels);
    if (tallies.size === 0) this.owners.delete(owner.uid);
  }
}
