import { matchesNodeTerm } from '../api/core/node-selector';
import {
  capacityOf,
  isFree,
  isReservedFor,
  NO_PROVISIONER,
  suits,
  VOLUME_ANNOTATIONS,
} from '../api/core/volume-matching';
import type {
  Node,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  StorageClass,
} from '../api/schema/objects';
import type { Lookup } from './snapshot';

/** Tells the provisioner for which node a volume is wanted. */
export const SELECTED_NODE = VOLUME_ANNOTATIONS.selectedNode;

/** A claim that a Pod uses. */
export interface WantedClaim {
  readonly claimName: string;
  readonly isEphemeral: boolean;
}

/** A claim that is to be bound where its Pod goes. */
export interface DelayedClaim {
  readonly claim: PersistentVolumeClaim;
}

/** A claim and the volume it gets; without one it is to be provisioned. */
export interface Binding {
  readonly claim: PersistentVolumeClaim;
  readonly volume: PersistentVolume | undefined;
}

/** The claims of the Pod's volumes; those of ephemeral volumes carry the Pod's name. */
export function podClaims({ metadata, spec }: Pod): WantedClaim[] {
  const claims: WantedClaim[] = [];
  for (const { name, persistentVolumeClaim, ephemeral } of spec.volumes ?? []) {
    if (persistentVolumeClaim !== undefined) {
      claims.push({ claimName: persistentVolumeClaim.claimName, isEphemeral: false });
    } else if (ephemeral !== undefined) {
      claims.push({ claimName: `${metadata.name}-${name}`, isEphemeral: true });
    }
  }
  return claims;
}

/** True when the claim has its volume and the binding is complete. */
export function isBound({ metadata, spec }: PersistentVolumeClaim): boolean {
  return (
    (spec.volumeName ?? '') !== '' &&
    metadata.annotations?.[VOLUME_ANNOTATIONS.bindCompleted] !== undefined
  );
}

function classOf(claim: PersistentVolumeClaim, lookup: Lookup): StorageClass | undefined {
  const name = claim.spec.storageClassName ?? '';
  return name === '' ? undefined : lookup.storageClass(name);
}

/** True when the claim waits for its first consumer. */
export function isDelayed(claim: PersistentVolumeClaim, lookup: Lookup): boolean {
  return (
    (claim.spec.volumeName ?? '') === '' &&
    classOf(claim, lookup)?.volumeBindingMode === 'WaitForFirstConsumer'
  );
}

/** True when the volume can be used on the node. */
export function matchesVolumeAffinity({ spec }: PersistentVolume, node: Node): boolean {
  const terms = spec.nodeAffinity?.required?.nodeSelectorTerms;
  return terms === undefined || terms.some((term) => matchesNodeTerm(term, node));
}

function isFor(volume: PersistentVolume, claim: PersistentVolumeClaim, node: Node): boolean {
  if (volume.metadata.deletionTimestamp !== undefined) return false;
  if (volume.spec.claimRef !== undefined) return isReservedFor(volume, claim);
  return isFree(volume) && suits(volume, claim) && matchesVolumeAffinity(volume, node);
}

/** True when the class can make a volume for the node. */
function canProvision(claim: PersistentVolumeClaim, node: Node, lookup: Lookup): boolean {
  const storageClass = classOf(claim, lookup);
  if (storageClass === undefined || storageClass.provisioner === NO_PROVISIONER) return false;
  const chosen = claim.metadata.annotations?.[SELECTED_NODE];
  if (chosen !== undefined && chosen !== node.metadata.name) return false;
  const topologies = storageClass.allowedTopologies ?? [];
  if (topologies.length === 0) return true;
  return topologies.some(({ matchLabelExpressions = [] }) =>
    matchLabelExpressions.every(({ key, values }) =>
      values.includes(node.metadata.labels?.[key] ?? ''),
    ),
  );
}

/**
 * A volume of the node for each claim, the smallest that does, or the word that one is made; undefined when
 * a claim can have neither. upstream: volumebinding FindPodVolumes
 */
export function findVolumes(
  delayed: readonly DelayedClaim[],
  node: Node,
  lookup: Lookup,
): Binding[] | undefined {
  const bindings: Binding[] = [];
  const taken = new Set<string>();
  for (const { claim } of delayed) {
    let best: PersistentVolume | undefined;
    for (const volume of lookup.volumes()) {
      if (taken.has(volume.metadata.name) || !isFor(volume, claim, node)) continue;
      if (best === undefined || capacityOf(volume) < capacityOf(best)) best = volume;
    }
    if (best === undefined && !canProvision(claim, node, lookup)) return undefined;
    if (best !== undefined) taken.add(best.metadata.name);
    bindings.push({ claim, volume: best });
  }
  return bindings;
}
