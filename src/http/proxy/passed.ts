import type { Kind } from '../../api/kind';
import type { Ref, User } from '../../apiserver/api';
import { admitConnection } from '../../apiserver/body-admission';
import type { ApiServer } from '../../apiserver/server';
import type { HttpReply, HttpRequest } from '../../kubelet/container/pod-http';
import { contentTypeOf } from '../../kubelet/container/pod-http';
import type { RestAnswer } from '../rest';
import { rewriteLinks, rewriteLocation } from './rewrite';

/** A request that is passed on, as its URL says it. */
export interface Passed {
  readonly user: User;
  readonly method: string;
  /** The path up to and with `/proxy`. */
  readonly base: string;
  /** What is below that; empty when nothing is, not even a slash. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly body?: string;
}

/** Lets those have a say who may refuse that a server is reached. */
export function admitPassed(
  server: ApiServer,
  kind: Kind,
  ref: Partial<Ref>,
  { user, path }: Passed,
): void {
  admitConnection(
    server,
    { user, kind, ref, subresource: 'proxy' },
    { kind: `${kind.kind}ProxyOptions`, apiVersion: 'v1', ...(path === '' ? {} : { path }) },
  );
}

/** Reads without a path are sent to the same with a slash, so that the links of the page are right. upstream: proxy, UpgradeAwareHandler */
export function redirected({ method, base, path, query }: Passed): RestAnswer | undefined {
  if (path !== '' || (method !== 'GET' && method !== 'HEAD')) return undefined;
  const location = `${base}/${query === '' ? '' : `?${query}`}`;
  return { code: 301, text: '', contentType: 'text/plain', headers: { location }, warnings: [] };
}

/** The request as a server at a port gets it. */
export function requestTo(port: number, { method, path, query, body }: Passed): HttpRequest {
  const below = path === '' ? '/' : path;
  return {
    port,
    path: query === '' ? below : `${below}?${query}`,
    method,
    ...(body === undefined ? {} : { body }),
  };
}

/** A server's reply as its client gets it, with links that lead back through the proxy. */
export function passedBack({ base }: Passed, reply: HttpReply): RestAnswer {
  const contentType = contentTypeOf(reply);
  const location = reply.headers?.location;
  return {
    code: reply.status,
    contentType,
    text: contentType.startsWith('text/html') ? rewriteLinks(reply.body, base) : reply.body,
    headers: {
      ...reply.headers,
      ...(location === undefined ? {} : { location: rewriteLocation(location, base) }),
    },
    warnings: [],
  };
}
