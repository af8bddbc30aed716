import { joinKey } from '../../api/object';
import { disksClash, disksOf } from '../disk-conflict';
import { type Plugin, unschedulable } from '../framework';
import type { PodInfo } from '../pod-info';
import type { Snapshot } from '../snapshot';
import { podClaims } from '../volume-claims';

export const DISK_REASON = 'node(s) had no available disk';
export const SINGLE_POD_REASON =
  'node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode';

const taken = unschedulable(DISK_REASON);
const single = unschedulable(SINGLE_POD_REASON);
const SINGLE_POD = 'ReadWriteOncePod';

interface State {
  readonly disks: ReturnType<typeof disksOf>;
  /** The keys of the Pod's claims that only one Pod may use. */
  readonly claims: ReadonlySet<string>;
  /** How often other Pods use them. */
  uses: number;
}

function usesOf(pod: PodInfo, claims: ReadonlySet<string>): number {
  if (claims.size === 0 || pod.pod.spec.volumes === undefined) return 0;
  return podClaims(pod.pod).filter(({ claimName }) => claims.has(joinKey(pod.namespace, claimName)))
    .length;
}

function singlePodClaims(pod: PodInfo, { lookup }: Snapshot): ReadonlySet<string> {
  const claims = new Set<string>();
  for (const { claimName } of podClaims(pod.pod)) {
    const claim = lookup.claim(pod.namespace, claimName);
    if (claim?.spec.accessModes?.includes(SINGLE_POD) !== true) continue;
    claims.add(joinKey(pod.namespace, claimName));
  }
  return claims;
}

/**
 * A claim with the access mode ReadWriteOncePod belongs to one Pod, a disk that is written to one Pod of a node.
 * upstream: plugins/volumerestrictions
 */
export const volumeRestrictions: Plugin<State> = {
  name: 'VolumeRestrictions',
  prepare(pod, snapshot) {
    const { volumes } = pod.pod.spec;
    if (volumes === undefined) return 'skip';
    const disks = disksOf(volumes);
    const claims = singlePodClaims(pod, snapshot);
    if (disks.length === 0 && claims.size === 0) return 'skip';
    let uses = 0;
    if (claims.size > 0) {
      for (const node of snapshot.byName.values()) {
        for (const other of node.pods.values()) uses += usesOf(other, claims);
      }
    }
    return { state: { disks, claims, uses } };
  },
  filter(_pod, node, { disks, uses }) {
    if (disks.length > 0) {
      for (const { pod } of node.pods.values()) {
        if (disksClash(disks, disksOf(pod.spec.volumes))) return taken;
      }
    }
    return uses > 0 ? single : undefined;
  },
  adjust(state, other, _node, delta) {
    state.uses += delta * usesOf(other, state.claims);
  },
  wakesOn: ['PodGone', 'VolumeChanged', 'NodeAdded'],
};
