import type { Node } from '../../api/schema/objects';
import type { Settings } from '../../api/settings';
import type { Time } from '../../sim/loop';

export type ZoneState = 'Normal' | 'PartialDisruption' | 'FullDisruption';

/** The zone that a node stands in, by its labels. */
export function zoneOf({ metadata }: Node): string {
  const { labels = {} } = metadata;
  const region = labels['topology.kubernetes.io/region'] ?? '';
  const zone = labels['topology.kubernetes.io/zone'] ?? '';
  return `${region}:${zone}`;
}

/** How badly a zone is hit. upstream: ComputeZoneState */
export function zoneState(ready: number, notReady: number, threshold: number): ZoneState {
  if (ready === 0 && notReady > 0) return 'FullDisruption';
  if (notReady > 2 && notReady / (ready + notReady) >= threshold) return 'PartialDisruption';
  return 'Normal';
}

/** Nodes a second that may be given up in a zone of this state and size. */
export function evictionRate(state: ZoneState, size: number, settings: Settings): number {
  if (state !== 'PartialDisruption') return settings.nodeEvictionRate;
  return size > settings.largeClusterSize ? settings.secondaryNodeEvictionRate : 0;
}

/** The nodes of a zone that wait for their NoExecute taint, one after another at the zone's rate. */
export class ZoneQueue {
  readonly nodes = new Set<string>();
  state: ZoneState = 'Normal';
  private rate = 0;
  private next: Time = 0;

  setRate(rate: number): void {
    this.rate = rate;
  }

  /** When the next node may be taken; undefined when none waits or none may. */
  due(now: Time): Time | undefined {
    if (this.nodes.size === 0 || this.rate === 0) return undefined;
    return Math.max(now, this.next);
  }

  /** Takes the first node if it is due. */
  take(now: Time): string | undefined {
    const due = this.due(now);
    if (due === undefined || due > now) return undefined;
    const [first] = this.nodes;
    if (first === undefined) return undefined;
    this.nodes.delete(first);
    this.next = now + 1000 / this.rate;
    return first;
  }
}
