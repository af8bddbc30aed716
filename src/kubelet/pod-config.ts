import { ConfigMaps } from '../api/core/config-map';
import { Secrets } from '../api/core/secret';
import { isApiError } from '../api/errors';
import { kindOf } from '../api/index';
import { joinKey, type KubeObject } from '../api/object';
import type {
  ConfigMap,
  Container as ContainerSpec,
  EnvVarSource,
  FileKeySelector,
  KeyToPath,
  PersistentVolumeClaim,
  Pod,
  Secret,
  Volume,
} from '../api/schema/objects';
import type { Api } from '../apiserver/api';
import { textOf } from './bytes';
import { EnvFileError, valueInEnvFile } from './env-file';
import { resourceFieldValue } from './resource-field';

/** Something that a Pod refers to is not there. `kind` and `name` say what would have to come. */
export interface Missing {
  readonly message: string;
  readonly kind: 'ConfigMap' | 'Secret' | 'PersistentVolumeClaim';
  readonly name: string;
}

type Found = { readonly data: ReadonlyMap<string, string> } | { readonly missing: Missing };

function configMapData(map: ConfigMap): ReadonlyMap<string, string> {
  const data = new Map(Object.entries(map.data ?? {}));
  for (const [key, value] of Object.entries(map.binaryData ?? {})) {
    data.set(key, textOf(Buffer.from(value, 'base64')));
  }
  return data;
}

function secretData(secret: Secret): ReadonlyMap<string, string> {
  const entries = Object.entries(secret.data ?? {});
  return new Map(entries.map(([key, v]) => [key, textOf(Buffer.from(v, 'base64'))]));
}

/** The data of a ConfigMap or Secret, or that it is missing. */
export function lookUp(
  api: Api,
  kind: 'ConfigMap' | 'Secret',
  namespace: string,
  name: string,
): Found {
  if (kind === 'ConfigMap') {
    const map = api.find(ConfigMaps, { namespace, name });
    if (map !== undefined) return { data: configMapData(map) };
  } else {
    const secret = api.find(Secrets, { namespace, name });
    if (secret !== undefined) return { data: secretData(secret) };
  }
  return {
    missing: { kind, name, message: `${kind.toLowerCase()} ${JSON.stringify(name)} not found` },
  };
}

/** One ConfigMap or Secret in a volume. */
export interface Source {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly optional: boolean;
  readonly items: readonly KeyToPath[];
  /** The mode of files of which nothing else is said. */
  readonly mode: number | undefined;
}

/** The ConfigMaps and Secrets that a volume is made of, in their order. */
export function sourcesOf(volume: Volume): Source[] {
  const sources: Source[] = [];
  const add = (
    kind: Source['kind'],
    name: string | undefined,
    from: {
      readonly optional?: boolean;
      readonly items?: readonly KeyToPath[];
      readonly defaultMode?: number;
    },
  ) => {
    if (name === undefined) return;
    const { optional = false, items = [], defaultMode = volume.projected?.defaultMode } = from;
    sources.push({ kind, name, optional, items, mode: defaultMode });
  };
  if (volume.configMap !== undefined) add('ConfigMap', volume.configMap.name, volume.configMap);
  if (volume.secret !== undefined) add('Secret', volume.secret.secretName, volume.secret);
  for (const { configMap, secret } of volume.projected?.sources ?? []) {
    // every namespace has this one, published by a controller
    if (configMap !== undefined && configMap.name !== 'kube-root-ca.crt') {
      add('ConfigMap', configMap.name, configMap);
    }
    if (secret !== undefined) add('Secret', secret.name, secret);
  }
  return sources;
}

function missingClaim(api: Api, pod: Pod, volume: Volume): Missing | undefined {
  const { namespace = '', name: podName } = pod.metadata;
  const claim =
    volume.persistentVolumeClaim?.claimName ??
    (volume.ephemeral === undefined ? undefined : `${podName}-${volume.name}`);
  const kind = kindOf('v1', 'PersistentVolumeClaim');
  if (claim === undefined || kind === undefined) return undefined;
  const found = api.find<KubeObject>(kind, { namespace, name: claim }) as
    | PersistentVolumeClaim
    | undefined;
  if (found?.status?.phase === 'Bound') return undefined;
  const why =
    found === undefined
      ? `failed to fetch PVC from API server: persistentvolumeclaims ${JSON.stringify(claim)} not found`
      : 'PVC is not bound';
  const lists = `unmounted volumes=[${volume.name}], unattached volumes=[], failed to process volumes=[${volume.name}]`;
  return {
    kind: 'PersistentVolumeClaim',
    name: claim,
    message: `Unable to attach or mount volumes: ${lists}: error processing PVC ${joinKey(namespace, claim)}: ${why}`,
  };
}

const NO_ANSWER: Missing = {
  kind: 'ConfigMap',
  name: '',
  message: 'failed to sync configmap cache: timed out waiting for the condition',
};

/** What `ask` finds out, or that the API server cannot be asked. */
export function reachable<T>(ask: () => T): T | Missing {
  try {
    return ask();
  } catch (error) {
    if (!isApiError(error)) throw error;
    return NO_ANSWER;
  }
}

/** Why the Pod's volumes cannot be mounted, in the words of the FailedMount Event; undefined when they can. */
export function missingVolume(api: Api, pod: Pod): Missing | undefined {
  return reachable(() => findMissingVolume(api, pod));
}

function findMissingVolume(api: Api, pod: Pod): Missing | undefined {
  const namespace = pod.metadata.namespace ?? '';
  for (const volume of pod.spec.volumes ?? []) {
    const claim = missingClaim(api, pod, volume);
    if (claim !== undefined) return claim;
    for (const { kind, name, optional, items } of sourcesOf(volume)) {
      if (optional) continue;
      const found = lookUp(api, kind, namespace, name);
      let missing: Missing | undefined;
      if ('missing' in found) missing = found.missing;
      else {
        const key = items.find((item) => !found.data.has(item.key))?.key;
        if (key !== undefined) {
          missing = { kind, name, message: `references non-existent config key: ${key}` };
        }
      }
      if (missing === undefined) continue;
      const message = `MountVolume.SetUp failed for volume ${JSON.stringify(volume.name)} : ${missing.message}`;
      return { ...missing, message };
    }
  }
  return undefined;
}

/** What variables refer to beside the API: the Pod's and its node's address, and files. */
export interface Addressed {
  readonly podIP: string;
  readonly hostIP: string;
  /** A file in one of the Pod's volumes; undefined where variables do not come from files. */
  readonly fileIn?: (volume: string, path: string) => string | undefined;
}

/** The environment of a container, or what it lacks. upstream: kubelet_pods.go, makeEnvironmentVariables */
export function environmentOf(
  api: Api,
  pod: Pod,
  spec: ContainerSpec,
  addresses: Addressed,
): ReadonlyMap<string, string> | Missing {
  return reachable(() => findEnvironment(api, pod, spec, addresses));
}

function findEnvironment(
  api: Api,
  pod: Pod,
  spec: ContainerSpec,
  addresses: Addressed,
): ReadonlyMap<string, string> | Missing {
  const env = new Map<string, string>();
  const namespace = pod.metadata.namespace ?? '';
  for (const { prefix = '', configMapRef, secretRef } of spec.envFrom ?? []) {
    const kind = configMapRef === undefined ? 'Secret' : 'ConfigMap';
    const ref = configMapRef ?? secretRef;
    if (ref?.name === undefined) continue;
    const found = lookUp(api, kind, namespace, ref.name);
    if ('data' in found) for (const [key, value] of found.data) env.set(prefix + key, value);
    else if (ref.optional !== true) return found.missing;
  }
  for (const { name, value, valueFrom } of spec.env ?? []) {
    if (valueFrom === undefined) {
      env.set(name, expandReferences(value ?? '', env));
      continue;
    }
    const result = sourceValue(api, pod, spec, valueFrom, addresses);
    if (typeof result === 'object') return result;
    if (result !== undefined) env.set(name, result);
  }
  return env;
}

function sourceValue(
  api: Api,
  pod: Pod,
  spec: ContainerSpec,
  source: EnvVarSource,
  addresses: Addressed,
): string | undefined | Missing {
  const { configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef, fileKeyRef } = source;
  if (fieldRef !== undefined) return fieldValue(pod, fieldRef.fieldPath, addresses);
  if (resourceFieldRef !== undefined) return resourceFieldValue(api, pod, spec, resourceFieldRef);
  if (fileKeyRef !== undefined) return valueFromFile(pod, fileKeyRef, addresses);
  const kind = configMapKeyRef === undefined ? 'Secret' : 'ConfigMap';
  const ref = configMapKeyRef ?? secretKeyRef;
  if (ref?.name === undefined) return undefined;
  const namespace = pod.metadata.namespace ?? '';
  const found = lookUp(api, kind, namespace, ref.name);
  if ('missing' in found) return ref.optional === true ? undefined : found.missing;
  const value = found.data.get(ref.key);
  if (value !== undefined || ref.optional === true) return value;
  const message = `couldn't find key ${ref.key} in ${kind} ${namespace}/${ref.name}`;
  return { kind, name: ref.name, message };
}

function valueFromFile(
  { metadata }: Pod,
  { volumeName, path, key, optional }: FileKeySelector,
  { fileIn }: Addressed,
): string | undefined | Missing {
  if (fileIn === undefined) return undefined;
  const volumes = `/var/lib/kubelet/pods/${metadata.uid}/volumes`;
  const file = JSON.stringify(`${volumes}/kubernetes.io~empty-dir/${volumeName}/${path}`);
  const missing = (message: string): Missing => ({ ...NO_ANSWER, message });
  const text = fileIn(volumeName, path);
  if (text === undefined) {
    if (optional === true) return undefined;
    return missing(
      `failed to open environment variable file ${file}: open ${JSON.parse(file)}: no such file or directory`,
    );
  }
  try {
    const value = valueInEnvFile(text, key);
    if (value !== undefined || optional === true) return value;
  } catch (error) {
    if (!(error instanceof EnvFileError)) throw error;
    return missing(error.message);
  }
  return missing(`environment variable key ${JSON.stringify(key)} not found in file ${file}`);
}

/** What a `fieldRef` stands for in the environment; '' when it has no value. */
export function fieldValue(pod: Pod, path: string, addresses: Addressed): string {
  const { metadata, spec } = pod;
  const keyed = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path);
  if (keyed !== null) {
    return metadata[keyed[1] as 'labels' | 'annotations']?.[keyed[2] as string] ?? '';
  }
  const values: Readonly<Record<string, string | undefined>> = {
    'metadata.name': metadata.name,
    'metadata.namespace': metadata.namespace,
    'metadata.uid': metadata.uid,
    'spec.nodeName': spec.nodeName,
    'spec.serviceAccountName': spec.serviceAccountName,
    'status.podIP': addresses.podIP,
    'status.podIPs': addresses.podIP,
    'status.hostIP': addresses.hostIP,
    'status.hostIPs': addresses.hostIP,
  };
  return values[path] ?? '';
}

/** Replaces `$(NAME)` by the variable's value; `$$` is a dollar. upstream: third_party/forked/golang/expansion */
export function expandReferences(text: string, env: ReadonlyMap<string, string>): string {
  if (!text.includes('$')) return text;
  return text.replace(/\$\$|\$\(([^)]*)\)/g, (all, name: string | undefined) =>
    all === '$$' ? '$' : (env.get(name ?? '') ?? all),
  );
}
