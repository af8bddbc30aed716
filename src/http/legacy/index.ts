import { isJsonObject, type JsonObject } from '../../api/object';
import type { Served, ServedResource } from '../../apiserver/discovery';
import { groupVersionOf } from '../../apiserver/discovery';
import type { RestAnswer, RestRequest } from '../rest';
import { withBody } from '../rest-message';
import { UnreadableBody } from '../unreadable-body';
import type { Watching } from '../watch';
import type { Conversion } from './conversion';
import { endpointSlices } from './endpoint-slice';
import { ingresses } from './ingress';
import { renamed } from './renamed';

/** What clients of v1.20 know and v1.34 does not serve any more. A new one is one file and one line. */
const conversions: readonly Conversion[] = [...renamed, ...ingresses, endpointSlices];

const byPath = new Map(
  conversions.map((each) => [`/apis/${each.group}/${each.version}/${each.plural}`, each]),
);

/** The served resources, and beside them their old versions, after the new ones of each group. */
export function withLegacyApis(served: Served): Served {
  const old = conversions.flatMap(({ group, version, plural, to, openApi }): ServedResource[] => {
    const row = served.find(
      (each) => each.group === to.group && each.version === to.version && each.plural === plural,
    );
    if (row === undefined) return [];
    if (openApi === undefined) return [{ ...row, group, version }];
    const type = `io.k8s.api.${group.split('.')[0]}.${version}.${row.kind}`;
    const subresources = row.subresources?.map((sub) =>
      sub.type === row.type ? { ...sub, type } : sub,
    );
    return [{ ...row, group, version, type, openApi, ...(subresources && { subresources }) }];
  });
  return [...served, ...old];
}

/** A request in today's words, and how its answer becomes one in the words of the client. */
export interface Translation {
  readonly request: RestRequest;
  readonly present: (answer: RestAnswer) => RestAnswer;
}

/** Translates a request for an old version; undefined for all others. */
export function translateLegacy(request: RestRequest): Translation | undefined {
  const match = /^\/apis\/([^/]+)\/([^/]+)\/(?:namespaces\/[^/]+\/)?([^/]+)/.exec(request.path);
  if (match === null) return undefined;
  const [, group, version, plural] = match;
  const conversion = byPath.get(`/apis/${group}/${version}/${plural}`);
  if (conversion === undefined) return undefined;
  const { to } = conversion;
  const { method, query, contentType, accept = '', user } = request;
  const apiVersion = groupVersionOf(conversion);
  const path = request.path.replace(`/apis/${group}/${version}/`, `/apis/${groupVersionOf(to)}/`);
  return {
    request: withBody({ method, query, contentType, accept, user, path, apiVersion }, () =>
      toStorage(conversion, request.body),
    ),
    present: (answer) => presented(conversion, answer),
  };
}

function toStorage(conversion: Conversion, body: unknown): unknown {
  if (!isJsonObject(body) || body instanceof UnreadableBody) return body;
  const { apiVersion } = body;
  const converted = conversion.toStorage?.(body) ?? body;
  if (apiVersion !== groupVersionOf(conversion)) return converted;
  return { ...converted, apiVersion: groupVersionOf(conversion.to) };
}

function fromStorage(conversion: Conversion, object: unknown): unknown {
  if (!isJsonObject(object)) return object;
  if (Array.isArray(object.items)) {
    const items = object.items.map((item: unknown) => itemFromStorage(conversion, item));
    return { ...renamedObject(conversion, object), items };
  }
  return itemFromStorage(conversion, renamedObject(conversion, object));
}

function itemFromStorage(conversion: Conversion, item: unknown): unknown {
  return isJsonObject(item) ? (conversion.fromStorage?.(item) ?? item) : item;
}

function renamedObject(conversion: Conversion, object: JsonObject): JsonObject {
  if (object.apiVersion !== groupVersionOf(conversion.to)) return object;
  return { ...object, apiVersion: groupVersionOf(conversion) };
}

function presented(conversion: Conversion, answer: RestAnswer): RestAnswer {
  const { body, watch } = answer;
  return {
    ...answer,
    ...(body === undefined ? {} : { body: fromStorage(conversion, body) }),
    ...(watch === undefined ? {} : { watch: presentedWatch(conversion, watch) }),
  };
}

function presentedWatch(conversion: Conversion, watch: Watching): Watching {
  return {
    ...watch,
    begin: (send) =>
      watch.begin(({ type, object }) =>
        send({ type, object: fromStorage(conversion, object) as object }),
      ),
  };
}
