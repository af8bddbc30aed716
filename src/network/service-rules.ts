import type { Endpoint, EndpointSlice, Service, ServicePort } from '../api/schema/objects';

/** One place where a Service is served. */
export interface Backend {
  readonly address: string;
  readonly port: number;
  readonly node: string | undefined;
  readonly zone: string | undefined;
  /** The Pod's name and UID; none when somebody wrote the endpoint by hand. */
  readonly pod: { readonly name: string; readonly uid: string } | undefined;
}

function backend(endpoint: Endpoint, port: number): Backend {
  const { targetRef, nodeName, zone, addresses } = endpoint;
  const { name, uid } = targetRef ?? {};
  return {
    address: addresses[0] ?? '',
    port,
    node: nodeName,
    zone,
    pod: name === undefined || uid === undefined ? undefined : { name, uid },
  };
}

/**
 * Where connections to a Service's port may go: to the ready endpoints; when there is none, to those that are
 * terminating and still serve. upstream: pkg/proxy/topology.go, CategorizeEndpoints
 */
export function backendsOf(
  { spec }: Service,
  port: ServicePort | undefined,
  slices: readonly EndpointSlice[],
  clientNode: string,
): readonly Backend[] {
  const isLocal = spec.internalTrafficPolicy === 'Local';
  const ready: Backend[] = [];
  const lastResort: Backend[] = [];
  for (const slice of slices) {
    // a headless Service is reached at the Pod's own address, at the port that the client asks for
    const number =
      spec.clusterIP === 'None'
        ? port?.port
        : slice.ports?.find(({ name }) => (name ?? '') === (port?.name ?? ''))?.port;
    if (number === undefined) continue;
    for (const endpoint of slice.endpoints ?? []) {
      if (isLocal && endpoint.nodeName !== clientNode) continue;
      const { ready: isReady = true, serving = isReady, terminating } = endpoint.conditions ?? {};
      if (isReady) ready.push(backend(endpoint, number));
      else if (serving && terminating === true) lastResort.push(backend(endpoint, number));
    }
  }
  // names resolve to ready addresses only
  return ready.length > 0 || spec.clusterIP === 'None' ? ready : lastResort;
}
