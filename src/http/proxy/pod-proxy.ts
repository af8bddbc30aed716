import { Pods } from '../../api/core/pod';
import { ApiError, badRequestError } from '../../api/errors';
import type { Kind } from '../../api/kind';
import type { Pod } from '../../api/schema/objects';
import type { RestAnswer } from '../rest';
import type { Route } from '../route';
import type { Site } from '../site';
import { admitPassed, type Passed, passedBack, redirected, requestTo } from './passed';

/** `[SCHEME:]NAME[:PORT]` in its parts; a 400 when it is none. */
export function schemeNamePort(
  text: string,
  what: string,
): { readonly name: string; readonly port: string } {
  const parts = text.split(':');
  const [scheme = '', name = '', port = ''] = parts.length === 3 ? parts : ['', ...parts];
  if (parts.length > 3 || !['', 'http', 'https'].includes(scheme) || name === '') {
    throw badRequestError(`invalid ${what} request ${JSON.stringify(text)}`);
  }
  return { name, port };
}

/** The 503 of a server that takes no connection. */
export function unreachable(address: string, port: number): ApiError {
  return new ApiError(
    'ServiceUnavailable',
    `error trying to reach service: dial tcp ${address}:${port}: connect: connection refused`,
  );
}

/**
 * `…/pods/[SCHEME:]NAME[:PORT]/proxy/PATH`: what the simulated server in a Pod answers. Without a port it is the
 * first that a container declares. upstream: registry/core/pod, ResourceLocation
 */
export function answerPodProxy(site: Site, route: Route, passed: Passed): RestAnswer {
  const { server } = site;
  const { name, port: given } = schemeNamePort(route.name, 'pod');
  const ref = { namespace: route.namespace, name };
  admitPassed(server, Pods as Kind, ref, passed);
  const pod = server.mustGet(Pods, ref);
  const port = portOf(pod, given);
  const address = pod.status.podIP;
  if (address === undefined) throw badRequestError('address not allowed');
  const elsewhere = redirected(passed);
  if (elsewhere !== undefined) return elsewhere;
  const reply = site.network.request(address, requestTo(port, passed));
  if (reply === undefined) throw unreachable(address, port);
  return passedBack(passed, reply);
}

function portOf({ spec }: Pod, given: string): number {
  const declared = spec.containers.flatMap(({ ports = [] }) => ports);
  if (given === '') return declared[0]?.containerPort ?? 80;
  return declared.find(({ name }) => name === given)?.containerPort ?? Number(given);
}
