import { isJsonObject, type JsonObject } from '../../api/object';
import { matchesRequirements, parseSelector } from '../../api/selector';
import { groupVersion, kindOf, metadataOf, nameOf, type Resource } from './resource';

function fits(pattern: unknown, values: readonly string[]): boolean {
  if (pattern === undefined || pattern === '') return true;
  const expression = new RegExp(`^(?:${String(pattern)})$`);
  return values.some((value) => expression.test(value));
}

function wears(selector: unknown, worn: unknown): boolean {
  if (selector === undefined || selector === '') return true;
  const labels = isJsonObject(worn) ? (worn as Readonly<Record<string, string>>) : {};
  return matchesRequirements(parseSelector(String(selector)), labels);
}

/**
 * True when a `target` or `select` of a kustomization means the resource. Patterns fit as a whole; of its names count the
 * first one and the present one.
 */
export function isMeant(resource: Resource, select: JsonObject): boolean {
  const { group, version } = groupVersion(resource);
  const metadata = metadataOf(resource);
  return (
    fits(select.group, [group]) &&
    fits(select.version, [version]) &&
    fits(select.kind, [kindOf(resource)]) &&
    fits(select.name, [resource.names[0] ?? '', nameOf(resource)]) &&
    fits(select.namespace, [String(metadata.namespace ?? '')]) &&
    wears(select.labelSelector, metadata.labels) &&
    wears(select.annotationSelector, metadata.annotations)
  );
}
