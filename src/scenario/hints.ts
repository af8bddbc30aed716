import { HorizontalPodAutoscalers } from '../api/autoscaling/horizontal-pod-autoscaler';
import { conditionOf } from '../api/condition';
import { Events } from '../api/core/event';
import { Nodes } from '../api/core/node';
import { PersistentVolumeClaims } from '../api/core/persistent-volume-claim';
import { Pods } from '../api/core/pod';
import { VOLUME_ANNOTATIONS } from '../api/core/volume-matching';
import type { KubeObject } from '../api/object';
import type { PersistentVolumeClaim } from '../api/schema/objects';
import { StorageClasses } from '../api/storage/storage-class';
import type { Store } from '../apiserver/store';

/** What the scenario's cluster lacks, and the sentence that gives it; undefined when it lacks nothing of the sort. */
type Hint = (store: Store) => string | undefined;

const nameOf = ({ metadata }: KubeObject) => JSON.stringify(metadata.name);

const noNodes: Hint = (store) => {
  if (store.objects(Nodes).size > 0) return undefined;
  for (const pod of store.objects(Pods).values()) {
    if (pod.spec.nodeName !== undefined) continue;
    return `Pod ${nameOf(pod)} finds no node, for there is none; say: Given a cluster with 3 nodes`;
  }
  return undefined;
};

const PROVISIONERS = 'say: Given the add-on "storage-provisioner"';

const noVolumes: Hint = (store) => {
  for (const claim of store.objects(PersistentVolumeClaims).values()) {
    if (claim.status?.phase !== 'Pending' || claim.spec.volumeName) continue;
    const lack = lackOf(store, claim);
    if (lack !== undefined) return `PersistentVolumeClaim ${nameOf(claim)} gets no volume: ${lack}`;
  }
  return undefined;
};

function lackOf(store: Store, claim: PersistentVolumeClaim): string | undefined {
  const name = claim.spec.storageClassName;
  if (name === '') return undefined;
  if (name === undefined) {
    return `it names no StorageClass, and there is no default one; ${PROVISIONERS}`;
  }
  if (store.find(StorageClasses, { name }) === undefined) {
    return `there is no StorageClass "${name}"; apply it with your manifests, and ${PROVISIONERS} with: its provisioner`;
  }
  const driver = claim.metadata.annotations?.[VOLUME_ANNOTATIONS.provisioner];
  if (driver === undefined || isProvisioned(store, claim)) return undefined;
  return `nobody runs the provisioner "${driver}"; ${PROVISIONERS} with: a row that names it`;
}

/** True when a provisioner has said that it works on the claim. */
function isProvisioned(store: Store, { metadata }: PersistentVolumeClaim): boolean {
  for (const { involvedObject, reason } of store.objects(Events, metadata.namespace).values()) {
    if (involvedObject.uid === metadata.uid && reason === 'Provisioning') return true;
  }
  return false;
}

/** The APIs from which autoscalers read, and the add-ons that serve them. */
const METRICS: readonly (readonly [api: string, addOn: string])[] = [
  ['custom.metrics.k8s.io', 'metrics-adapter'],
  ['external.metrics.k8s.io', 'metrics-adapter'],
  ['metrics.k8s.io', 'metrics-server'],
];

const noMetrics: Hint = (store) => {
  for (const autoscaler of store.objects(HorizontalPodAutoscalers).values()) {
    const active = conditionOf(autoscaler.status?.conditions, 'ScalingActive');
    if (active?.status !== 'False') continue;
    const { message = '' } = active;
    if (!message.includes('could not find the requested resource')) continue;
    const [, addOn] = METRICS.find(([api]) => message.includes(api)) ?? [];
    if (addOn === undefined) continue;
    return `HorizontalPodAutoscaler ${nameOf(autoscaler)} gets no metrics; say: Given the add-on "${addOn}"`;
  }
  return undefined;
};

const hints: readonly Hint[] = [noNodes, noVolumes, noMetrics];

/** What people forget to give a cluster, where it may be why a claim does not come true. */
export function hintsOn(store: Store): readonly string[] {
  return hints.flatMap((hint) => hint(store) ?? []);
}
