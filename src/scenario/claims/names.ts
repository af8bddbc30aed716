import { Services } from '../../api/core/service';
import { CLUSTER_DOMAIN } from '../../kubelet/cluster-dns';
import type { Count } from '../count';
import type { Claim } from '../expect';
import { holds, pending } from '../verdict';
import type { World } from '../world';

const SERVICES = `.svc.${CLUSTER_DOMAIN}`;

/** Why a name has no address. */
function reasonOf({ cluster, namespace: own }: World, name: string): string {
  if (!cluster.dns.isServed) {
    return 'no Pod behind Service "kube-system/kube-dns" is ready';
  }
  const plain = name.replace(/\.$/, '');
  const isFull = plain.endsWith(SERVICES);
  if (!isFull && plain.endsWith(`.${CLUSTER_DOMAIN}`)) {
    return `"${name}" is no name of a Service: those are SERVICE.NAMESPACE${SERVICES}`;
  }
  const labels = (isFull ? plain.slice(0, -SERVICES.length) : plain).split('.');
  const hostname = labels.length > 2 ? labels.shift() : undefined;
  const [service = '', namespace = own] = labels;
  const found = cluster.server.store.get(Services, `${namespace}/${service}`);
  if (found === undefined) return `there is no Service "${namespace}/${service}"`;
  const { type, clusterIP, externalName } = found.spec;
  if (type === 'ExternalName') return `it is an alias of ${externalName}`;
  if (hostname !== undefined) {
    return `Service "${service}" has no ready endpoint of the host name "${hostname}"`;
  }
  if (clusterIP === 'None') return 'the headless Service has no ready endpoints';
  return 'it has no cluster IP yet';
}

/** The cluster's DNS answers a Pod of the world's namespace with so many addresses. */
export function resolvesTo(name: string, count: Count): Claim {
  return (world) => {
    const addresses = world.cluster.dns.addresses(name, world.namespace);
    if (count.admits(addresses.length)) return holds;
    return pending(
      addresses.length === 0
        ? reasonOf(world, name)
        : `it resolves to ${addresses.length}: ${addresses.join(', ')}`,
    );
  };
}
