import { Services } from '../api/core/service';
import { EndpointSlices } from '../api/discovery/endpoint-slice';
import { joinKey } from '../api/object';
import type { EndpointSlice, Service } from '../api/schema/objects';
import type { ApiServer } from '../apiserver/server';

/** The kinds of records that the cluster's DNS has. */
export type RecordType = 'A' | 'SRV' | 'PTR' | 'CNAME';

/** One record of an answer. */
export interface DnsRecord {
  readonly name: string;
  readonly type: RecordType;
  readonly data: string;
}

export const CLUSTER_DOMAIN = 'cluster.local';
/** The Service of the Pods that serve the names. */
const SERVER = 'kube-system/kube-dns';
const SERVICE_NAME = 'kubernetes.io/service-name';
/** Names with so many dots are looked up as they are first. upstream: ndots of the kubelet's resolv.conf */
const DOTS_MIN = 5;

/** upstream: resolvers give up on longer chains of names */
const ALIASES_MAX = 8;

/** A place behind a headless Service. */
interface Place {
  readonly address: string;
  readonly hostname: string;
}

/** The domains that a Pod's resolver tries after one another. */
export function searchDomains(namespace: string): readonly string[] {
  return [`${namespace}.svc.${CLUSTER_DOMAIN}`, `svc.${CLUSTER_DOMAIN}`, CLUSTER_DOMAIN];
}

/** The records of a cluster's Services and Pods. upstream: the DNS specification, version 1.1.0 */
export class ClusterDns {
  constructor(private readonly server: ApiServer) {}

  /** What a Pod of the namespace gets for a name, by its search domains; empty when there is no such record. */
  lookUp(name: string, type: RecordType, namespace: string): readonly DnsRecord[] {
    if (!this.isServed) return [];
    const plain = name.replace(/\.$/, '').toLowerCase();
    const isWhole = name.endsWith('.') || type === 'PTR';
    const searched = searchDomains(namespace).map((domain) => `${plain}.${domain}`);
    const hasDots = plain.split('.').length > DOTS_MIN;
    const candidates = isWhole ? [plain] : hasDots ? [plain, ...searched] : [...searched, plain];
    for (const candidate of candidates) {
      const found = this.records(candidate, type);
      if (found.length > 0) return found;
    }
    return [];
  }

  /** False while the Pods that serve the names are not ready: a cluster may have them, and needs them then. */
  get isServed(): boolean {
    const service = this.server.store.get(Services, SERVER);
    if (Object.keys(service?.spec.selector ?? {}).length === 0) return true;
    return service !== undefined && this.places(service).length > 0;
  }

  /** The addresses of a name; names that stand for others are followed, as long as those are the cluster's. */
  addresses(name: string, namespace: string): readonly string[] {
    let asked = name;
    for (let step = 0; step < ALIASES_MAX; step++) {
      const [first, ...rest] = this.lookUp(asked, 'A', namespace);
      if (first === undefined) return [];
      if (first.type === 'A') return [first, ...rest].map(({ data }) => data);
      asked = first.data;
    }
    return [];
  }

  private records(name: string, type: RecordType): readonly DnsRecord[] {
    if (type === 'PTR') return this.pointers(name);
    const suffix = `.${CLUSTER_DOMAIN}`;
    if (!name.endsWith(suffix)) return [];
    const labels = name.slice(0, -suffix.length).split('.').reverse();
    const [zone, namespace = '', first = '', ...rest] = labels;
    if (zone === 'pod') return rest.length === 0 ? podRecord(name, type, first) : [];
    if (zone !== 'svc') return [];
    const service = this.server.store.get(Services, joinKey(namespace, first));
    if (service === undefined) return [];
    return type === 'SRV'
      ? this.ports(name, service, rest.reverse())
      : this.hosts({ name, type }, service, rest);
  }

  /** `SERVICE.NAMESPACE.svc`, or `HOST.SERVICE.NAMESPACE.svc` of a headless one. */
  private hosts(
    { name, type }: Omit<DnsRecord, 'data'>,
    service: Service,
    [host, ...more]: readonly string[],
  ): readonly DnsRecord[] {
    const { clusterIP, externalName, type: kind } = service.spec;
    if (more.length > 0) return [];
    if (kind === 'ExternalName') {
      return host === undefined ? [{ name, type: 'CNAME', data: `${externalName}.` }] : [];
    }
    if (type !== 'A') return [];
    const record = (address: string): DnsRecord => ({ name, type, data: address });
    if (clusterIP !== undefined && clusterIP !== '' && clusterIP !== 'None') {
      return host === undefined ? [record(clusterIP)] : [];
    }
    return this.places(service)
      .filter((place) => host === undefined || place.hostname === host)
      .map(({ address }) => record(address));
  }

  /** `_PORT._PROTOCOL.SERVICE.NAMESPACE.svc` */
  private ports(name: string, service: Service, labels: readonly string[]): readonly DnsRecord[] {
    const [port = '', protocol = ''] = labels;
    const found = service.spec.ports?.find(
      (own) =>
        `_${own.name ?? ''}` === port && `_${(own.protocol ?? 'TCP').toLowerCase()}` === protocol,
    );
    if (found === undefined || labels.length !== 2) return [];
    const own = `${service.metadata.name}.${service.metadata.namespace}.svc.${CLUSTER_DOMAIN}.`;
    const isHeadless = service.spec.clusterIP === 'None';
    const hosts = isHeadless
      ? this.places(service).map(({ hostname }) => `${hostname}.${own}`)
      : [own];
    return hosts.map((host) => ({ name, type: 'SRV', data: `0 100 ${found.port} ${host}` }));
  }

  private pointers(name: string): readonly DnsRecord[] {
    const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\.in-addr\.arpa$/.exec(name);
    if (match === null) return [];
    const address = match.slice(1).reverse().join('.');
    for (const service of this.server.store.objects(Services).values()) {
      if (service.spec.clusterIP !== address) continue;
      const { name: own, namespace } = service.metadata;
      return [{ name, type: 'PTR', data: `${own}.${namespace}.svc.${CLUSTER_DOMAIN}.` }];
    }
    return [];
  }

  private places(service: Service): readonly Place[] {
    const { name, namespace = '' } = service.metadata;
    const publishes = service.spec.publishNotReadyAddresses === true;
    const places: Place[] = [];
    for (const slice of this.server.store.objects(EndpointSlices, namespace).values()) {
      if (slice.metadata.labels?.[SERVICE_NAME] !== name) continue;
      places.push(...placesOf(slice, publishes));
    }
    return places;
  }
}

function placesOf({ endpoints }: EndpointSlice, publishesAll: boolean): readonly Place[] {
  return (endpoints ?? []).flatMap(({ addresses, conditions, hostname }) => {
    if (conditions?.ready === false && !publishesAll) return [];
    return addresses.map((address) => ({
      address,
      hostname: hostname ?? address.replaceAll('.', '-'),
    }));
  });
}

/** `10-244-1-2.NAMESPACE.pod` is the address that it says. */
function podRecord(name: string, type: RecordType, label: string): readonly DnsRecord[] {
  const isAddress = /^\d+-\d+-\d+-\d+$/.test(label) && type === 'A';
  return isAddress ? [{ name, type: 'A', data: label.replaceAll('-', '.') }] : [];
}
