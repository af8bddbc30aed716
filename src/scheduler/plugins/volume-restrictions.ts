import { joinKey } from '../../api/object';
import { type Plugin, unschedulable } from '../framework';
import type { PodInfo } from '../pod-info';
import { podClaims } from '../volume-claims';

export const SINGLE_POD_REASON =
  'node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode';

const rejection = unschedulable(SINGLE_POD_REASON);
const SINGLE_POD = 'ReadWriteOncePod';

interface State {
  /** The keys of the Pod's claims that only one Pod may use. */
  readonly claims: ReadonlySet<string>;
  /** How often other Pods use them. */
  uses: number;
}

function usesOf(pod: PodInfo, claims: ReadonlySet<string>): number {
  if (pod.pod.spec.volumes === undefined) return 0;
  return podClaims(pod.pod).filter(({ claimName }) => claims.has(joinKey(pod.namespace, claimName)))
    .length;
}

/** A claim with the access mode ReadWriteOncePod belongs to one Pod. upstream: plugins/volumerestrictions */
export const volumeRestrictions: Plugin<State> = {
  name: 'VolumeRestrictions',
  prepare(pod, snapshot) {
    if (pod.pod.spec.volumes === undefined) return 'skip';
    const claims = new Set<string>();
    for (const { claimName } of podClaims(pod.pod)) {
      const claim = snapshot.lookup.claim(pod.namespace, claimName);
      if (claim?.spec.accessModes?.includes(SINGLE_POD) !== true) continue;
      claims.add(joinKey(pod.namespace, claimName));
    }
    if (claims.size === 0) return 'skip';
    let uses = 0;
    for (const node of snapshot.byName.values()) {
      for (const other of node.pods.values()) uses += usesOf(other, claims);
    }
    return { state: { claims, uses } };
  },
  filter: (_pod, _node, { uses }) => (uses > 0 ? rejection : undefined),
  adjust(state, other, _node, delta) {
    state.uses += delta * usesOf(other, state.claims);
  },
  wakesOn: ['PodGone', 'VolumeChanged'],
};
