import { CustomResourceDefinitions } from '../../api/apiextensions/custom-resource-definition';
import { isTrue } from '../../api/condition';
import { deepEqual, deepFreeze, type KubeObject } from '../../api/object';
import type { CustomResourceDefinition } from '../../api/schema/objects';
import type { KindRegistry } from '../kind-registry';
import type { Change, Store } from '../store';
import { customResourceOf, inVersion } from './kind';

/** True when nothing that a resource is made from differs. */
function describesTheSame(a: CustomResourceDefinition, b: CustomResourceDefinition): boolean {
  return (
    a.spec === b.spec &&
    deepEqual(a.status?.acceptedNames, b.status?.acceptedNames) &&
    isGoing(a) === isGoing(b)
  );
}

function isGoing({ status }: CustomResourceDefinition): boolean {
  return isTrue(status?.conditions ?? undefined, 'Terminating');
}

function isEstablished({ status }: CustomResourceDefinition): boolean {
  return isTrue(status?.conditions ?? undefined, 'Established');
}

/**
 * Serves the resources of the definitions in the store, from the moment at which each is established. upstream:
 * apiextensions customresource_handler
 */
export function serveDefinitions(store: Store, kinds: KindRegistry): void {
  const served = new Map<string, CustomResourceDefinition>();
  /** What was written, of objects that are read by a later schema: the next schema reads that anew. */
  const written = new WeakMap<KubeObject, KubeObject>();
  store.watch(CustomResourceDefinitions, (change) => {
    const { type, object: definition, key } = change as unknown as Change<CustomResourceDefinition>;
    if (type === 'DELETED' || !isEstablished(definition)) {
      served.delete(key);
      kinds.withdraw(key);
      return;
    }
    const known = served.get(key);
    served.set(key, definition);
    if (known !== undefined && describesTheSame(known, definition)) return;
    const resource = customResourceOf(definition);
    kinds.serve(key, resource);
    if (known?.spec === definition.spec) return;
    // what is there is read by the new schema from now on
    store.reread(resource.stored, (object) => {
      const original = written.get(object) ?? object;
      const fresh = deepFreeze(inVersion(resource.stored, original));
      written.set(fresh, original);
      return fresh;
    });
  });
}
