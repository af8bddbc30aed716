import { stringify } from 'yaml';
import { kinds } from '../api';
import type { KubeObject } from '../api/object';
import type { World } from './world';

/** What a reader of a failure does not want to see: what every cluster has. */
const LEFT_OUT = new Set(['Event', 'Lease', 'ServiceAccount', 'EndpointSlice', 'Namespace']);
const BOOTSTRAP = /^(system:|kube-|default$|kubernetes$)/;

/** The objects of a cluster as they are now, as YAML documents; without those that every cluster has. */
export function objectsYaml(world: World): string {
  const documents: string[] = [];
  for (const kind of kinds) {
    if (LEFT_OUT.has(kind.kind) || kind.group === 'rbac.authorization.k8s.io') continue;
    for (const object of world.cluster.server.store.objects(kind).values()) {
      if (BOOTSTRAP.test(object.metadata.name)) continue;
      documents.push(
        stringify(withoutBookkeeping(object), { lineWidth: 0, aliasDuplicateObjects: false }),
      );
    }
  }
  return documents.join('---\n');
}

function withoutBookkeeping(object: KubeObject): unknown {
  const { managedFields: _managed, ...metadata } = object.metadata as KubeObject['metadata'] & {
    readonly managedFields?: unknown;
  };
  const { apiVersion, kind, ...rest } = object;
  return { apiVersion, kind, ...rest, metadata };
}
