import { isJsonObject, type JsonObject } from '../../api/object';
import { changeAt, pathOf, podSpecPath, templatePaths } from './fields';
import { kindOf, type Resource } from './resource';

/** Which labels are added, and how far. */
export interface Labels {
  readonly pairs: JsonObject;
  readonly includeSelectors: boolean;
  readonly includeTemplates: boolean;
}

interface Place {
  readonly path: string;
  readonly create: boolean;
}

const WORKLOADS = new Set(['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet']);

/** Where selectors stand in objects of a kind. upstream: kustomize builtinconfig, commonLabels */
function selectorPlaces(kind: string): readonly Place[] {
  const inPods = ['podAffinity', 'podAntiAffinity'].flatMap((affinity) => [
    `affinity.${affinity}.preferredDuringSchedulingIgnoredDuringExecution.podAffinityTerm.labelSelector.matchLabels`,
    `affinity.${affinity}.requiredDuringSchedulingIgnoredDuringExecution.labelSelector.matchLabels`,
  ]);
  const podSpec = podSpecPath(kind);
  const pods =
    podSpec === undefined
      ? []
      : [...inPods, 'topologySpreadConstraints.labelSelector.matchLabels'].map((path) => ({
          path: `${podSpec}.${path}`,
          create: false,
        }));
  if (WORKLOADS.has(kind)) return [{ path: 'spec.selector.matchLabels', create: true }, ...pods];
  switch (kind) {
    case 'Service':
    case 'ReplicationController':
      return [{ path: 'spec.selector', create: true }, ...pods];
    case 'Job':
    case 'PodDisruptionBudget':
      return [{ path: 'spec.selector.matchLabels', create: false }, ...pods];
    case 'CronJob':
      return [{ path: 'spec.jobTemplate.spec.selector.matchLabels', create: false }, ...pods];
    case 'NetworkPolicy':
      return [
        'spec.podSelector.matchLabels',
        'spec.ingress.from.podSelector.matchLabels',
        'spec.egress.to.podSelector.matchLabels',
      ].map((path) => ({ path, create: false }));
    default:
      return pods;
  }
}

function merged(object: unknown, { path, create }: Place, pairs: JsonObject): unknown {
  const merge = (old: unknown) => ({ ...(isJsonObject(old) ? old : {}), ...pairs });
  return changeAt(object, pathOf(path), merge, create);
}

/** The resource with labels; with those of its selectors and templates when they are included. */
export function labelled(resource: Resource, labels: Labels): Resource {
  const kind = kindOf(resource);
  const places: Place[] = [{ path: 'metadata.labels', create: true }];
  if (labels.includeSelectors) {
    places.push(...selectorPlaces(kind));
    if (kind === 'StatefulSet')
      places.push({ path: 'spec.volumeClaimTemplates.metadata.labels', create: true });
  }
  if (labels.includeSelectors || labels.includeTemplates)
    places.push(...templatePaths(kind).map((path) => ({ path: `${path}.labels`, create: true })));
  let object: unknown = resource.object;
  for (const place of places) object = merged(object, place, labels.pairs);
  return { ...resource, object: object as JsonObject };
}

/** The resource with annotations, those of its templates too. */
export function annotated(resource: Resource, pairs: JsonObject): Resource {
  const paths = ['metadata', ...templatePaths(kindOf(resource))];
  let object: unknown = resource.object;
  for (const path of paths)
    object = merged(object, { path: `${path}.annotations`, create: true }, pairs);
  return { ...resource, object: object as JsonObject };
}
