import { PersistentVolumeClaims } from '../api/core/persistent-volume-claim';
import { Services } from '../api/core/service';
import { EndpointSlices } from '../api/discovery/endpoint-slice';
import { joinKey } from '../api/object';
import type { EndpointSlice } from '../api/schema/objects';
import type { ApiServer } from '../apiserver/server';
import { ContainerFiles } from './container-files';
import type { HttpReply, HttpRequest, PodNetwork } from './pod-http';
import type { Outside } from './process';

const SERVICE_NAME = 'kubernetes.io/service-name';

/** The Service that a host name means to a Pod of the namespace, as its search domains resolve it. */
function serviceKey(host: string, namespace: string): string | undefined {
  const parts = host
    .replace(/\.$/, '')
    .replace(/\.svc(\.cluster\.local)?$/, '')
    .split('.');
  const [name = '', other = namespace] = parts;
  return parts.length > 2 || name === '' ? undefined : joinKey(other, name);
}

interface Backend {
  readonly address: string;
  readonly port: number;
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
  constructor(
    private readonly server: ApiServer,
    private readonly disks: Disks,
    private readonly network: PodNetwork,
  ) {}

  disk(namespace: string, claim: string): ContainerFiles {
    const found = this.server.store.get(PersistentVolumeClaims, joinKey(namespace, claim));
    return this.disks.of(found?.spec.volumeName ?? `${namespace}/${claim}`);
  }

  resolve(host: string, namespace: string): readonly string[] {
    const key = serviceKey(host, namespace);
    if (key === undefined) return [];
    const service = this.server.store.get(Services, key);
    if (service === undefined) return [];
    const { clusterIP } = service.spec;
    if (clusterIP !== undefined && clusterIP !== '' && clusterIP !== 'None') return [clusterIP];
    return this.endpoints(key, service.metadata.name);
  }

  request(host: string, request: HttpRequest, namespace: string): HttpReply | undefined {
    const key = this.keyOf(host, namespace);
    if (key === undefined) return this.network.request(host, request);
    const service = this.server.store.get(Services, key);
    const port = service?.spec.ports?.find((own) => own.port === request.port);
    if (service === undefined || port === undefined) return undefined;
    const backends = this.backends(key, service.metadata.name, port.name ?? '');
    for (const backend of backends) {
      const reply = this.network.request(backend.address, { ...request, port: backend.port });
      if (reply !== undefined) return reply;
    }
    return undefined;
  }

  connects(host: string, port: number, namespace: string): boolean {
    const key = this.keyOf(host, namespace);
    if (key === undefined) return false;
    const service = this.server.store.get(Services, key);
    if (service === undefined) return false;
    const { ports = [] } = service.spec;
    if (ports.length > 0 && !ports.some((p) => p.port === port)) return false;
    return this.endpoints(key, service.metadata.name).length > 0;
  }

  private keyOf(host: string, namespace: string): string | undefined {
    return /^[\d.]+$/.test(host) ? this.keyOfAddress(host, namespace) : serviceKey(host, namespace);
  }

  private keyOfAddress(address: string, namespace: string): string | undefined {
    for (const [key, { spec }] of this.server.store.objects(Services, namespace)) {
      if (spec.clusterIP === address) return key;
    }
    return undefined;
  }

  /** The addresses of a Service's ready endpoints. */
  private endpoints(key: string, name: string): readonly string[] {
    return [...this.slicesOf(key, name)].flatMap(readyAddresses);
  }

  /** Where the ready endpoints of a Service's port listen. */
  private backends(key: string, name: string, port: string): readonly Backend[] {
    return [...this.slicesOf(key, name)].flatMap((slice) => {
      const target = slice.ports?.find((own) => (own.name ?? '') === port)?.port;
      if (target === undefined) return [];
      return readyAddresses(slice).map((address) => ({ address, port: target }));
    });
  }

  private *slicesOf(key: string, name: string): Generator<EndpointSlice> {
    const namespace = key.slice(0, key.indexOf('/'));
    for (const slice of this.server.store.objects(EndpointSlices, namespace).values()) {
      if (slice.metadata.labels?.[SERVICE_NAME] === name) yield slice;
    }
  }
}
