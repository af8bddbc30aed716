import type { Kind } from '../api/kind';
import type { KubeObject } from '../api/object';
import { reviewed } from './access-review';
import { type BindingBody, bindPod, nodeOf } from './binding';
import type { ApiServer } from './server';
import type { Write } from './write';

type Order = (server: ApiServer, write: Write<KubeObject>, given: KubeObject) => void;

/** What does something and leaves nothing behind, by the kind's id. */
const ORDERS: Readonly<Record<string, Order>> = {
  bindings(server, { user, options }, given) {
    const { metadata, target } = given as KubeObject & BindingBody;
    bindPod(server, user, metadata, nodeOf(target ?? {}), options);
  },
};

/** True when a creation is an order, whose answer is that it was done. */
export function isOrder(kind: Kind): boolean {
  return Object.hasOwn(ORDERS, kind.id);
}

/**
 * The answer to the creation of something that is not stored: a question, or an order, which comes back as it is.
 * upstream: registries without a store
 */
export function answered<T extends KubeObject>(server: ApiServer, write: Write<T>, given: T): T {
  const { user, kind } = write;
  const order = ORDERS[kind.id];
  if (order === undefined) return reviewed(server.authorizer, user, kind, given);
  order(server, write as unknown as Write<KubeObject>, given);
  return given;
}
