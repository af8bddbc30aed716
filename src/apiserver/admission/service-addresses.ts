import ipaddr from 'ipaddr.js';
import { Services } from '../../api/core/service';
import { ApiError, invalidError } from '../../api/errors';
import { invalid } from '../../api/field-error';
import { isIp } from '../../api/ip';
import type { Draft } from '../../api/object';
import type { Service, ServicePort } from '../../api/schema/objects';
import type { AdmissionPlugin, Request } from '../request';
import type { Store } from '../store';

/** --service-cluster-ip-range and --service-node-port-range of kubeadm's clusters. */
const RANGE = ipaddr.parseCIDR('10.96.0.0/12') as [ipaddr.IPv4, number];
const PORT_MIN = 30000;
const PORT_MAX = 32767;

interface Taken {
  readonly addresses: Map<string, string>;
  readonly ports: Map<string, string>;
  next: number;
}

const taken = new WeakMap<Store, Taken>();

/** What is in use, kept up to date by the store's own changes. */
function takenOf(store: Store): Taken {
  const known = taken.get(store);
  if (known !== undefined) return known;
  const fresh: Taken = { addresses: new Map(), ports: new Map(), next: 0 };
  const take = (service: Service) => {
    const { uid } = service.metadata;
    const { clusterIP, ports = [] } = service.spec;
    if (clusterIP && clusterIP !== 'None') fresh.addresses.set(clusterIP, uid);
    for (const port of ports) if (port.nodePort) fresh.ports.set(portKey(port), uid);
  };
  const release = (service: Service) => {
    fresh.addresses.delete(service.spec.clusterIP ?? '');
    for (const port of service.spec.ports ?? []) fresh.ports.delete(portKey(port));
  };
  for (const service of store.objects(Services).values()) take(service);
  store.watch(Services, ({ type, object, old }) => {
    if (old !== undefined) release(old as Service);
    if (type !== 'DELETED') take(object as Service);
  });
  taken.set(store, fresh);
  return fresh;
}

function portKey({ protocol, nodePort }: ServicePort): string {
  return `${protocol ?? 'TCP'}/${nodePort}`;
}

/** So many addresses are given out unasked, from the range's first on: enough, and easy to recognise. */
const GIVEN = 2 ** 16 - 2;

/** The address at a distance from the range's first; spread so that neighbours do not follow each other. */
function addressAt(index: number): string {
  const [base] = RANGE;
  const size = GIVEN;
  const offset = 10 + ((index * 40_503) % (size - 10));
  const bytes = base.octets;
  const value = ((bytes[2] ?? 0) << 8) + (bytes[3] ?? 0) + offset;
  return `${bytes[0]}.${bytes[1]}.${(value >> 8) & 255}.${value & 255}`;
}

function takeAddress(request: Request, spec: Draft<Service>['spec'], all: Taken): void {
  const asked = spec.clusterIP;
  if (asked === 'None') {
    spec.clusterIPs = ['None'];
    return;
  }
  if (asked) {
    // what is no address is the validation's to refuse
    if (!isIp(asked)) {
      spec.clusterIPs = [asked];
      return;
    }
    const why =
      !ipaddr.IPv4.isValidFourPartDecimal(asked) || !ipaddr.IPv4.parse(asked).match(RANGE)
        ? `failed to allocate IP ${asked}: the provided network does not match the current range`
        : all.addresses.has(asked)
          ? `failed to allocate IP ${asked}: provided IP is already allocated`
          : undefined;
    if (why !== undefined) {
      throw invalidError(Services, request.name, [invalid('spec.clusterIPs', [asked], why)]);
    }
  } else {
    let address = addressAt(all.next++);
    while (all.addresses.has(address)) address = addressAt(all.next++);
    spec.clusterIP = address;
  }
  spec.clusterIPs = [spec.clusterIP ?? ''];
}

function takePorts(request: Request, spec: Draft<Service>['spec'], all: Taken, own: string): void {
  const wantsPorts =
    spec.type === 'NodePort' ||
    (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false);
  if (!wantsPorts || spec.ports === undefined) return;
  spec.ports = spec.ports.map((port, index) => {
    if (port.nodePort) {
      const holder = all.ports.get(portKey(port));
      const path = `spec.ports[${index}].nodePort`;
      if (port.nodePort < PORT_MIN || port.nodePort > PORT_MAX) {
        const why = `provided port is not in the valid range. The range of valid ports is ${PORT_MIN}-${PORT_MAX}`;
        throw invalidError(Services, request.name, [invalid(path, port.nodePort, why)]);
      }
      if (holder !== undefined && holder !== own) {
        throw invalidError(Services, request.name, [
          invalid(path, port.nodePort, 'provided port is already allocated'),
        ]);
      }
      return port;
    }
    for (let i = 0; i <= PORT_MAX - PORT_MIN; i++) {
      const nodePort = PORT_MIN + ((all.next++ * 1229) % (PORT_MAX - PORT_MIN + 1));
      if (!all.ports.has(portKey({ ...port, nodePort } as ServicePort)))
        return { ...port, nodePort };
    }
    throw new ApiError('InternalError', 'failed to allocate a nodePort: range is full');
  });
}

/** Gives Services their cluster addresses and node ports. upstream: registry core/service, Allocators */
export const serviceAddresses: AdmissionPlugin = {
  name: 'ServiceAddresses',
  kinds: [Services.id],
  verbs: ['create', 'update'],
  mutate(request, draft) {
    const service = draft as Draft<Service>;
    const old = request.old as Service | undefined;
    if (Object.isFrozen(service.spec) && old !== undefined) return;
    const spec = { ...service.spec };
    service.spec = spec;
    if (spec.type === 'ExternalName') return;
    const all = takenOf(request.store);
    const before = old?.spec.clusterIP;
    if (before && !spec.clusterIP) spec.clusterIP = before;
    if (before && spec.clusterIP === before)
      spec.clusterIPs = [...(old?.spec.clusterIPs ?? [before])];
    else if (!before) takeAddress(request, spec, all);
    keepPorts(spec, old);
    takePorts(request, spec, all, old?.metadata.uid ?? '');
  },
};

/** Ports that name no node port keep the one they had. */
function keepPorts(spec: Draft<Service>['spec'], old: Service | undefined): void {
  if (old === undefined || spec.ports === undefined || spec.type === 'ClusterIP') return;
  spec.ports = spec.ports.map((port) => {
    if (port.nodePort) return port;
    const same = old.spec.ports?.find((p) => p.port === port.port && p.protocol === port.protocol);
    return same?.nodePort === undefined ? port : { ...port, nodePort: same.nodePort };
  });
}
