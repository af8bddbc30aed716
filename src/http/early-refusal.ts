import { isApiError } from '../api/errors';
import type { Verb } from '../apiserver/request';
import type { ApiServer } from '../apiserver/server';
import type { RestRequest } from './rest';
import { routeOf } from './route';
import { unknownResourceError } from './unknown-resource';
import { isWatch } from './watch';

const VERBS: Readonly<Record<string, Verb>> = {
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
};

/** The verb of a request by its method. upstream: RequestInfoFactory */
function verbOf({ method, query }: RestRequest, name: string): Verb {
  if (method === 'DELETE') return name === '' ? 'deletecollection' : 'delete';
  const write = VERBS[method];
  if (write !== undefined) return write;
  if (name !== '') return 'get';
  return isWatch(new URLSearchParams(query)) ? 'watch' : 'list';
}

/**
 * Runs `act`; when that fails before anybody has asked whether the user may, it is asked now: who may not, hears just that.
 * upstream: the filters of authorization come before the handlers
 */
export function gatesFirst<R>(server: ApiServer, request: RestRequest, act: () => R): R {
  const { admitted } = server;
  try {
    return act();
  } catch (error) {
    if (isApiError(error) && server.admitted === admitted) mustBeLet(server, request);
    throw error;
  }
}

/** Throws what the gates have against a request, whatever else is wrong with it. */
function mustBeLet(server: ApiServer, request: RestRequest): void {
  const route = routeOf(request.path, server.kinds);
  if (route === undefined) throw unknownResourceError(server, request);
  const { kind, namespace, name, subresource } = route;
  server.admitRequest(request.user, verbOf(request, name), kind, { namespace, name }, subresource);
}
