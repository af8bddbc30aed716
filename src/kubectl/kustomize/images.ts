import { isJsonObject, type JsonObject } from '../../api/object';
import { CommandError } from '../errors';
import { changeAt, pathOf, podSpecPath } from './fields';
import { kindOf, nameOf, type Resource } from './resource';

/** `registry:5000/name:tag@digest` in its parts. */
function imageParts(text: string): { readonly name: string; readonly rest: string } {
  const at = text.indexOf('@');
  const before = at < 0 ? text : text.slice(0, at);
  const colon = before.lastIndexOf(':');
  const name = colon > before.lastIndexOf('/') ? before.slice(0, colon) : before;
  return { name, rest: text.slice(name.length) };
}

function changedImage(text: string, change: JsonObject): string {
  const { name, rest } = imageParts(text);
  if (name !== change.name) return text;
  const { newName, newTag, digest, tagSuffix } = change;
  const tag = newTag === undefined ? '' : `:${String(newTag)}`;
  const hash = digest === undefined ? '' : `@${String(digest)}`;
  const version =
    tag + hash === '' ? `${rest}${tagSuffix === undefined ? '' : String(tagSuffix)}` : tag + hash;
  return `${newName === undefined ? name : String(newName)}${version}`;
}

/** The resource with other images, by an entry of `images`. */
export function withImage(resource: Resource, change: JsonObject): Resource {
  const podSpec = podSpecPath(kindOf(resource));
  if (podSpec === undefined) return resource;
  let object: unknown = resource.object;
  for (const list of ['containers', 'initContainers']) {
    object = changeAt(object, pathOf(`${podSpec}.${list}.image`), (image) =>
      typeof image === 'string' ? changedImage(image, change) : image,
    );
  }
  return { ...resource, object: object as JsonObject };
}

const SCALED = new Set(['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet']);

/** The resources with another number of replicas, by an entry of `replicas`. */
export function withReplicas(resources: readonly Resource[], entry: JsonObject): Resource[] {
  const name = String(entry.name ?? '');
  let isFound = false;
  const result = resources.map((resource) => {
    const isMeant =
      SCALED.has(kindOf(resource)) && [...resource.names, nameOf(resource)].includes(name);
    if (!isMeant) return resource;
    isFound = true;
    const spec = isJsonObject(resource.object.spec) ? resource.object.spec : {};
    return {
      ...resource,
      object: { ...resource.object, spec: { ...spec, replicas: entry.count } },
    };
  });
  if (!isFound)
    throw new CommandError(
      `resource with name ${name} does not match a config with the following GVK [Deployment.[noVer].[noGrp] StatefulSet.[noVer].[noGrp] ReplicaSet.[noVer].[noGrp] ReplicationController.[noVer].[noGrp]]`,
    );
  return result;
}
