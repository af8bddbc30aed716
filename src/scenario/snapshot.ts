import type { KubeObject } from '../api/object';
import { yamlText } from '../api/yaml-text';
import type { World } from './world';

/** What a reader of a failure does not want to see: what every cluster has. */
const LEFT_OUT = new Set(['Event', 'Lease', 'ServiceAccount', 'EndpointSlice', 'Namespace']);
const RBAC = 'rbac.authorization.k8s.io';
const BOOTSTRAP = /^(system:|system-|kube-|default$|kubernetes$)/;

/** The objects of a cluster as they are now, as `kubectl get -o yaml` prints them; without those that every cluster has. */
export function objectsYaml(world: World): string {
  const documents: string[] = [];
  for (const kind of world.cluster.server.kinds.stored) {
    if (LEFT_OUT.has(kind.kind) || kind.group === RBAC) continue;
    for (const object of world.cluster.server.store.objects(kind).values()) {
      if (!BOOTSTRAP.test(object.metadata.name)) documents.push(yamlText(shown(object)));
    }
  }
  return documents.join('---\n');
}

function shown({ metadata, ...object }: KubeObject): unknown {
  const { managedFields: _managed, ...rest } = metadata;
  return { ...object, metadata: rest };
}
