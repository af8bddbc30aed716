import { type FieldError, tooMany } from '../field-error';
import { validateLabelMap } from '../label-selector';
import { dnsSubdomainErrors } from '../names';
import { type Draft, deepEqual } from '../object';
import type { Endpoint, EndpointSlice } from '../schema/objects';

/** The version whose endpoints tell of where they are in a map. */
export const WITH_TOPOLOGY = 'discovery.k8s.io/v1beta1';
const HOSTNAME = 'kubernetes.io/hostname';
const KEYS_MAX = 16;

/**
 * What v1 makes of endpoints with a topology: it takes none and keeps what is there as long as no endpoint changes; then a host
 * that the map named before becomes the node. upstream: registry discovery/endpointslice, dropTopologyOnV1
 */
export function dropTopology(draft: Draft<EndpointSlice>, old?: EndpointSlice): void {
  const { endpoints } = draft;
  if (endpoints === undefined || !endpoints.some(hasTopology)) return;
  if (old !== undefined && deepEqual(endpoints, old.endpoints)) return;
  const hosts = new Set((old?.endpoints ?? []).map((each) => each.deprecatedTopology?.[HOSTNAME]));
  draft.endpoints = endpoints.map((endpoint) => {
    if (!hasTopology(endpoint)) return endpoint;
    const { deprecatedTopology, ...bare } = endpoint;
    const host = deprecatedTopology?.[HOSTNAME];
    if (host === undefined || !hosts.has(host) || bare.nodeName !== undefined) return bare;
    return dnsSubdomainErrors(host).length > 0 ? bare : { ...bare, nodeName: host };
  });
}

function hasTopology({ deprecatedTopology }: Pick<Endpoint, 'deprecatedTopology'>): boolean {
  return deprecatedTopology !== undefined;
}

/** upstream: discovery validation, validateEndpoints */
export function validateTopology({ deprecatedTopology }: Endpoint, path: string): FieldError[] {
  if (deprecatedTopology === undefined) return [];
  const count = Object.keys(deprecatedTopology).length;
  return [
    ...(count > KEYS_MAX ? [tooMany(path, count, KEYS_MAX)] : []),
    ...validateLabelMap(deprecatedTopology, path),
  ];
}
