import { Pods } from '../api/core/pod';
import { ApiError } from '../api/errors';
import type { Kind } from '../api/kind';
import type { User } from '../apiserver/api';
import { answerPodLog } from './pod-log';
import { answerPodProxy } from './pod-proxy';
import type { RestAnswer } from './rest';
import { routeOf } from './route';
import type { Site } from './site';

/** A request that is meant for a machine rather than for what is stored. */
export interface ConnectRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly user: User;
}

const REFUSED: Readonly<Record<string, string>> = {
  exec: 'commands cannot be run in it',
  attach: 'nothing can be attached to it',
  portforward: 'its ports cannot be forwarded',
  proxy: 'requests cannot be passed on to it',
};

/** Answers what concerns a machine: logs are read, servers in Pods are asked, all else is refused. */
export function answerConnect(site: Site, request: ConnectRequest): RestAnswer | undefined {
  const { method, path, query, user } = request;
  const subresource = /\/(exec|attach|portforward|proxy|log)(?:\/|$)/.exec(path);
  if (subresource === null) return undefined;
  const [, name = ''] = subresource;
  const route = routeOf(path.slice(0, subresource.index + name.length + 1));
  if (route.subresource !== name || !has(route.kind, name)) return undefined;
  if (name === 'log') {
    if (method !== 'GET') return undefined;
    return answerPodLog(site, user, route, new URLSearchParams(query));
  }
  if (name === 'proxy' && route.kind === (Pods as Kind) && method === 'GET') {
    const below = path.slice(subresource.index + name.length + 1);
    return answerPodProxy(site, route, { user, path: below === '' ? '/' : below, query });
  }
  const { kind, namespace } = route;
  site.server.admitRequest(
    user,
    VERBS[method] ?? 'create',
    kind,
    { namespace, name: route.name },
    name,
  );
  site.server.mustGet(kind, { namespace, name: route.name });
  throw new ApiError(
    'MethodNotAllowed',
    `${kind.kind} ${JSON.stringify(route.name)} is simulated: ${REFUSED[name]}; nothing that a client sends is ever run`,
  );
}

const VERBS: Readonly<Record<string, 'get' | 'create' | 'update' | 'patch' | 'delete'>> = {
  GET: 'get',
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

function has({ subresources = [] }: Kind, name: string): boolean {
  return subresources.some((subresource) => subresource.name === name);
}
