import { kindOf } from '../api';
import { ApiError, badRequestError, isApiError, notFoundError } from '../api/errors';
import { isJsonObject, type KubeObject } from '../api/object';
import { SelectorError } from '../api/selector';
import type { PatchType, Ref } from '../apiserver/api';
import { unknownFormatError } from '../apiserver/patch';
import type { ApiServer } from '../apiserver/server';
import { failureAnswer } from './failure';
import type { Presentation } from './presentation';
import { isFlagSet } from './query-flag';
import { writeOptions } from './request-options';
import {
  methodNotAllowedError,
  type Reply,
  type RestAnswer,
  type RestRequest,
} from './rest-message';
import { getOne, listOrWatch, presentationOf } from './rest-read';
import { post, put, remove, subresourceOf } from './rest-write';
import { type Route, routeOf, unknownPathError } from './route';

export type { RestAnswer, RestRequest } from './rest-message';

const PATCH_TYPES: Readonly<Record<string, PatchType>> = {
  'application/json-patch+json': 'json',
  'application/merge-patch+json': 'merge',
  'application/strategic-merge-patch+json': 'strategic',
  'application/apply-patch+yaml': 'apply',
  'application/apply-patch+cbor': 'apply',
};

/** Answers a request by the same API that in-process callers use; every failure is a Status. */
export function answerRest(server: ApiServer, request: RestRequest): RestAnswer {
  const warnings: string[] = [];
  try {
    const route = routeOf(request.path, server.kinds);
    if (route === undefined) throw unknownPathError();
    const { warning } = route.kind.rules;
    if (warning !== undefined) warnings.push(warning);
    mustBeRouted(route, request.method);
    const query = new URLSearchParams(request.query);
    const presentation = presentationOf(route, request, query);
    const reply = dispatch(server, request, { route, query, presentation }, warnings);
    const { encoding } = presentation.form;
    const body = request.method === 'GET' ? reply.body : outcome(server, reply.body, presentation);
    return { encoding, warnings, ...reply, ...(body === undefined ? {} : { body }) };
  } catch (error) {
    if (error instanceof SelectorError) {
      const bad = badRequestError(error.message);
      return failureAnswer(bad, request, warnings);
    }
    if (!isApiError(error)) throw error;
    return failureAnswer(error, request, warnings);
  }
}

/** What a write has made, as the client wants to see it; what else it answers with has but one form. */
function outcome(server: ApiServer, body: unknown, presentation: Presentation): unknown {
  const { kind, apiVersion } = presentation.kind;
  if (!isJsonObject(body) || body.kind !== kind || body.apiVersion !== apiVersion) return body;
  return presentation.one(body as unknown as KubeObject, server.now);
}

/** Where a request leads, and how what comes of it is shown. */
interface Wanted {
  readonly route: Route;
  readonly query: URLSearchParams;
  readonly presentation: Presentation;
}

function dispatch(
  server: ApiServer,
  request: RestRequest,
  { route, query, presentation }: Wanted,
  warnings: string[],
): Reply {
  const api = server.past(request.user, request.apiVersion);
  const ref: Ref = { namespace: route.namespace, name: route.name };
  const options = () => ({
    ...writeOptions(request.method, query, warnings, request.body),
    ...(request.agent === undefined ? {} : { agent: request.agent }),
  });
  switch (request.method) {
    case 'GET':
      return route.name === ''
        ? listOrWatch(server, api, route, query, presentation)
        : getOne(server, request, route, query, presentation);
    case 'POST':
      return post(server, api, request, route, options());
    case 'PUT':
      return { code: 200, body: put(server, api, request, route, options()) };
    case 'PATCH': {
      const type = PATCH_TYPES[request.contentType.split(';')[0] as string];
      if (type === undefined && route.kind.rules.patchTypes !== undefined) {
        throw unknownFormatError(route.kind.rules.patchTypes);
      }
      if (type === undefined) {
        // upstream: go-restful knows the patch types and answers in its own words
        throw new ApiError('UnsupportedMediaType', '415: Unsupported Media Type', {});
      }
      const force = isFlagSet(query, 'force');
      const patch = { ...options(), ...subresourceOf(route), type, force };
      const isNew = type === 'apply' && server.store.find(route.kind, ref) === undefined;
      const object = api.patch(route.kind, ref, request.body, patch);
      return { code: isNew ? 201 : 200, body: server.fields.show(route.kind, object) };
    }
    case 'DELETE':
      return remove(server, api, request, route, query);
    default:
      throw methodNotAllowedError();
  }
}

/** A 404 or 405 of a path that leads nowhere, or takes no such method. upstream: what APIInstaller registers */
function mustBeRouted({ kind, namespace, name, subresource }: Route, method: string): void {
  const { namespaced, subresources = [], verbs } = kind;
  const isCollection = name === '';
  const isAcross = namespaced && namespace === undefined;
  const isThere = subresource === '' || subresources.some((known) => known.name === subresource);
  // upstream: the handler of custom resources says so of the object
  const isCustom = kindOf(kind.apiVersion, kind.kind) === undefined;
  if (!isThere && isCustom) throw notFoundError(kind, name);
  if (!isThere || (isAcross && !isCollection)) throw unknownPathError();
  // what is written anew or in part has a name; of all namespaces there are lists alone
  const isClosed = isCollection
    ? method === 'PUT' ||
      method === 'PATCH' ||
      (isAcross && method !== 'GET') ||
      (method === 'DELETE' && !verbs.includes('deletecollection'))
    : subresource !== '' && method === 'DELETE';
  if (!isClosed) return;
  throw methodNotAllowedError();
}
