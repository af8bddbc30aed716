import type { Pod } from '../api/schema/objects';
import { CLUSTER_DOMAIN } from './cluster-dns';
import type { PodState } from './pod-state';

/** What the containers of a Pod are called, and the domain that they are in, '' when they are in none. */
export interface HostName {
  readonly hostname: string;
  readonly domain: string;
}

function domainOf({ metadata, spec }: Pod): string {
  return spec.subdomain ? `${spec.subdomain}.${metadata.namespace}.svc.${CLUSTER_DOMAIN}` : '';
}

/** The name that a Pod is given, or its own. upstream: GeneratePodHostNameAndDomain */
export function hostNameOf({ pod, features }: PodState): HostName {
  const { hostnameOverride, hostname = pod.metadata.name } = pod.spec;
  if (features.HostnameOverride && hostnameOverride !== undefined) {
    return { hostname: hostnameOverride, domain: '' };
  }
  return { hostname, domain: domainOf(pod) };
}
