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
