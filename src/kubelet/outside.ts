import { Services } from '../api/core/service';
import { EndpointSlices } from '../api/discovery/endpoint-slice';
import { joinKey } from '../api/object';
import type { ApiServer } from '../apiserver/server';
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

/** What programs in containers reach of the cluster: Services by name or address. */
export class ClusterOutside implements Outside {
  constructor(private readonly server: ApiServer) {}

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
