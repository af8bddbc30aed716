import { APIServices } from '../api/api-registration/api-service';
import { isTrue } from '../api/condition';
import { EndpointsKind } from '../api/core/endpoints';
import { Services } from '../api/core/service';
import { ApiError } from '../api/errors';
import { isJsonObject, type JsonObject } from '../api/object';
import type { APIService } from '../api/schema/objects';
import {
  type GroupVersion,
  groupVersions,
  type Served,
  type ServedResource,
} from '../apiserver/discovery';
import { metricGroups } from '../apiserver/metric-groups';
import type { HttpReply } from '../kubelet/container/pod-http';
import { contentTypeOf } from '../kubelet/container/pod-http';
import type { RestAnswer } from './rest';
import type { Site } from './site';
import type { Stream } from './stream';

/** A request for a group and version, as its URL says it. */
export interface AggregatedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly bytes?: Buffer | undefined;
}

/** The APIServices whose groups and versions this server does not serve itself. */
function remote({ server, served }: Site): readonly APIService[] {
  const all = [...server.store.objects(APIServices).values()];
  if (all.length === 0) return [];
  const own = new Set(served().map(({ group, version }) => `${version}.${group}`));
  return all.filter(({ metadata, spec }) => spec.service !== undefined && !own.has(metadata.name));
}

/**
 * Passes a request on to the server that an APIService names, a simulated one in a Pod; undefined when there is no
 * such APIService. upstream: kube-aggregator, proxyHandler
 */
export function answerAggregated(site: Site, request: AggregatedRequest): RestAnswer | undefined {
  const [, group = '', version = ''] =
    /^\/apis\/([^/]+)\/([^/]+)(?:\/.*)?$/.exec(request.path) ?? [];
  if (group === '') return undefined;
  const apiService = remote(site).find(({ metadata }) => metadata.name === `${version}.${group}`);
  if (apiService === undefined) return undefined;
  if (!isTrue(apiService.status?.conditions, 'Available')) {
    const contentType = 'text/plain; charset=utf-8';
    return { code: 503, text: 'service unavailable\n', contentType, warnings: [] };
  }
  const { path, query, method, bytes } = request;
  const reply = ask(site, apiService, {
    path: query === '' ? path : `${path}?${query}`,
    method,
    ...(bytes === undefined ? {} : { body: bytes.toString('utf8') }),
  });
  const contentType = contentTypeOf(reply);
  return {
    code: reply.status,
    ...(reply.follow === undefined
      ? { text: reply.body }
      : { stream: followed(reply, query, () => site.server.watchLength()) }),
    contentType,
    warnings: [],
  };
}

/** An answer that goes on, as a watch does, for as long as the client wants it. */
function followed({ body, follow }: HttpReply, query: string, length: () => number): Stream {
  const seconds = Number(new URLSearchParams(query).get('timeoutSeconds')) || length();
  return {
    begin(sink) {
      if (body !== '') sink.write(body);
      const stop = follow?.((text) => sink.write(text));
      const cancel = sink.clock.afterReal(seconds * 1000, () => sink.end());
      return () => {
        stop?.();
        cancel();
      };
    },
  };
}

interface Question {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
}

/** What one of the endpoints of the APIService's Service answers. */
function ask({ server, network }: Site, { spec }: APIService, question: Question): HttpReply {
  const { name = '', namespace = '', port = 443 } = spec.service ?? {};
  const unavailable = (why: string) =>
    new ApiError('ServiceUnavailable', `error trying to reach service: ${why}`);
  const service = server.store.find(Services, { name, namespace });
  const portName = service?.spec.ports?.find((own) => own.port === port)?.name ?? '';
  const subsets = server.store.find(EndpointsKind, { name, namespace })?.subsets ?? [];
  const places = subsets.flatMap(({ addresses = [], ports = [] }) =>
    ports
      .filter((own) => (own.name ?? '') === portName)
      .flatMap((own) => addresses.map(({ ip }) => ({ ip, port: own.port }))),
  );
  for (const place of places) {
    const reply = network.request(place.ip, { ...question, port: place.port });
    if (reply !== undefined) return reply;
  }
  const [first] = places;
  throw unavailable(
    first === undefined
      ? `no endpoints available for service ${JSON.stringify(name)}`
      : `dial tcp ${first.ip}:${first.port}: connect: connection refused`,
  );
}

/**
 * What is served, and beside it the metrics of an adapter and what the servers behind say that they serve.
 * upstream: aggregated discovery
 */
export function discovered(site: Site): readonly GroupVersion[] {
  const others = remote(site).map((each) => versionOf(site, each));
  return [...groupVersions(site.served()), ...metricGroups(site.server), ...others];
}

function versionOf(site: Site, apiService: APIService): GroupVersion {
  const { group = '', version = '' } = apiService.spec;
  const resources = resourcesOf(site, apiService);
  return resources === undefined
    ? { group, version, resources: [], isStale: true }
    : { group, version, resources };
}

/** What a server says that it serves; undefined when it cannot be asked. */
function resourcesOf(site: Site, apiService: APIService): Served | undefined {
  const { group = '', version = '' } = apiService.spec;
  if (!isTrue(apiService.status?.conditions, 'Available')) return undefined;
  let listed: unknown;
  try {
    const { body } = ask(site, apiService, { method: 'GET', path: `/apis/${group}/${version}` });
    listed = JSON.parse(body);
  } catch {
    // one that answers nothing that can be understood serves nothing that can be found
    return undefined;
  }
  const resources = isJsonObject(listed) && Array.isArray(listed.resources) ? listed.resources : [];
  return resources
    .filter(isJsonObject)
    .filter(({ name }) => typeof name === 'string')
    .map((entry) => rowOf(entry, group, version));
}

function rowOf(entry: JsonObject, group: string, version: string): ServedResource {
  const texts = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);
  const kind = String(entry.kind ?? '');
  return {
    group,
    version,
    kind,
    listKind: `${kind}List`,
    plural: String(entry.name),
    singular: String(entry.singularName ?? ''),
    shortNames: texts(entry.shortNames),
    categories: texts(entry.categories),
    namespaced: entry.namespaced === true,
    verbs: texts(entry.verbs),
    storage: null,
    type: kind,
  };
}
