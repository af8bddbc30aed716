import { Nodes } from '../api/core/node';
import { Pods } from '../api/core/pod';
import { Services } from '../api/core/service';
import { ApiError, badRequestError } from '../api/errors';
import type { Kind } from '../api/kind';
import type { User } from '../apiserver/api';
import type { KindRegistry } from '../apiserver/kind-registry';
import { answerPodLog } from './pod-log';
import { answerNodeProxy } from './proxy/node-proxy';
import type { Passed } from './proxy/passed';
import { answerPodProxy } from './proxy/pod-proxy';
import { answerServiceProxy } from './proxy/service-proxy';
import type { RestAnswer } from './rest';
import { type Route, routeOf } from './route';
import type { Site } from './site';
import { streamTarget } from './streaming/target';

/** A request that is meant for a machine rather than for what is stored. */
export interface ConnectRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly user: User;
  readonly bytes?: Buffer | undefined;
}

type Proxy = (site: Site, route: Route, passed: Passed) => RestAnswer;

const proxies: ReadonlyMap<Kind, Proxy> = new Map<Kind, Proxy>([
  [Pods as Kind, answerPodProxy],
  [Services as Kind, answerServiceProxy],
  [Nodes as Kind, answerNodeProxy],
]);

/** Where a path leaves what is stored; undefined when it does not. */
export function connection(
  path: string,
  kinds: KindRegistry,
): { readonly route: Route; readonly base: string } | undefined {
  const subresource = /\/(exec|attach|portforward|proxy|log)(?:\/|$)/.exec(path);
  if (subresource === null) return undefined;
  const [, name = ''] = subresource;
  const base = path.slice(0, subresource.index + name.length + 1);
  const route = routeOf(base, kinds);
  if (route?.subresource !== name || !has(route.kind, name)) return undefined;
  return { route, base };
}

/** Answers what concerns a machine: logs are read, servers are asked, and streams need another protocol. */
export function answerConnect(site: Site, request: ConnectRequest): RestAnswer | undefined {
  const { method, path, query, user, bytes } = request;
  const found = connection(path, site.server.kinds);
  if (found === undefined) return undefined;
  const { route, base } = found;
  switch (route.subresource) {
    case 'log':
      if (method !== 'GET') return undefined;
      return answerPodLog(site, route, new URLSearchParams(query));
    case 'proxy': {
      const body = bytes?.toString('utf8');
      return proxies.get(route.kind)?.(site, route, {
        user,
        method,
        base,
        path: path.slice(base.length),
        query,
        ...(body === undefined ? {} : { body }),
      });
    }
    default:
      if (method !== 'GET' && method !== 'POST') {
        throw new ApiError(
          'MethodNotAllowed',
          'the server does not allow this method on the requested resource',
          {},
        );
      }
      streamTarget(site, { user, route, query: new URLSearchParams(query) });
      throw badRequestError('Upgrade request required');
  }
}

function has({ subresources = [] }: Kind, name: string): boolean {
  return subresources.some((subresource) => subresource.name === name);
}
