import { Services } from '../../api/core/service';
import { EndpointSlices } from '../../api/discovery/endpoint-slice';
import type { Endpoint } from '../../api/schema/objects';
import type { Count } from '../count';
import type { Claim } from '../expect';
import { holds, pending } from '../verdict';
import type { World } from '../world';

const ZONE = 'cluster.local';

interface Answer {
  readonly addresses: readonly string[];
  readonly because: string;
}

function nothing(because: string): Answer {
  return { addresses: [], because };
}

function endpointsOf(world: World, namespace: string, service: string): readonly Endpoint[] {
  const slices = [...world.cluster.server.store.objects(EndpointSlices, namespace).values()];
  return slices
    .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === service)
    .flatMap(({ endpoints }) => endpoints ?? [])
    .filter(({ conditions }) => conditions?.ready !== false);
}

function addressesOf(endpoints: readonly Endpoint[]): string[] {
  return [...new Set(endpoints.flatMap(({ addresses }) => addresses))];
}

/** What a full name is answered with. upstream: Kubernetes DNS-Based Service Discovery, schema 1.1.0 */
function lookUp(world: World, name: string): Answer {
  const labels = name.slice(0, -`.svc.${ZONE}`.length).split('.');
  if (!name.endsWith(`.svc.${ZONE}`) || labels.length < 2 || labels.length > 3) {
    return nothing(`"${name}" is no name of a Service: those are SERVICE.NAMESPACE.svc.${ZONE}`);
  }
  const [namespace = '', service = '', hostname] = [...labels].reverse();
  const found = world.cluster.server.store.get(Services, `${namespace}/${service}`);
  if (found === undefined) return nothing(`there is no Service "${namespace}/${service}"`);
  const { type, clusterIP, clusterIPs, externalName } = found.spec;
  if (type === 'ExternalName') return nothing(`it is an alias of ${externalName}`);
  const isHeadless = clusterIP === 'None';
  if (hostname !== undefined) {
    const own = endpointsOf(world, namespace, service).filter((e) => e.hostname === hostname);
    const because = `Service "${service}" has no ready endpoint of the host name "${hostname}"`;
    return { addresses: isHeadless ? addressesOf(own) : [], because };
  }
  if (!isHeadless) return { addresses: clusterIPs ?? [], because: 'it has no cluster IP yet' };
  const addresses = addressesOf(endpointsOf(world, namespace, service));
  return { addresses, because: 'the headless Service has no ready endpoints' };
}

/** The names that a Pod's resolver tries in turn: a short name is looked for in the Pod's namespace first. */
function candidates(name: string, namespace: string): string[] {
  const search = [`${namespace}.svc.${ZONE}`, `svc.${ZONE}`, ZONE];
  return [...search.map((suffix) => `${name}.${suffix}`), name];
}

/** The cluster's DNS answers a Pod of the world's namespace with so many addresses. */
export function resolvesTo(name: string, count: Count): Claim {
  const full = name.replace(/\.$/, '');
  return (world) => {
    const isFull = full.endsWith(`.${ZONE}`);
    const names = isFull ? [full] : candidates(full, world.namespace);
    const answers = names.map((each) => lookUp(world, each));
    const answer = answers.find(({ addresses }) => addresses.length > 0) ?? answers[0];
    const { addresses, because } = answer ?? nothing('it is no name');
    if (count.admits(addresses.length)) return holds;
    return pending(
      addresses.length === 0
        ? because
        : `it resolves to ${addresses.length}: ${addresses.join(', ')}`,
    );
  };
}
