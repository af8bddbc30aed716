import type { DownwardAPIVolumeFile, Pod, Volume } from '../api/schema/objects';
import type { Api } from '../apiserver/api';
import type { FileContent } from './container/container-files';
import type { Outside } from './container/process';
import { type Addressed, fieldValue, lookUp, reachable, sourcesOf } from './pod-config';
import { resourceFieldValue } from './resource-field';

/** upstream: with an fsGroup the kubelet lets the group read what it makes */
const GROUP_READS = 0o440;
/** upstream: projected volumes, the mode of a token where the Pod names its user or its group */
const OWNER_READS = 0o600;

/** What the contents come from. */
export interface ContentSources {
  readonly api: Api;
  readonly pod: Pod;
  readonly outside: Outside;
}

/** upstream: the default of expirationSeconds */
const TOKEN_SECONDS = 3600;
/** Every namespace has this ConfigMap; Pods do not wait for it. */
const ROOT_CA = 'kube-root-ca.crt';

/** The files that a volume shows of ConfigMaps, Secrets and the Pod itself, by path; what is missing is left out. */
export function volumeContents(
  { api, pod, outside }: ContentSources,
  volume: Volume,
): ReadonlyMap<string, FileContent> {
  const contents = new Map<string, FileContent>();
  const namespace = pod.metadata.namespace ?? '';
  const groupReads = pod.spec.securityContext?.fsGroup === undefined ? 0 : GROUP_READS;
  const add = (path: string, text: string, mode = 0o644, uid?: number) => {
    const content = { text, mode: mode | groupReads };
    contents.set(path, uid === undefined ? content : { ...content, uid });
  };
  for (const { kind, name, items, mode } of sourcesOf(volume)) {
    const found = reachable(() => lookUp(api, kind, namespace, name));
    if (!('data' in found)) continue;
    if (items.length === 0) for (const [key, text] of found.data) add(key, text, mode);
    for (const { key, path, mode: own } of items) {
      const text = found.data.get(key);
      if (text !== undefined) add(path, text, own ?? mode);
    }
  }
  const { downwardAPI, projected } = volume;
  for (const { items = [], defaultMode } of [
    { ...downwardAPI },
    ...(projected?.sources ?? []).map((source) => ({
      ...source.downwardAPI,
      defaultMode: projected?.defaultMode,
    })),
  ]) {
    for (const item of items) add(item.path, fileOf(api, pod, item), item.mode ?? defaultMode);
  }
  for (const { serviceAccountToken: token } of projected?.sources ?? []) {
    if (token === undefined) continue;
    const { audience, expirationSeconds = TOKEN_SECONDS, path } = token;
    const text = outside.accountToken(pod, audience, expirationSeconds);
    if (text === undefined) continue;
    const uid = onlyUser(pod);
    const isForAll = uid === undefined && groupReads === 0;
    add(path, text, isForAll ? projected?.defaultMode : OWNER_READS, uid);
  }
  for (const { configMap } of projected?.sources ?? []) {
    if (configMap?.name !== ROOT_CA) continue;
    const found = reachable(() => lookUp(api, 'ConfigMap', namespace, ROOT_CA));
    if (!('data' in found)) continue;
    for (const { key, path, mode } of configMap.items ?? []) {
      const text = found.data.get(key);
      if (text !== undefined) add(path, text, mode ?? projected?.defaultMode);
    }
  }
  return contents;
}

/** As whom all containers run, when that is said and the same; a token is theirs alone. upstream: volume/util, FsUserFrom */
function onlyUser({ spec }: Pod): number | undefined {
  const containers = [...(spec.initContainers ?? []), ...spec.containers];
  const users = new Set(
    containers.map(
      ({ securityContext }) => securityContext?.runAsUser ?? spec.securityContext?.runAsUser,
    ),
  );
  const [user] = users;
  return users.size === 1 ? user : undefined;
}

function fileOf(api: Api, pod: Pod, item: DownwardAPIVolumeFile): string {
  const { fieldRef, resourceFieldRef } = item;
  const addresses = { podIP: pod.status.podIP ?? '', hostIP: pod.status.hostIP ?? '' };
  if (fieldRef !== undefined) return fileOfField(pod, fieldRef.fieldPath, addresses);
  if (resourceFieldRef === undefined) return '';
  const { containers, initContainers = [] } = pod.spec;
  const container = [...containers, ...initContainers].find(
    ({ name }) => name === resourceFieldRef.containerName,
  );
  return container === undefined ? '' : resourceFieldValue(api, pod, container, resourceFieldRef);
}

/** All labels or annotations are one file, a line each; any other field as in the environment. */
function fileOfField(pod: Pod, path: string, addresses: Addressed): string {
  const whole = /^metadata\.(labels|annotations)$/.exec(path);
  if (whole === null) return fieldValue(pod, path, addresses);
  const entries = Object.entries(pod.metadata[whole[1] as 'labels' | 'annotations'] ?? {});
  return entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join('\n');
}
