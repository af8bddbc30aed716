import { kindOf as knownKind } from '../../api';
import { isJsonObject, type JsonObject } from '../../api/object';
import { changeAt, pathOf, podSpecPath } from './fields';
import { kindOf, metadataOf, nameOf, type Resource, renamed, withMetadata } from './resource';

/** What keeps its name. upstream: kustomize builtinconfig, namePrefix */
const UNTOUCHED = new Set(['Namespace', 'CustomResourceDefinition', 'APIService']);

/** The resource with a prefix and a suffix to its name. */
export function affixed(resource: Resource, prefix: string, suffix: string): Resource {
  if (UNTOUCHED.has(kindOf(resource))) return resource;
  return renamed(resource, `${prefix}${nameOf(resource)}${suffix}`);
}

/** True for what lies in a namespace; of unknown kinds that is taken for granted. */
function isNamespaced({ object }: Resource): boolean {
  return knownKind(String(object.apiVersion), String(object.kind))?.namespaced ?? true;
}

/** The resources in a namespace; a Namespace among them takes its name, and so do the ServiceAccounts of bindings. */
export function inNamespace(resources: readonly Resource[], namespace: string): Resource[] {
  const accounts = new Set(
    resources
      .filter((each) => kindOf(each) === 'ServiceAccount')
      .flatMap(({ names }) => names)
      .concat('default'),
  );
  const moveSubject = (subject: unknown) =>
    isJsonObject(subject) && subject.kind === 'ServiceAccount' && accounts.has(String(subject.name))
      ? { ...subject, namespace }
      : subject;
  return resources.map((resource) => {
    if (kindOf(resource) === 'Namespace') return renamed(resource, namespace);
    const moved = isNamespaced(resource) ? withMetadata(resource, { namespace }) : resource;
    if (!kindOf(resource).endsWith('RoleBinding')) return moved;
    const object = changeAt(moved.object, ['subjects'], (list) =>
      Array.isArray(list) ? list.map(moveSubject) : list,
    );
    return { ...moved, object: object as JsonObject };
  });
}

/** A field that names another object. */
interface Reference {
  readonly kinds: readonly string[];
  readonly path: string;
}

const CONTAINERS = ['containers', 'initContainers'];

/** What a Pod's spec names. upstream: kustomize builtinconfig, nameReference */
const POD_REFERENCES: readonly Reference[] = [
  ...CONTAINERS.flatMap((list) => [
    { kinds: ['ConfigMap'], path: `${list}.env.valueFrom.configMapKeyRef.name` },
    { kinds: ['ConfigMap'], path: `${list}.envFrom.configMapRef.name` },
    { kinds: ['Secret'], path: `${list}.env.valueFrom.secretKeyRef.name` },
    { kinds: ['Secret'], path: `${list}.envFrom.secretRef.name` },
  ]),
  { kinds: ['ConfigMap'], path: 'volumes.configMap.name' },
  { kinds: ['ConfigMap'], path: 'volumes.projected.sources.configMap.name' },
  { kinds: ['Secret'], path: 'volumes.secret.secretName' },
  { kinds: ['Secret'], path: 'volumes.projected.sources.secret.name' },
  { kinds: ['Secret'], path: 'imagePullSecrets.name' },
  { kinds: ['ServiceAccount'], path: 'serviceAccountName' },
  { kinds: ['ServiceAccount'], path: 'serviceAccount' },
  { kinds: ['PersistentVolumeClaim'], path: 'volumes.persistentVolumeClaim.claimName' },
  { kinds: ['PriorityClass'], path: 'priorityClassName' },
];

const REFERENCES: Readonly<Record<string, readonly Reference[]>> = {
  Ingress: [
    { kinds: ['Service'], path: 'spec.rules.http.paths.backend.service.name' },
    { kinds: ['Service'], path: 'spec.defaultBackend.service.name' },
    { kinds: ['Secret'], path: 'spec.tls.secretName' },
    { kinds: ['IngressClass'], path: 'spec.ingressClassName' },
  ],
  StatefulSet: [{ kinds: ['Service'], path: 'spec.serviceName' }],
  ServiceAccount: [
    { kinds: ['Secret'], path: 'imagePullSecrets.name' },
    { kinds: ['Secret'], path: 'secrets.name' },
  ],
  PersistentVolumeClaim: [
    { kinds: ['PersistentVolume'], path: 'spec.volumeName' },
    { kinds: ['StorageClass'], path: 'spec.storageClassName' },
  ],
  PersistentVolume: [{ kinds: ['StorageClass'], path: 'spec.storageClassName' }],
  ValidatingWebhookConfiguration: [
    { kinds: ['Service'], path: 'webhooks.clientConfig.service.name' },
  ],
  MutatingWebhookConfiguration: [
    { kinds: ['Service'], path: 'webhooks.clientConfig.service.name' },
  ],
};

/** References that say themselves of which kind they are. */
const TYPED: Readonly<Record<string, readonly string[]>> = {
  HorizontalPodAutoscaler: ['spec.scaleTargetRef'],
  RoleBinding: ['roleRef', 'subjects'],
  ClusterRoleBinding: ['roleRef', 'subjects'],
};

/** The resource that a name means: one of the kinds that has had it, of the same kustomization before others. */
function meant(
  all: readonly Resource[],
  from: Resource,
  kinds: readonly string[],
  name: string,
): Resource | undefined {
  const found = all.filter((each) => kinds.includes(kindOf(each)) && each.names.includes(name));
  const namespace = metadataOf(from).namespace;
  return (
    found.find((each) => each.home === from.home && metadataOf(each).namespace === namespace) ??
    found.find((each) => each.home === from.home) ??
    found[0]
  );
}

/** The resource with the names that others bear now. */
function referring(resource: Resource, all: readonly Resource[]): Resource {
  const kind = kindOf(resource);
  const podSpec = podSpecPath(kind);
  const plain = [
    ...(REFERENCES[kind] ?? []),
    ...(podSpec === undefined
      ? []
      : POD_REFERENCES.map(({ kinds, path }) => ({ kinds, path: `${podSpec}.${path}` }))),
  ];
  let object: unknown = resource.object;
  for (const { kinds, path } of plain) {
    object = changeAt(object, pathOf(path), (name) => {
      const other = meant(all, resource, kinds, String(name));
      return other === undefined ? name : nameOf(other);
    });
  }
  for (const path of TYPED[kind] ?? []) {
    object = changeAt(object, [...pathOf(path), 'name'], (name, holder) => {
      const other = meant(all, resource, [String(holder.kind)], String(name));
      return other === undefined ? name : nameOf(other);
    });
  }
  return { ...resource, object: object as JsonObject };
}

/** The resources with all references to each other made good. */
export function withReferences(resources: readonly Resource[]): Resource[] {
  return resources.map((resource) => referring(resource, resources));
}
