import { ApiError, badRequestError } from '../api/errors';
import { isJsonObject, type JsonObject, type KubeObject, type New } from '../api/object';
import { decode } from '../api/schema/decode';
import { DecodeError } from '../api/schema/decode-error';
import type { Eviction } from '../api/schema/objects';
import { structOf } from '../api/schema/schema';
import type { Api, DeleteOptions, Ref, WriteOptions } from '../apiserver/api';
import { type BindingBody, nodeOf } from '../apiserver/binding';
import type { ApiServer } from '../apiserver/server';
import { isOrder } from '../apiserver/unstored';
import { deleteOptions, listOptions } from './request-options';
import { mustBeOfType, named, objectBody } from './rest-body';
import { methodNotAllowedError, type Reply, type RestRequest } from './rest-message';
import { listBody, presentationOf } from './rest-read';
import type { Route } from './route';
import { UnreadableBody } from './unreadable-body';

/** PUT: the object as it is to be. */
export function put(
  server: ApiServer,
  api: Api,
  request: RestRequest,
  route: Route,
  options: WriteOptions,
): object {
  const given = named(route, objectBody(request, route), 'PUT') as unknown as KubeObject;
  const object = api.update(route.kind, given, { ...options, ...subresourceOf(route) });
  return server.fields.show(route.kind, object);
}

/** The part of an object that the path names, as the API takes it. */
export function subresourceOf(route: Route): { readonly subresource?: string } {
  return route.subresource === '' ? {} : { subresource: route.subresource };
}

/** POST: a new object, a Binding, an Eviction. */
export function post(
  server: ApiServer,
  api: Api,
  request: RestRequest,
  route: Route,
  options: WriteOptions,
): Reply {
  const body = objectBody(request, route);
  const ref: Ref = { namespace: route.namespace, name: route.name };
  if (route.subresource === 'binding') {
    mustBeOfType(body, BINDING);
    mustName(body, route, 'Binding');
    const node = nodeOf(isJsonObject(body.target) ? body.target : {});
    const { uid, annotations } = body.metadata as BindingBody['metadata'];
    api.bind({ ...ref, uid, annotations }, node, options);
    return { code: 201, body: success() };
  }
  if (route.subresource === 'eviction') {
    evict(api, body, route, options);
    return { code: 201, body: success() };
  }
  if (route.name !== '') {
    throw methodNotAllowedError();
  }
  const object = named(route, body) as unknown as New<KubeObject>;
  if (isOrder(route.kind)) {
    api.create(route.kind, object, options);
    return { code: 201, body: success() };
  }
  return {
    code: 201,
    body: server.fields.show(route.kind, api.create(route.kind, object, options)),
  };
}

const BINDING = { group: '', kind: 'Binding', apiVersion: 'v1' };
const EVICTION = { group: 'policy', kind: 'Eviction', apiVersion: 'policy/v1' };
const OLD_EVICTION = 'policy/v1beta1';

/** Evicts a Pod; a dry run is asked for by the URL or in the body. upstream: registry core/pod, propagateDryRun */
function evict(api: Api, body: JsonObject, route: Route, { dryRun }: WriteOptions): void {
  if (body.apiVersion !== OLD_EVICTION) mustBeOfType(body, EVICTION);
  const { deleteOptions = {} } = evictionIn(body);
  mustName(body, route, 'Eviction');
  const { dryRun: own = [], ...given } = deleteOptions;
  api.evict({ namespace: route.namespace, name: route.name }, {
    ...given,
    dryRun: dryRun === true || own.length > 0,
  } as DeleteOptions);
}

function evictionIn(body: JsonObject): Eviction {
  try {
    return decode(structOf('io.k8s.api.policy.v1.Eviction'), body).value as Eviction;
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw badRequestError(
      `Eviction in version "v1" cannot be handled as a Eviction: ${error.message}`,
    );
  }
}

/** What acts on a Pod must say on which, as the URL does. */
function mustName({ metadata }: JsonObject, { name }: Route, kind: string): void {
  if (isJsonObject(metadata) && metadata.name === name) return;
  throw badRequestError(`name in URL does not match name in ${kind} object`);
}

function success(): JsonObject {
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 };
}

const DELETE_OPTIONS = 'io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions';

/** The options in the body of a delete; what is wrong with it is none of the API's errors. upstream: handlers/delete.go */
function optionsIn(body: unknown): JsonObject {
  if (body instanceof UnreadableBody) throw new ApiError('Unknown', body.why);
  if (!isJsonObject(body)) return {};
  try {
    return decode(structOf(DELETE_OPTIONS), body).value as JsonObject;
  } catch (error) {
    if (error instanceof DecodeError) throw new ApiError('Unknown', error.message);
    throw error;
  }
}

/** DELETE of one object or of a collection. */
export function remove(
  server: ApiServer,
  api: Api,
  request: RestRequest,
  route: Route,
  query: URLSearchParams,
): Reply {
  const deletion = deleteOptions(optionsIn(request.body), query);
  if (route.name === '') {
    const found = api.deleteCollection(route.kind, listOptions(route.namespace, query), deletion);
    const presentation = presentationOf(route, request, query);
    return { code: 200, body: listBody(server, found, presentation) };
  }
  const object = api.delete(route.kind, { namespace: route.namespace, name: route.name }, deletion);
  const isGone =
    api.find(route.kind, { namespace: route.namespace, name: route.name }) === undefined;
  if (!isGone || RETURNS_OBJECT.has(route.kind.id)) return { code: 200, body: object };
  return {
    code: 200,
    body: {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Success',
      details: {
        name: route.name,
        ...(route.kind.group === '' ? {} : { group: route.kind.group }),
        kind: route.kind.plural,
        uid: object.metadata.uid,
      },
    },
  };
}

// upstream: registries with ReturnDeletedObject
const RETURNS_OBJECT = new Set([
  'pods',
  'services',
  'serviceaccounts',
  'persistentvolumeclaims',
  'persistentvolumes',
  'resourcequotas',
  'podtemplates',
]);
