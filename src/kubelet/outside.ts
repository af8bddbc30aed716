import { Nodes } from '../api/core/node';
import { PersistentVolumeClaims } from '../api/core/persistent-volume-claim';
import { Services } from '../api/core/service';
import { ServiceAccounts } from '../api/core/service-account';
import { EndpointSlices } from '../api/discovery/endpoint-slice';
import { joinKey } from '../api/object';
import type { EndpointSlice, Pod, Service, ServicePort } from '../api/schema/objects';
import type { ApiServer } from '../apiserver/server';
import { ISSUER } from '../apiserver/token-authority';
import { SessionAffinity } from '../runtime/session-affinity';
import { ClusterDns, type DnsRecord, type RecordType } from './cluster-dns';
import type { ClusterFirewall } from './cluster-firewall';
import { ContainerFiles } from './container/container-files';
import type { HttpReply, HttpRequest, PodNetwork } from './container/pod-http';
import type { Asker, Connection, Outside } from './container/process';

const SERVICE_NAME = 'kubernetes.io/service-name';
const ADDRESS = /^[\d.]+$/;

interface Backend {
  readonly address: string;
  readonly port: number;
}

/** A Service's port that a client has found by address or name. */
interface Target {
  readonly service: Service;
  readonly port: ServicePort;
}

function readyAddresses({ endpoints }: EndpointSlice): string[] {
  return (endpoints ?? []).flatMap(({ addresses, conditions }) =>
    conditions?.ready === false ? [] : addresses,
  );
}

/** The contents of a cluster's persistent volumes, by their names. */
export class Disks {
  private readonly disks = new Map<string, ContainerFiles>();

  of(volume: string): ContainerFiles {
    let files = this.disks.get(volume);
    if (files === undefined) {
      files = new ContainerFiles();
      this.disks.set(volume, files);
    }
    return files;
  }
}

/** What programs in containers reach of the cluster: Services by name or address, and the volumes of claims. */
export class ClusterOutside implements Outside {
  private readonly dns: ClusterDns;
  /** So many requests each Service had: its backends take turns. */
  private readonly turns = new Map<string, number>();
  private readonly affinity = new SessionAffinity();

  constructor(
    private readonly server: ApiServer,
    private readonly disks: Disks,
    private readonly network: PodNetwork,
    private readonly firewall: ClusterFirewall,
  ) {
    this.dns = new ClusterDns(server);
  }

  disk(namespace: string, claim: string): ContainerFiles {
    const found = this.server.store.get(PersistentVolumeClaims, joinKey(namespace, claim));
    return this.disks.of(found?.spec.volumeName ?? `${namespace}/${claim}`);
  }

  accountToken(pod: Pod, audience: string | undefined, seconds: number): string | undefined {
    const { server } = this;
    const { name, uid, namespace = '' } = pod.metadata;
    const of = joinKey(namespace, pod.spec.serviceAccountName ?? 'default');
    const account = server.store.get(ServiceAccounts, of);
    if (account === undefined) return undefined;
    const audiences = [audience ?? ISSUER];
    return server.tokens.issue({ account, audiences, seconds, pod: { name, uid } }, server.now);
  }

  lookUp(name: string, type: RecordType, asker: Asker): readonly DnsRecord[] {
    if (!this.firewall.letsAskForNames(asker.address())) return [];
    return this.dns.lookUp(name, type, asker.namespace);
  }

  resolve(host: string, asker: Asker): readonly string[] {
    if (!this.firewall.letsAskForNames(asker.address())) return [];
    return this.dns.addresses(host, asker.namespace);
  }

  request(host: string, request: HttpRequest, asker: Asker): HttpReply | undefined {
    const { from, port: asked, transport } = request;
    const protocol = transport === 'udp' ? 'UDP' : 'TCP';
    for (const address of this.addressesOf(host, asker)) {
      const target = this.targetOf(address, asked);
      const places = target === undefined ? [{ address, port: asked }] : this.inTurn(target, from);
      for (const { address: place, port } of places) {
        const attempt = { from: asker.address(), to: place, port, protocol } as const;
        if (this.firewall.barrier(attempt) !== undefined) continue;
        const reply = this.network.request(place, { ...request, port });
        if (reply !== undefined) return reply;
      }
    }
    return undefined;
  }

  connect(host: string, port: number, asker: Asker): Connection {
    const from = asker.address();
    let outcome: Connection = 'refused';
    for (const address of this.addressesOf(host, asker)) {
      const target = this.targetOf(address, port);
      for (const to of target === undefined ? [{ address, port }] : this.backends(target)) {
        const isBarred = this.firewall.barrier({ from, to: to.address, port: to.port });
        if (isBarred !== undefined) outcome = 'timed out';
        else if (target !== undefined || this.network.connects(address, port)) return 'open';
      }
    }
    return outcome;
  }

  private addressesOf(host: string, asker: Asker): readonly string[] {
    return ADDRESS.test(host) ? [host] : this.resolve(host, asker);
  }

  /** The Service that takes connections to an address and port: its own, or a port of each node. */
  private targetOf(address: string, wanted: number): Target | undefined {
    for (const service of this.server.store.objects(Services).values()) {
      const { clusterIP, externalIPs = [], ports = [] } = service.spec;
      const ingress = service.status.loadBalancer?.ingress ?? [];
      const isOwn =
        clusterIP === address ||
        externalIPs.includes(address) ||
        ingress.some(({ ip }) => ip === address);
      const port = ports.find((own) =>
        isOwn ? own.port === wanted : own.nodePort === wanted && this.isNode(address),
      );
      if (port !== undefined) return { service, port };
    }
    return undefined;
  }

  private isNode(address: string): boolean {
    for (const { status } of this.server.store.objects(Nodes).values()) {
      if (status.addresses?.some((own) => own.address === address)) return true;
    }
    return false;
  }

  /** The backends, beginning with whose turn it is; with ClientIP affinity it is the client's last one's. */
  private inTurn({ service, port }: Target, from = ''): readonly Backend[] {
    const backends = this.backends({ service, port });
    const { uid } = service.metadata;
    const fresh = () => {
      const turn = this.turns.get(uid) ?? 0;
      this.turns.set(uid, turn + 1);
      return turn % (backends.length || 1);
    };
    const client = `${uid} ${port.name ?? ''} ${from}`;
    const { now } = this.server;
    const first = this.affinity.place(client, service.spec, backends, { now, fresh });
    return [...backends.slice(first), ...backends.slice(0, first)];
  }

  /** Where the ready endpoints of a Service's port listen. */
  private backends({ service, port }: Target): readonly Backend[] {
    const { name, namespace = '' } = service.metadata;
    const found: Backend[] = [];
    for (const slice of this.server.store.objects(EndpointSlices, namespace).values()) {
      if (slice.metadata.labels?.[SERVICE_NAME] !== name) continue;
      const target = slice.ports?.find((own) => (own.name ?? '') === (port.name ?? ''))?.port;
      if (target === undefined) continue;
      for (const address of readyAddresses(slice)) found.push({ address, port: target });
    }
    return found;
  }
}
