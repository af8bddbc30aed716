import { ConfigMaps } from '../../api/core/config-map';
import { isApiError } from '../../api/errors';
import { deepEqual } from '../../api/object';
import type { ConfigMap } from '../../api/schema/objects';
import { timestamp } from '../../api/timestamp';
import type { Env } from '../../runtime/env';
import type { EventType } from '../../runtime/event-recorder';

const NAME = { namespace: 'kube-system', name: 'cluster-autoscaler-status' };

/** One group as the status shows it. */
export interface GroupReport {
  readonly name: string;
  readonly ready: number;
  readonly registered: number;
  readonly target: number;
  readonly min: number;
  readonly max: number;
  readonly isBackedOff: boolean;
  readonly isGrowing: boolean;
}

function groupText(group: GroupReport): string {
  const scaleUp = group.isBackedOff ? 'Backoff' : group.isGrowing ? 'InProgress' : 'NoActivity';
  return [
    `- name: ${group.name}`,
    '  health:',
    `    status: ${group.ready === group.registered ? 'Healthy' : 'Unhealthy'}`,
    '    nodeCounts:',
    '      registered:',
    `        total: ${group.registered}`,
    `        ready: ${group.ready}`,
    `    cloudProviderTarget: ${group.target}`,
    `    minSize: ${group.min}`,
    `    maxSize: ${group.max}`,
    '  scaleUp:',
    `    status: ${scaleUp}`,
  ].join('\n');
}

/** What the autoscaler says of itself: a ConfigMap, and Events of it. upstream: clusterstate/api */
export class StatusReport {
  private last: unknown;

  private config: ConfigMap | undefined;

  constructor(private readonly env: Env) {}

  /** Writes the status when it is another than before. */
  write(groups: readonly GroupReport[], candidates: number): void {
    const state = { groups, candidates };
    if (deepEqual(state, this.last)) return;
    this.last = state;
    const text = [
      `time: ${timestamp(this.env.loop.now)}`,
      'autoscalerStatus: Running',
      'clusterWide:',
      '  scaleDown:',
      `    status: ${candidates > 0 ? 'CandidatesPresent' : 'NoCandidates'}`,
      `    candidates: ${candidates}`,
      'nodeGroups:',
      ...groups.map(groupText),
      '',
    ].join('\n');
    this.save({ status: text });
  }

  /** Records an Event of the status ConfigMap. */
  say(reason: string, message: string, type: EventType = 'Normal'): void {
    const about = this.config ?? this.save({ status: 'Initializing' });
    if (about !== undefined) this.env.events.record(about, type, reason, message);
  }

  private save(data: Record<string, string>): ConfigMap | undefined {
    const { api } = this.env;
    try {
      const known = api.find(ConfigMaps, NAME);
      this.config =
        known === undefined
          ? api.create(ConfigMaps, { metadata: NAME, data })
          : api.update(ConfigMaps, { ...known, data });
      return this.config;
    } catch (error) {
      if (!isApiError(error)) throw error;
      this.env.note('retry', { message: error.message });
      return undefined;
    }
  }
}
