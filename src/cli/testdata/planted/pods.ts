import { type Api, type ConfigMap, type Env, type Kind, kindOf, type Pod } from 'wavetank';

export type PodSet = ConfigMap;

/** A ConfigMap with `replicas` stands for a set of Pods. */
export const sets = kindOf('v1', 'ConfigMap') as unknown as Kind<ConfigMap>;
export const Pods = kindOf('v1', 'Pod') as unknown as Kind<Pod>;

export function wantedOf(set: PodSet): number {
  return Number(set.data?.replicas ?? 0);
}

export function podsOf(env: Env, { metadata }: PodSet): readonly Pod[] {
  const pods = env.cache.informer(Pods).all(metadata.namespace).values();
  return [...pods].filter((pod) => pod.metadata.ownerReferences?.[0]?.uid === metadata.uid);
}

export function isActive({ metadata, status }: Pod): boolean {
  const { phase } = status;
  return metadata.deletionTimestamp === undefined && phase !== 'Failed' && phase !== 'Succeeded';
}

export function newPod(
  { api }: { readonly api: Api },
  { metadata: { name, namespace = 'default', uid } }: PodSet,
  image = 'web:1',
): void {
  const owner = { apiVersion: 'v1', kind: 'ConfigMap', name, uid, controller: true };
  const metadata = { generateName: `${name}-`, namespace, ownerReferences: [owner] };
  api.create(Pods, { metadata, spec: { containers: [{ name: 'c', image }] } });
}
