import type { Kind } from '../api/kind';
import type { KubeObject } from '../api/object';
import { reviewed } from './access-review';
import { type Binding, bindPod, boundBy, nodeOf } from './binding';
import { admitBody } from './body-admission';
import type { ApiServer } from './server';
import type { Write } from './write';

type Order = (server: ApiServer, write: Write<KubeObject>, given: KubeObject) => void;

/** What does something and leaves nothing behind, by the kind's id. */
const ORDERS: Readonly<Record<string, Order>> = {
  bindings(server, { user, kind, options }, given) {
    const ref = given.metadata;
    const asked = {
      user,
      verb: 'create' as const,
      kind: kind as Kind,
      ref,
      subresource: '',
      options,
    };
    const { body, check } = admitBody(server, asked, given as Binding);
    const node = nodeOf(body.target ?? {});
    check();
    bindPod(server, user, boundBy(body, ref), node, options);
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
