import type { PersistentVolumeClaim } from '../../api/schema/objects';
import { type Plugin, unresolvable } from '../framework';
import type { PodInfo } from '../pod-info';
import type { Lookup } from '../snapshot';
import {
  type DelayedClaim,
  findVolumes,
  isBound,
  isDelayed,
  matchesVolumeAffinity,
  podClaims,
} from '../volume-claims';

const UNBOUND_REASON = 'pod has unbound immediate PersistentVolumeClaims';
const NODE_CONFLICT_REASON = "node(s) didn't match PersistentVolume's node affinity";
const NO_VOLUME_REASON = "node(s) didn't find available persistent volumes to bind";
export const NO_SPACE_REASON = 'node(s) did not have enough free storage';
const LOST_VOLUME_REASON =
  'node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)';

/** `persistentvolumeclaim "data" not found` */
function missingClaimReason(name: string): string {
  return `persistentvolumeclaim ${JSON.stringify(name)} not found`;
}

const conflict = unresolvable(NODE_CONFLICT_REASON);
const lost = unresolvable(LOST_VOLUME_REASON);
const REASONS = { 'no volume': NO_VOLUME_REASON, 'no space': NO_SPACE_REASON } as const;

interface State {
  readonly lookup: Lookup;
  readonly bound: readonly PersistentVolumeClaim[];
  readonly delayed: readonly DelayedClaim[];
}

/** What is wrong with a claim before any node is looked at; undefined when nothing is. */
function claimProblem(
  { namespace, pod }: PodInfo,
  { claimName, isEphemeral }: { readonly claimName: string; readonly isEphemeral: boolean },
  lookup: Lookup,
): string | undefined {
  const claim = lookup.claim(namespace, claimName);
  const quoted = JSON.stringify(claimName);
  if (claim === undefined) {
    return isEphemeral
      ? `waiting for ephemeral volume controller to create the persistentvolumeclaim ${quoted}`
      : missingClaimReason(claimName);
  }
  if (claim.status.phase === 'Lost') {
    return `persistentvolumeclaim ${quoted} bound to non-existent persistentvolume ${JSON.stringify(claim.spec.volumeName ?? '')}`;
  }
  if (claim.metadata.deletionTimestamp !== undefined) {
    return `persistentvolumeclaim ${quoted} is being deleted`;
  }
  const owners = claim.metadata.ownerReferences ?? [];
  if (isEphemeral && !owners.some(({ uid }) => uid === pod.metadata.uid)) {
    return `PVC ${namespace}/${claimName} was not created for pod ${namespace}/${pod.metadata.name} (pod is not owner)`;
  }
  return undefined;
}

/** Claims must be bound, or be such that they can be bound where the Pod goes. upstream: plugins/volumebinding */
export const volumeBinding: Plugin<State> = {
  name: 'VolumeBinding',
  prepare(pod, { lookup }) {
    const wanted = podClaims(pod.pod);
    if (wanted.length === 0) return 'skip';
    const bound: PersistentVolumeClaim[] = [];
    const delayed: DelayedClaim[] = [];
    let hasImmediate = false;
    for (const want of wanted) {
      const problem = claimProblem(pod, want, lookup);
      if (problem !== undefined) return { rejection: unresolvable(problem) };
      const claim = lookup.claim(pod.namespace, want.claimName);
      if (claim === undefined) continue;
      if (isBound(claim)) bound.push(claim);
      else if (isDelayed(claim, lookup)) delayed.push({ claim });
      else hasImmediate = true;
    }
    if (hasImmediate) return { rejection: unresolvable(UNBOUND_REASON) };
    return { state: { lookup, bound, delayed } };
  },
  filter(_pod, { node }, { lookup, bound, delayed }) {
    if (node === undefined) return conflict;
    const reasons: string[] = [];
    for (const { spec } of bound) {
      const volume = lookup.volume(spec.volumeName ?? '');
      if (volume === undefined) return lost;
      if (matchesVolumeAffinity(volume, node)) continue;
      reasons.push(NODE_CONFLICT_REASON);
      break;
    }
    const found = delayed.length === 0 ? [] : findVolumes(delayed, node, lookup);
    if (typeof found === 'string') reasons.push(REASONS[found]);
    return reasons.length === 0 ? undefined : unresolvable(...reasons);
  },
  wakesOn: ['VolumeChanged', 'NodeAdded', 'NodeUpdated'],
};
