import { PersistentVolumeClaims } from '../api/core/persistent-volume-claim';
import { Services } from '../api/core/service';
import { EndpointSlices } from '../api/discovery/endpoint-slice';
import { joinKey } from '../api/object';
import type { ApiServer } from '../apiserver/server';
import { ContainerFiles } from './container-files';
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

  connects(host: string, port: number, namespace: string): boolean {
    const key = /^[\d.]+$/.test(host)
      ? this.keyOfAddress(host, namespace)
      : serviceKey(host, namespace);
    if (key === undefined) return false;
    const service = this.server.store.get(Services, key);
    if (service === undefined) return false;
    const { ports = [] } = service.spec;
    if (ports.length > 0 && !ports.some((p) => p.port === port)) return false;
    return this.endpoints(key, service.metadata.name).length > 0;
  }

  private keyOfAddress(address: string, namespace: string): string | undefined {
    for (const [key, { spec }] of this.server.store.objects(Services, namespace)) {
      if (spec.clusterIP === address) return key;
    }
    return undefined;
  }

  /** The addresses of a Service's ready endpoints. */
  private endpoints(key: string, name: string): readonly string[] {
    const namespace = key.slice(0, key.indexOf('/'));
    const addresses: string[] = [];
    for (const slice of this.server.store.objects(EndpointSlices, namespace).values()) {
      if (slice.metadata.labels?.[SERVICE_NAME] !== name) continue;
      for (const { addresses: own, conditions } of slice.endpoints ?? []) {
        if (conditions?.ready !== false) addresses.push(...own);
      }
    }
    return addresses;
  }
}
