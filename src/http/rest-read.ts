import type { KubeObject } from '../api/object';
import type { Api, List, Ref } from '../apiserver/api';
import type { ApiServer } from '../apiserver/server';
import { isWhole } from '../apiserver/subresource';
import { itemsOf } from './encode';
import { formOf } from './media-type';
import { type IncludeObject, Presentation } from './presentation';
import { messageTypeOf } from './protobuf/layout';
import { listOptions, mustBeReached } from './request-options';
import { methodNotAllowedError, type Reply, type RestRequest } from './rest-message';
import { type Route, unknownPathError } from './route';
import { isWatch, watchOf } from './watch';

/** How what was asked for is shown: as objects, as a table, or their metadata alone; a 406 when it cannot be. */
export function presentationOf(
  { kind, name }: Route,
  request: RestRequest,
  query: URLSearchParams,
): Presentation {
  const include = query.get('includeObject') ?? 'Metadata';
  const form = formOf(request.accept, {
    // what is translated for clients of old has no messages of its own
    protobuf:
      request.apiVersion === undefined && messageTypeOf(kind.apiVersion, kind.kind) !== undefined,
    // upstream: what is not stored has no table and no metadata to show
    forms: kind.storage !== null,
    isWatch: request.method === 'GET' && name === '' && isWatch(query),
  });
  return new Presentation(kind, form, include as IncludeObject);
}

/** GET of one object, or of a part of it that can be read. */
export function getOne(
  server: ApiServer,
  request: RestRequest,
  route: Route,
  query: URLSearchParams,
  presentation: Presentation,
): Reply {
  const api = server.past(request.user);
  const ref: Ref = { namespace: route.namespace, name: route.name };
  if (route.subresource === 'scale') return { code: 200, body: api.getScale(route.kind, ref) };
  if (!isWhole(route.kind, route.subresource) && route.subresource !== 'approval') {
    const { subresources = [] } = route.kind;
    // upstream: what can only be written is there all the same
    throw subresources.some(({ name }) => name === route.subresource)
      ? methodNotAllowedError()
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

/** GET of a collection: a list, or a watch. */
export function listOrWatch(
  server: ApiServer,
  api: Api,
  route: Route,
  query: URLSearchParams,
  presentation: Presentation,
): Reply {
  const { kind } = route;
  const select = listOptions(route.namespace, query);
  if (isWatch(query)) {
    return { code: 200, watch: watchOf(server, api, { kind, select, query, presentation }) };
  }
  return { code: 200, body: listBody(server, api.list(kind, select), presentation) };
}

/** A list as a client wants it shown. */
export function listBody(
  server: ApiServer,
  { resourceVersion, continue: token, remainingItemCount, ...found }: List<KubeObject>,
  presentation: Presentation,
): object {
  const { kind } = presentation;
  const items = found.items.map((item) => server.fields.show(kind, item));
  const metadata = {
    resourceVersion,
    ...(token === undefined ? {} : { continue: token }),
    ...(remainingItemCount === undefined ? {} : { remainingItemCount }),
  };
  return (
    presentation.list(items, metadata, server.now) ?? {
      kind: kind.listKind,
      apiVersion: kind.apiVersion,
      metadata,
      items: itemsOf(kind, items),
    }
  );
}
