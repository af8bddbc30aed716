import type { Kind } from '../api/kind';
import type { Ref, User } from './api';
import type { ConnectOptions } from './request';
import type { ApiServer } from './server';

/** Who wants to be connected with what: with a Pod's container or ports, or with a server by a proxy. */
export interface Connection {
  readonly user: User;
  readonly kind: Kind;
  readonly ref: Partial<Ref>;
  readonly subresource: string;
}

/**
 * Lets those webhooks and policies look at a connection that are about the operation CONNECT; whether there is anything to be connected with comes later. upstream: endpoints/handlers, ConnectResource
 */
export function admitConnection(
  server: ApiServer,
  { user, kind, ref, subresource }: Connection,
  connect: ConnectOptions,
): void {
  const { validateConnect } = server.plugins.of(user, kind, 'connect', subresource);
  if (validateConnect.length === 0) return;
  const asked = server.request({ user, verb: 'connect', kind, ref, subresource });
  const request = { ...asked, connect };
  for (const plugin of validateConnect) plugin.validateConnect?.(request);
}
