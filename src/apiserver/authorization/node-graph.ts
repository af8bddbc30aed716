import { kindOf } from '../../api';
import { isMirrorPod } from '../../api/core/mirror-pod';
import { PersistentVolumes } from '../../api/core/persistent-volume';
import { PersistentVolumeClaims } from '../../api/core/persistent-volume-claim';
import { Pods } from '../../api/core/pod';
import { claimsOf, configMapsOf, resourceClaimsOf, secretsOf } from '../../api/core/pod-references';
import type { Kind } from '../../api/kind';
import { isJsonObject, type KubeObject } from '../../api/object';
import type { PersistentVolume, Pod } from '../../api/schema/objects';
import type { Store } from '../store';

const VolumeAttachments = kindOf('storage.k8s.io/v1', 'VolumeAttachment') as Kind;
const ResourceSlices = kindOf('resource.k8s.io/v1', 'ResourceSlice') as Kind;

/** An object that a node may have to do with. */
export interface Sought {
  readonly namespace: string | undefined;
  readonly name: string;
}

/** How a node comes to be concerned with objects of a resource. */
export type Relation = (graph: NodeGraph, node: string, sought: Sought) => boolean;

/**
 * What leads from nodes to objects: the Pods on them and what those name. Only the first step is kept, Pod by Pod and from the
 * first question on; the rest is looked up when a kubelet asks, among the few Pods of its node. upstream: plugin/pkg/auth/authorizer/node, Graph
 */
export class NodeGraph {
  private placed: Map<string, Map<string, Pod>> | undefined;

  constructor(readonly store: Store) {}

  /** The Pods on a node in a namespace, or in all, that have not come from there. */
  *podsOn(node: string, namespace?: string): Iterable<Pod> {
    for (const pod of this.placements().get(node)?.values() ?? []) {
      const { metadata } = pod;
      if (namespace !== undefined && metadata.namespace !== namespace) continue;
      if (!isMirrorPod(pod)) yield pod;
    }
  }

  private placements(): ReadonlyMap<string, ReadonlyMap<string, Pod>> {
    if (this.placed !== undefined) return this.placed;
    const placed = new Map<string, Map<string, Pod>>();
    this.placed = placed;
    for (const pod of this.store.objects(Pods).values()) place(placed, pod);
    this.store.watch(Pods as Kind, ({ type, object }) => {
      const pod = object as Pod;
      if (type === 'DELETED') placed.get(pod.spec.nodeName ?? '')?.delete(pod.metadata.uid);
      else place(placed, pod);
    });
    return placed;
  }
}

function place(placed: Map<string, Map<string, Pod>>, pod: Pod): void {
  const { nodeName } = pod.spec;
  if (nodeName === undefined) return;
  const pods = placed.get(nodeName);
  if (pods === undefined) placed.set(nodeName, new Map([[pod.metadata.uid, pod]]));
  else pods.set(pod.metadata.uid, pod);
}

function isNamed(names: Iterable<string | undefined>, name: string): boolean {
  for (const each of names) if (each === name) return true;
  return false;
}

/** A relation by what Pods name. */
function throughPods(namesOf: (pod: Pod) => Iterable<string | undefined>): Relation {
  return (graph, node, { namespace, name }) => {
    for (const pod of graph.podsOn(node, namespace)) if (isNamed(namesOf(pod), name)) return true;
    return false;
  };
}

const toSecretsOfPods = throughPods(secretsOf);

export const toClaims = throughPods(claimsOf);
export const toConfigMaps = throughPods(configMapsOf);
export const toResourceClaims = throughPods(resourceClaimsOf);
export const toServiceAccounts = throughPods((pod) => [pod.spec.serviceAccountName]);

export const toPod: Relation = ({ store }, node, ref) =>
  store.find(Pods, ref)?.spec.nodeName === node;

/** A Secret is a Pod's own, or one with which the driver of a volume reaches it. */
export const toSecrets: Relation = (graph, node, sought) =>
  toSecretsOfPods(graph, node, sought) || isForVolumes(graph, node, sought);

function isForVolumes(graph: NodeGraph, node: string, { namespace, name }: Sought): boolean {
  for (const volume of volumesOn(graph, node)) {
    for (const secret of secretsOfVolume(volume)) {
      if (secret.name === name && secret.namespace === namespace) return true;
    }
  }
  return false;
}

export const toVolumes: Relation = (graph, node, { name }) => {
  for (const volume of volumesOn(graph, node)) if (volume.metadata.name === name) return true;
  return false;
};

/** The volumes behind the claims of a node's Pods. */
function* volumesOn(graph: NodeGraph, node: string): Iterable<PersistentVolume> {
  const { store } = graph;
  for (const pod of graph.podsOn(node)) {
    for (const name of claimsOf(pod)) {
      if (name === undefined) continue;
      const { namespace } = pod.metadata;
      const claim = store.find(PersistentVolumeClaims, { namespace, name });
      const volume = store.find(PersistentVolumes, { name: claim?.spec.volumeName ?? '' });
      const bound = volume?.spec.claimRef;
      if (bound?.name === name && bound.namespace === namespace && volume !== undefined) {
        yield volume;
      }
    }
  }
}

/** upstream: api/persistentvolume, VisitPVSecretNames */
function* secretsOfVolume({ spec }: PersistentVolume): Iterable<Sought> {
  const own = spec.claimRef?.namespace;
  for (const source of Object.values(spec)) {
    if (!isJsonObject(source)) continue;
    const { secretName, secretNamespace } = source;
    if (typeof secretName === 'string') {
      yield { name: secretName, namespace: textOr(secretNamespace, own) };
    }
    for (const [field, reference] of Object.entries(source)) {
      if (!/secretRef$/i.test(field) || !isJsonObject(reference)) continue;
      yield { name: String(reference.name), namespace: textOr(reference.namespace, own) };
    }
  }
}

function textOr(value: unknown, otherwise: string | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}

/** A relation that the object itself tells of, in a field of its spec. */
function bySpec(kind: Kind): Relation {
  return ({ store }, node, ref) => {
    const found = store.find(kind, ref) as (KubeObject & { readonly spec?: unknown }) | undefined;
    return isJsonObject(found?.spec) && found.spec.nodeName === node;
  };
}

export const toAttachments = bySpec(VolumeAttachments);
export const toSlices = bySpec(ResourceSlices);
