import { isJsonObject, type JsonObject } from '../object';
import type { Container, EphemeralContainer, Pod, PodSpec } from '../schema/objects';

type Names = Iterable<string | undefined>;
type AnyContainer = Container | EphemeralContainer;

function containersOf(spec: PodSpec): readonly AnyContainer[] {
  const { initContainers = [], containers, ephemeralContainers = [] } = spec;
  return [...initContainers, ...containers, ...ephemeralContainers];
}

/** What a volume is made of: its one field beside the name. */
function sourcesOf(spec: PodSpec): readonly JsonObject[] {
  return (spec.volumes ?? []).flatMap((volume) =>
    Object.values(volume as unknown as JsonObject).filter(isJsonObject),
  );
}

function nameIn(value: unknown): string | undefined {
  const name = isJsonObject(value) ? value.name : undefined;
  return typeof name === 'string' ? name : undefined;
}

/** The Secrets that a Pod names: to pull images, in environments, as files and for drivers. upstream: VisitPodSecretNames */
export function* secretsOf({ spec }: Pod): Names {
  for (const { name } of spec.imagePullSecrets ?? []) yield name;
  for (const { env = [], envFrom = [] } of containersOf(spec)) {
    for (const { valueFrom } of env) yield valueFrom?.secretKeyRef?.name;
    for (const { secretRef } of envFrom) yield secretRef?.name;
  }
  for (const { projected } of spec.volumes ?? []) {
    for (const { secret } of projected?.sources ?? []) yield secret?.name;
  }
  for (const { secretName, secretRef, nodePublishSecretRef } of sourcesOf(spec)) {
    if (typeof secretName === 'string') yield secretName;
    yield nameIn(secretRef) ?? nameIn(nodePublishSecretRef);
  }
}

/** The ConfigMaps that a Pod names, in environments and as files. upstream: VisitPodConfigmapNames */
export function* configMapsOf({ spec }: Pod): Names {
  for (const { env = [], envFrom = [] } of containersOf(spec)) {
    for (const { valueFrom } of env) yield valueFrom?.configMapKeyRef?.name;
    for (const { configMapRef } of envFrom) yield configMapRef?.name;
  }
  for (const { configMap, projected } of spec.volumes ?? []) {
    yield configMap?.name;
    for (const source of projected?.sources ?? []) yield source.configMap?.name;
  }
}

/** The claims of a Pod, with those that are made for its ephemeral volumes. */
export function* claimsOf({ spec, metadata }: Pod): Names {
  for (const { name, persistentVolumeClaim, ephemeral } of spec.volumes ?? []) {
    yield persistentVolumeClaim?.claimName;
    if (ephemeral !== undefined) yield `${metadata.name}-${name}`;
  }
}

/** The ResourceClaims of a Pod, as it names them or as they were made for it. */
export function* resourceClaimsOf({ spec, status }: Pod): Names {
  for (const { resourceClaimName } of spec.resourceClaims ?? []) yield resourceClaimName;
  for (const { resourceClaimName } of status.resourceClaimStatuses ?? []) yield resourceClaimName;
}

/** Volumes that are made of what the API has, and how texts name it. */
const VOLUME_REFERENCES: Readonly<Record<string, string>> = {
  configMap: 'configmaps (via configmap volumes)',
  secret: 'secrets (via secret volumes)',
  csi: 'csidrivers (via CSI volumes)',
  glusterfs: 'endpoints (via glusterFS volumes)',
  persistentVolumeClaim: 'persistentvolumeclaims',
  ephemeral: 'persistentvolumeclaims (via ephemeral volumes)',
  azureFile: 'secrets (via azureFile volumes)',
};

const PROJECTED_REFERENCES: Readonly<Record<string, string>> = {
  configMap: 'configmaps (via projected volumes)',
  secret: 'secrets (via projected volumes)',
  serviceAccountToken: 'serviceaccounts (via projected volumes)',
  clusterTrustBundle: 'clustertrustbundles',
  podCertificate: 'podcertificates',
};

/**
 * What of the API a Pod cannot do without, in the words of upstream; undefined for one that needs nothing, as a
 * static Pod must. upstream: pkg/api/pod, HasAPIObjectReference
 */
export function apiReferenceOf(pod: Pod): string | undefined {
  const { spec } = pod;
  if (spec.serviceAccountName) return 'serviceaccounts';
  if (hasAny(secretsOf(pod))) return 'secrets';
  if (hasAny(configMapsOf(pod))) return 'configmaps';
  if ((spec.resourceClaims ?? []).length > 0) return 'resourceclaims';
  for (const volume of spec.volumes ?? []) {
    const found = nameOfPart(volume, VOLUME_REFERENCES);
    if (found !== undefined) return found;
    for (const source of volume.projected?.sources ?? []) {
      const projected = nameOfPart(source, PROJECTED_REFERENCES);
      if (projected !== undefined) return projected;
    }
  }
  return undefined;
}

/** True for a Pod that names a Secret. */
export function namesSecrets(pod: Pod): boolean {
  return hasAny(secretsOf(pod));
}

function hasAny(names: Names): boolean {
  for (const name of names) if (name !== undefined) return true;
  return false;
}

function nameOfPart(parts: object, names: Readonly<Record<string, string>>): string | undefined {
  return Object.keys(parts)
    .map((part) => names[part])
    .find((name) => name !== undefined);
}
