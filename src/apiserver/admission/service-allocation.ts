import ipaddr from 'ipaddr.js';
import { Services } from '../../api/core/service';
import { parseIp } from '../../api/ip';
import type { Service } from '../../api/schema/objects';
import type { Store } from '../store';

/** --service-cluster-ip-range and --service-node-port-range of kubeadm's clusters. */
const RANGE = ipaddr.parseCIDR('10.96.0.0/12') as [ipaddr.IPv4, number];
export const PORT_MIN = 30000;
export const PORT_MAX = 32767;
/** The first addresses are kept for those who ask for one. upstream: calculateRangeOffset, of a range of this size */
const KEPT = 256;
/** So many addresses are given out unasked: enough, easy to recognise, and prime, so that no step misses one. */
const GIVEN = 65_269;

/** The addresses and the node ports of all Services, and to which each belongs. */
export interface Taken {
  readonly addresses: Map<string, string>;
  readonly ports: Map<number, string>;
  next: number;
}

const taken = new WeakMap<Store, Taken>();

/** The node ports of a Service; of any protocol, as upstream's allocator knows none. */
export function nodePortsOf({ ports = [], healthCheckNodePort }: Service['spec']): number[] {
  const all = [...ports.map(({ nodePort }) => nodePort), healthCheckNodePort];
  return all.filter((port): port is number => port !== undefined && port !== 0);
}

/** What is in use, kept up to date by the store's own changes. */
export function inUse(store: Store): Taken {
  const known = taken.get(store);
  if (known !== undefined) return known;
  const fresh: Taken = { addresses: new Map(), ports: new Map(), next: 0 };
  const take = ({ metadata: { uid }, spec }: Service) => {
    if (spec.clusterIP && spec.clusterIP !== 'None') fresh.addresses.set(spec.clusterIP, uid);
    for (const port of nodePortsOf(spec)) fresh.ports.set(port, uid);
  };
  const release = ({ spec }: Service) => {
    fresh.addresses.delete(spec.clusterIP ?? '');
    for (const port of nodePortsOf(spec)) fresh.ports.delete(port);
  };
  for (const service of store.objects(Services).values()) take(service);
  store.watch(Services, ({ type, object, old }) => {
    if (old !== undefined) release(old as Service);
    if (type !== 'DELETED') take(object as Service);
  });
  taken.set(store, fresh);
  return fresh;
}

/** The address at a distance from the range's first; spread so that neighbours do not follow each other. */
function addressAt(index: number): string {
  const [base] = RANGE;
  const offset = KEPT + 1 + ((index * 40_503) % GIVEN);
  const bytes = base.octets;
  const value = ((bytes[2] ?? 0) << 8) + (bytes[3] ?? 0) + offset;
  return `${bytes[0]}.${bytes[1]}.${(value >> 8) & 255}.${value & 255}`;
}

/** The address that was asked for, or a free one; or why it cannot be had, in the allocator's words. */
export function takeAddress(
  all: Taken,
  asked: string | undefined,
): { readonly address: string; readonly refusal?: string } {
  if (!asked) {
    let address = addressAt(all.next++);
    while (all.addresses.has(address)) address = addressAt(all.next++);
    return { address };
  }
  const address = parseIp(asked);
  if (address?.kind() !== 'ipv4' || !(address as ipaddr.IPv4).match(RANGE)) {
    return { address: asked, refusal: 'the provided network does not match the current range' };
  }
  if (!all.addresses.has(asked)) return { address: asked };
  return { address: asked, refusal: 'provided IP is already allocated' };
}
