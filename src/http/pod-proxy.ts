import { Pods } from '../api/core/pod';
import { ApiError, badRequestError } from '../api/errors';
import type { Pod } from '../api/schema/objects';
import type { User } from '../apiserver/api';
import type { RestAnswer } from './rest';
import type { Route } from './route';
import type { Site } from './site';

/** A request that is passed on, as its URL says it. */
export interface Passed {
  readonly user: User;
  /** Below `/proxy`, with a slash before it. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
}

/**
 * `GET …/pods/[SCHEME:]NAME[:PORT]/proxy/PATH`: what the simulated server in a Pod answers. Without a port it is the
 * first that a container declares. upstream: registry/core/pod, ResourceLocation
 */
export function answerPodProxy(site: Site, route: Route, passed: Passed): RestAnswer {
  const { server } = site;
  const parts = route.name.split(':');
  const [scheme, name = '', given = ''] = parts.length === 3 ? parts : ['', ...parts];
  if (parts.length > 3 || !['', 'http', 'https'].includes(scheme ?? '')) {
    throw badRequestError(`invalid pod request ${JSON.stringify(route.name)}`);
  }
  const ref = { namespace: route.namespace, name };
  server.admitRequest(passed.user, 'get', Pods, ref, 'proxy');
  const pod = server.mustGet(Pods, ref);
  const port = portOf(pod, given);
  const address = pod.status.podIP;
  if (address === undefined) throw badRequestError('address not allowed');
  const path = passed.query === '' ? passed.path : `${passed.path}?${passed.query}`;
  const reply = site.network.request(address, { port, path });
  if (reply === undefined) {
    throw new ApiError(
      'ServiceUnavailable',
      `error trying to reach service: dial tcp ${address}:${port}: connect: connection refused`,
    );
  }
  return { code: reply.status, contentType: 'text/plain', text: reply.body, warnings: [] };
}

function portOf({ spec }: Pod, given: string): number {
  const declared = spec.containers.flatMap(({ ports = [] }) => ports);
  if (given === '') return declared[0]?.containerPort ?? 80;
  return declared.find(({ name }) => name === given)?.containerPort ?? Number(given);
}
