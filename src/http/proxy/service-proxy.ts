import { EndpointsKind } from '../../api/core/endpoints';
import { Services } from '../../api/core/service';
import { ApiError } from '../../api/errors';
import type { Kind } from '../../api/kind';
import type { Service } from '../../api/schema/objects';
import type { RestAnswer } from '../rest';
import type { Route } from '../route';
import type { Site } from '../site';
import { admitPassed, type Passed, passedBack, redirected, requestTo } from './passed';
import { schemeNamePort, unreachable } from './pod-proxy';

/**
 * `…/services/[SCHEME:]NAME[:PORT]/proxy/PATH`: what one of a Service's ready endpoints answers; the port is named or
 * numbered as the Service has it. upstream: registry/core/service, ResourceLocation
 */
export function answerServiceProxy(site: Site, route: Route, passed: Passed): RestAnswer {
  const { server } = site;
  const { name, port } = schemeNamePort(route.name, 'service');
  const ref = { namespace: route.namespace, name };
  admitPassed(server, Services as Kind, ref, passed);
  const service = server.mustGet(Services, ref);
  const portName = portNameOf(service, port);
  const subsets = server.store.find(EndpointsKind, ref)?.subsets ?? [];
  const places = subsets.flatMap(({ addresses = [], ports = [] }) =>
    ports
      .filter((own) => (own.name ?? '') === portName)
      .flatMap((own) => addresses.map(({ ip }) => ({ ip, port: own.port }))),
  );
  const [first] = places;
  if (first === undefined) {
    throw new ApiError(
      'ServiceUnavailable',
      `no endpoints available for service ${JSON.stringify(name)}`,
    );
  }
  const elsewhere = redirected(passed);
  if (elsewhere !== undefined) return elsewhere;
  for (const place of places) {
    const reply = site.network.request(place.ip, requestTo(place.port, passed));
    if (reply !== undefined) return passedBack(passed, reply);
  }
  throw unreachable(first.ip, first.port);
}

/** The name of the port that is meant by a name or a number. */
function portNameOf({ spec, metadata }: Service, given: string): string {
  if (!/^\d+$/.test(given)) return given;
  const found = spec.ports?.find(({ port }) => port === Number(given));
  if (found !== undefined) return found.name ?? '';
  throw new ApiError(
    'ServiceUnavailable',
    `no service port ${Number(given)} found for service ${JSON.stringify(metadata.name)}`,
  );
}
