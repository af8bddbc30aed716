import { matchesNodeTerm } from '../api/core/node-selector';
import {
  capacityOf,
  isFree,
  isReservedFor,
  NO_PROVISIONER,
  suits,
  VOLUME_ANNOTATIONS,
} from '../api/core/volume-matching';
import { wholeValue } from '../api/quantity';
import type {
  Node,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  StorageClass,
} from '../api/schema/objects';
import { matchesSelector } from '../api/selector';
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

/** The volume that the claim gets on the node: the one that is reserved for it, else the smallest that suits. */
function volumeFor(
  claim: PersistentVolumeClaim,
  node: Node,
  taken: ReadonlySet<string>,
  lookup: Lookup,
): PersistentVolume | undefined {
  let best: PersistentVolume | undefined;
  for (const volume of lookup.volumes()) {
    const { metadata, spec } = volume;
    if (metadata.deletionTimestamp !== undefined || taken.has(metadata.name)) continue;
    if (spec.claimRef !== undefined && isReservedFor(volume, claim)) {
      return matchesVolumeAffinity(volume, node) ? volume : undefined;
    }
    if (!isFree(volume) || !suits(volume, claim) || !matchesVolumeAffinity(volume, node)) continue;
    if (best === undefined || capacityOf(volume) < capacityOf(best)) best = volume;
  }
  return best;
}

/** Why claims cannot be bound on a node: no volume suits, or those who make them have no space left there. */
export type Unbindable = 'no volume' | 'no space';

/** Why the class cannot make a volume for the node; undefined when it can. */
function whyNotProvisioned(
  claim: PersistentVolumeClaim,
  node: Node,
  lookup: Lookup,
): Unbindable | undefined {
  const storageClass = classOf(claim, lookup);
  if (storageClass === undefined || storageClass.provisioner === NO_PROVISIONER) return 'no volume';
  const chosen = claim.metadata.annotations?.[SELECTED_NODE];
  if (chosen !== undefined && chosen !== node.metadata.name) return 'no volume';
  const topologies = storageClass.allowedTopologies ?? [];
  const isAllowed = topologies.some(({ matchLabelExpressions = [] }) =>
    matchLabelExpressions.every(({ key, values }) =>
      values.includes(node.metadata.labels?.[key] ?? ''),
    ),
  );
  if (topologies.length > 0 && !isAllowed) return 'no volume';
  return hasSpace(claim, storageClass, node, lookup) ? undefined : 'no space';
}

/** True when the provisioner has room for the claim where the node is, or does not tell. upstream: hasEnoughCapacity */
function hasSpace(
  claim: PersistentVolumeClaim,
  { metadata, provisioner }: StorageClass,
  node: Node,
  lookup: Lookup,
): boolean {
  const capacities = lookup.capacities(provisioner);
  if (capacities === undefined) return true;
  const wanted = wholeValue(claim.spec.resources?.requests?.storage ?? '0');
  for (const { storageClassName, nodeTopology, capacity, maximumVolumeSize } of capacities) {
    if (storageClassName !== metadata.name || nodeTopology === undefined) continue;
    const largest = maximumVolumeSize ?? capacity;
    if (largest === undefined || wholeValue(largest) < wanted) continue;
    if (matchesSelector(nodeTopology, node.metadata.labels ?? {})) return true;
  }
  return false;
}

/**
 * A volume of the node for each claim, the smallest that does, or the word that one is made; the reason when
 * a claim can have neither. upstream: volumebinding FindPodVolumes
 */
export function findVolumes(
  delayed: readonly DelayedClaim[],
  node: Node,
  lookup: Lookup,
): readonly Binding[] | Unbindable {
  const bindings: Binding[] = [];
  const taken = new Set<string>();
  for (const { claim } of delayed) {
    const best = volumeFor(claim, node, taken, lookup);
    const problem = best === undefined ? whyNotProvisioned(claim, node, lookup) : undefined;
    if (problem !== undefined) return problem;
    if (best !== undefined) taken.add(best.metadata.name);
    bindings.push({ claim, volume: best });
  }
  return bindings;
}
