import { ApiError, badRequestError, isApiError } from '../api/errors';
import type { Kind } from '../api/kind';
import { isJsonObject, type JsonObject, type KubeObject, type New } from '../api/object';
import { SelectorError } from '../api/selector';
import type { Api, DeleteOptions, PatchType, Ref, User, WriteOptions } from '../apiserver/api';
import { type BindingBody, nodeOf } from '../apiserver/binding';
import { unknownFormatError } from '../apiserver/patch';
import type { ApiServer } from '../apiserver/server';
import { isWhole } from '../apiserver/subresource';
import { isOrder } from '../apiserver/unstored';
import { gatesFirst } from './early-refusal';
import { itemsOf } from './encode';
import { formOf, type IncludeObject, notAcceptableError, Presentation } from './presentation';
import { deleteOptions, listOptions, mustBeReached, writeOptions } from './request-options';
import { type Route, routeOf, unknownPathError } from './route';
import type { Stream } from './stream';
import { unknownResourceError } from './unknown-resource';
import { UnreadableBody, unreadableJson } from './unreadable-body';
import { isWatch, type Watching, watchOf } from './watch';

/** A request of the Kubernetes API, before or after it was on a wire. */
export interface RestRequest {
  readonly method: string;
  readonly path: string;
  /** Without the question mark, still encoded. */
  readonly query: string;
  readonly contentType: string;
  readonly accept?: string;
  /** The parsed body, or the text of one that is no JSON. */
  readonly body: unknown;
  readonly user: User;
}

/** The answer: a body to be sent as JSON, a text, or a watch that waits to be begun. */
export interface RestAnswer {
  readonly code: number;
  readonly body?: unknown;
  readonly text?: string | Buffer;
  /** Of a text; JSON when left out. */
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly watch?: Watching;
  /** A text that goes on. */
  readonly stream?: Stream;
  readonly warnings: readonly string[];
}

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
    if (route === undefined) throw unknownResourceError(server, request);
    const { warning } = route.kind.rules;
    if (warning !== undefined) warnings.push(warning);
    const answer = gatesFirst(server, request, () => dispatch(server, request, route, warnings));
    return { warnings, ...answer };
  } catch (error) {
    if (error instanceof SelectorError) {
      const bad = badRequestError(error.message);
      return { code: bad.code, body: bad.status, warnings };
    }
    if (!isApiError(error)) throw error;
    return { code: error.code, body: error.status, warnings };
  }
}

function dispatch(
  server: ApiServer,
  request: RestRequest,
  route: Route,
  warnings: string[],
): Omit<RestAnswer, 'warnings'> {
  const api = server.as(request.user);
  const query = new URLSearchParams(request.query);
  if (route.kind.storage === null && formOf(request.accept).as !== 'object') {
    // upstream: what is not stored has no table and no metadata to show
    throw notAcceptableError();
  }
  const ref: Ref = { namespace: route.namespace, name: route.name };
  const options = () => writeOptions(request.method, query, warnings, request.body);
  mustBeRouted(route, request.method);
  switch (request.method) {
    case 'GET':
      return route.name === ''
        ? listOrWatch(server, api, route, query, presentationOf(route.kind, request, query))
        : getOne(server, request, route, query);
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
        throw new ApiError('UnsupportedMediaType', '415: Unsupported Media Type');
      }
      const force = query.get('force') === 'true';
      const patch = { ...options(), ...subresourceOf(route), type, force };
      const isNew = type === 'apply' && server.store.find(route.kind, ref) === undefined;
      const object = api.patch(route.kind, ref, request.body, patch);
      return { code: isNew ? 201 : 200, body: server.fields.show(route.kind, object) };
    }
    case 'DELETE':
      return remove(api, request, route, query);
    default:
      throw new ApiError(
        'MethodNotAllowed',
        'the server does not allow this method on the requested resource',
      );
  }
}

/** A 404 or 405 of a path that leads nowhere, or takes no such method. upstream: what APIInstaller registers */
function mustBeRouted({ kind, namespace, name, subresource }: Route, method: string): void {
  const { namespaced, subresources = [] } = kind;
  const isCollection = name === '';
  const isAcross = namespaced && namespace === undefined;
  const isThere = subresource === '' || subresources.some((known) => known.name === subresource);
  if (!isThere || (isAcross && !isCollection)) throw unknownPathError();
  // what is written anew or in part has a name; of all namespaces there are lists alone
  const isClosed = isCollection
    ? method === 'PUT' || method === 'PATCH' || (isAcross && method !== 'GET')
    : subresource !== '' && method === 'DELETE';
  if (!isClosed) return;
  throw new ApiError(
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
  );
}

function put(
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

function subresourceOf(route: Route): { readonly subresource?: string } {
  return route.subresource === '' ? {} : { subresource: route.subresource };
}

function objectBody({ body }: RestRequest, { kind }: Route): JsonObject {
  if (isJsonObject(body) && !(body instanceof UnreadableBody)) return body;
  const unreadable =
    body instanceof UnreadableBody
      ? body
      : unreadableJson(body === undefined ? '' : JSON.stringify(body));
  throw unreadable.errorFor(kind.kind);
}

/** The first word of a group; Go names packages so. */
function packageOf(group: string): string {
  return group.split('.')[0] || 'core';
}

/** upstream: apimachinery, Converter and handlers/create.go */
function wrongTypeError(apiVersion: string, kindName: string, kind: Kind): ApiError {
  const [version = '', group = ''] = apiVersion.split('/').reverse();
  if (group === kind.group && kindName === kind.kind) {
    return badRequestError(
      `the API version in the data (${apiVersion}) does not match the expected API version (${kind.apiVersion})`,
    );
  }
  const target = `${packageOf(kind.group)}.${kind.kind}`;
  return badRequestError(
    `${kindName} in version ${JSON.stringify(version)} cannot be handled as a ${kind.kind}: converting (${version}.${kindName}) to (${target}): unknown conversion`,
  );
}

/** The body with what the URL says of it; a 400 when both say different things. */
function named(route: Route, body: JsonObject, method?: string): JsonObject {
  const { kind, namespace, name } = route;
  const { apiVersion, kind: kindName } = body;
  if (route.subresource === '' && apiVersion !== undefined && kindName !== undefined) {
    if (apiVersion !== kind.apiVersion || kindName !== kind.kind) {
      throw wrongTypeError(String(apiVersion), String(kindName), kind);
    }
  }
  const metadata = isJsonObject(body.metadata) ? body.metadata : {};
  if (namespace !== undefined && metadata.namespace && metadata.namespace !== namespace) {
    throw badRequestError(
      `the namespace of the provided object does not match the namespace sent on the request`,
    );
  }
  if (method === 'PUT' && !metadata.name) {
    throw badRequestError(
      `the name of the object (${name} based on URL) was undeterminable: name must be provided`,
    );
  }
  if (name !== '' && metadata.name && metadata.name !== name) {
    throw badRequestError(
      `the name of the object (${metadata.name}) does not match the name on the URL (${name})`,
    );
  }
  return {
    ...body,
    metadata: {
      ...metadata,
      ...(namespace === undefined ? {} : { namespace }),
      ...(name === '' ? {} : { name }),
    },
  };
}

function post(
  server: ApiServer,
  api: Api,
  request: RestRequest,
  route: Route,
  options: WriteOptions,
): Omit<RestAnswer, 'warnings'> {
  const body = objectBody(request, route);
  const ref: Ref = { namespace: route.namespace, name: route.name };
  if (route.subresource === 'binding') {
    mustName(body, route, 'Binding');
    const node = nodeOf(isJsonObject(body.target) ? body.target : {});
    const { uid, annotations } = body.metadata as BindingBody['metadata'];
    api.bind({ ...ref, uid, annotations }, node, options);
    return { code: 201, body: success() };
  }
  if (route.subresource === 'eviction') {
    mustName(body, route, 'Eviction');
    const given = isJsonObject(body.deleteOptions) ? (body.deleteOptions as DeleteOptions) : {};
    api.evict(ref, options.dryRun === true ? { ...given, dryRun: true } : given);
    return { code: 201, body: success() };
  }
  if (route.name !== '') {
    throw new ApiError(
      'MethodNotAllowed',
      'the server does not allow this method on the requested resource',
    );
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

/** What acts on a Pod must say on which, as the URL does. */
function mustName({ metadata }: JsonObject, { name }: Route, kind: string): void {
  if (isJsonObject(metadata) && metadata.name === name) return;
  throw badRequestError(`name in URL does not match name in ${kind} object`);
}

function success(): JsonObject {
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 };
}

function presentationOf(kind: Kind, request: RestRequest, query: URLSearchParams): Presentation {
  const include = query.get('includeObject') ?? 'Metadata';
  return new Presentation(kind, formOf(request.accept), include as IncludeObject);
}

function getOne(
  server: ApiServer,
  request: RestRequest,
  route: Route,
  query: URLSearchParams,
): Omit<RestAnswer, 'warnings'> {
  const api = server.as(request.user);
  const presentation = presentationOf(route.kind, request, query);
  const ref: Ref = { namespace: route.namespace, name: route.name };
  if (route.subresource === 'scale') return { code: 200, body: api.getScale(route.kind, ref) };
  if (!isWhole(route.kind, route.subresource) && route.subresource !== 'approval') {
    const { subresources = [] } = route.kind;
    // upstream: what can only be written is there all the same
    throw subresources.some(({ name }) => name === route.subresource)
      ? new ApiError(
          'MethodNotAllowed',
          'the server does not allow this method on the requested resource',
        )
      : unknownPathError();
  }
  mustBeReached(query, server.store.revision);
  return {
    code: 200,
    body: presentation.one(
      server.fields.show(route.kind, api.get(route.kind, ref, route.subresource)),
      server.now,
    ),
  };
}

function listOrWatch(
  server: ApiServer,
  api: Api,
  route: Route,
  query: URLSearchParams,
  presentation: Presentation,
): Omit<RestAnswer, 'warnings'> {
  const { kind } = route;
  const select = listOptions(route.namespace, query);
  if (isWatch(query)) {
    return { code: 200, watch: watchOf(server, api, { kind, select, query, presentation }) };
  }
  const { resourceVersion, continue: token, remainingItemCount, ...found } = api.list(kind, select);
  const items = found.items.map((item) => server.fields.show(kind, item));
  const metadata = {
    resourceVersion,
    ...(token === undefined ? {} : { continue: token }),
    ...(remainingItemCount === undefined ? {} : { remainingItemCount }),
  };
  const body = presentation.list(items, metadata, server.now) ?? {
    kind: kind.listKind,
    apiVersion: kind.apiVersion,
    metadata,
    items: itemsOf(kind, items),
  };
  return { code: 200, body };
}

function remove(
  api: Api,
  request: RestRequest,
  route: Route,
  query: URLSearchParams,
): Omit<RestAnswer, 'warnings'> {
  if (request.body instanceof UnreadableBody) throw request.body.errorFor('DeleteOptions');
  const body = isJsonObject(request.body) ? request.body : {};
  const deletion = deleteOptions(body, query);
  if (route.name === '') {
    const items = api.deleteCollection(route.kind, listOptions(route.namespace, query), deletion);
    return {
      code: 200,
      body: {
        kind: route.kind.listKind,
        apiVersion: route.kind.apiVersion,
        metadata: { resourceVersion: String(api.revision) },
        items: itemsOf(route.kind, items),
      },
    };
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
