import { isJsonObject, type JsonObject } from '../../api/object';

/** An object on its way through kustomizations: it remembers under which names it has been known. */
export interface Resource {
  readonly object: JsonObject;
  /** All of its names, the first one first. */
  readonly names: readonly string[];
  /** The folder of the kustomization that it comes from. */
  readonly home: string;
  /** True when the hash of what it holds goes into its name at the end. */
  readonly isHashed: boolean;
}

export function metadataOf({ object }: Resource): JsonObject {
  return isJsonObject(object.metadata) ? object.metadata : {};
}

export function nameOf(resource: Resource): string {
  return String(metadataOf(resource).name ?? '');
}

export function kindOf({ object }: Resource): string {
  return String(object.kind ?? '');
}

export function withMetadata(resource: Resource, more: JsonObject): Resource {
  return {
    ...resource,
    object: { ...resource.object, metadata: { ...metadataOf(resource), ...more } },
  };
}

/** The resource under another name; the old ones are remembered. */
export function renamed(resource: Resource, name: string): Resource {
  if (name === nameOf(resource)) return resource;
  return { ...withMetadata(resource, { name }), names: [...resource.names, name] };
}

/** The group and version of an object. */
export function groupVersion({ object }: Resource): {
  readonly group: string;
  readonly version: string;
} {
  const [first = '', second] = String(object.apiVersion ?? '').split('/');
  return second === undefined ? { group: '', version: first } : { group: first, version: second };
}

/** `Deployment.v1.apps/web.[noNs]`, as kustomize writes who is meant. */
export function idOf(resource: Resource): string {
  const { group, version } = groupVersion(resource);
  const { namespace } = metadataOf(resource);
  const type = [kindOf(resource), version, ...(group === '' ? ['[noGrp]'] : [group])].join('.');
  return `${type}/${nameOf(resource)}.${namespace === undefined ? '[noNs]' : String(namespace)}`;
}
