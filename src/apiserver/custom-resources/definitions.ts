import { CustomResourceDefinitions } from '../../api/apiextensions/custom-resource-definition';
import { isTrue } from '../../api/condition';
import { isApiError } from '../../api/errors';
import { deepEqual, deepFreeze, type JsonObject, type KubeObject } from '../../api/object';
import type { CustomResourceDefinition } from '../../api/schema/objects';
import type { CustomResource, KindRegistry } from '../kind-registry';
import type { Change, Store } from '../store';
import type { WebhookTransport } from '../webhook/transport';
import { type Convert, converterOf } from './conversion';
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

/** What was written, in the version that is stored from now on; as it is where its webhook does not answer. */
function converted(object: KubeObject, { stored }: CustomResource, convert: Convert): object {
  try {
    return convert(object as unknown as JsonObject, stored.apiVersion);
  } catch (error) {
    if (!isApiError(error)) throw error;
    return object;
  }
}

/**
 * Serves the resources of the definitions in the store, from the moment at which each is established. upstream:
 * apiextensions customresource_handler
 */
export function serveDefinitions(store: Store, kinds: KindRegistry, reach: WebhookTransport): void {
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
    const convert = converterOf(definition, { store, reach });
    const resource = customResourceOf(definition, convert);
    kinds.serve(key, resource);
    if (known?.spec === definition.spec) return;
    // what is there is read by the new schema from now on
    store.reread(resource.stored, (object) => {
      const original = written.get(object) ?? object;
      const fresh = deepFreeze(inVersion(resource.stored, converted(original, resource, convert)));
      written.set(fresh, original);
      return fresh;
    });
  });
}
