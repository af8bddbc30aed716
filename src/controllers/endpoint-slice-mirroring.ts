import { EndpointsKind } from '../api/core/endpoints';
import { Services } from '../api/core/service';
import { EndpointSlices } from '../api/discovery/endpoint-slice';
import { isApiError } from '../api/errors';
import { deepEqual, joinKey, keyOf } from '../api/object';
import type {
  DiscoveryEndpointPort,
  Endpoint,
  EndpointAddress,
  EndpointSlice,
  EndpointSubset,
  Endpoints,
} from '../api/schema/objects';
import { type Controller, NO_KEYS } from '../runtime/controller';
import type { Env } from '../runtime/env';
import { type Look, request } from '../runtime/look';
import { controllerReference } from './ownership';

const SERVICE = 'kubernetes.io/service-name';
const MANAGER = 'endpointslice.kubernetes.io/managed-by';
const OURS = 'endpointslicemirroring-controller.k8s.io';
const SKIP = 'endpointslice.kubernetes.io/skip-mirror';
const LEADER = 'control-plane.alpha.kubernetes.io/leader';
/** Annotations that are of the Endpoints alone. */
const KEPT_BACK: ReadonlySet<string> = new Set([
  'endpoints.kubernetes.io/last-change-trigger-time',
  'kubectl.kubernetes.io/last-applied-configuration',
]);
/** upstream: --mirroring-max-endpoints-per-subset */
const ADDRESSES_MAX = 1000;

/** True when a person keeps the list, not the control plane. upstream: shouldMirror */
function isKeptByHand(env: Env, { metadata }: Endpoints): boolean {
  if (metadata.labels?.[SKIP] === 'true' || metadata.annotations?.[LEADER] !== undefined) {
    return false;
  }
  const service = env.cache.informer(Services).find(metadata.namespace, metadata.name);
  return service !== undefined && service.spec.selector === undefined;
}

function endpointOf(
  { ip, hostname, nodeName, targetRef }: EndpointAddress,
  ready: boolean,
): Endpoint {
  return {
    addresses: [ip],
    conditions: { ready },
    ...(hostname === undefined ? {} : { hostname }),
    ...(nodeName === undefined ? {} : { nodeName }),
    ...(targetRef === undefined ? {} : { targetRef }),
  };
}

function portsOf({ ports = [] }: EndpointSubset): readonly DiscoveryEndpointPort[] {
  return ports.map(({ name, port, protocol, appProtocol }) => ({
    name: name ?? '',
    port,
    ...(protocol === undefined ? {} : { protocol }),
    ...(appProtocol === undefined ? {} : { appProtocol }),
  }));
}

type Mirrored = Pick<EndpointSlice, 'addressType' | 'ports' | 'endpoints'>;

/** What the slices should hold: one for each set of ports and each family of addresses. */
function mirrored({ subsets = [] }: Endpoints): readonly Mirrored[] {
  const slices = new Map<string, { ports: readonly DiscoveryEndpointPort[]; all: Endpoint[] }>();
  for (const subset of subsets) {
    const ports = portsOf(subset);
    const both = [
      ...(subset.addresses ?? []).map((address) => endpointOf(address, true)),
      ...(subset.notReadyAddresses ?? []).map((address) => endpointOf(address, false)),
    ];
    for (const endpoint of both.slice(0, ADDRESSES_MAX)) {
      const id = `${endpoint.addresses[0]?.includes(':') ? 'IPv6' : 'IPv4'} ${JSON.stringify(ports)}`;
      const slice = slices.get(id) ?? { ports, all: [] };
      slices.set(id, slice);
      slice.all.push(endpoint);
    }
  }
  return [...slices].map(([id, { ports, all }]) => ({
    addressType: id.slice(0, 4),
    ports,
    endpoints: all,
  }));
}

function metadataOf({ apiVersion, kind, metadata }: Endpoints) {
  const annotations = Object.fromEntries(
    Object.entries(metadata.annotations ?? {}).filter(([name]) => !KEPT_BACK.has(name)),
  );
  return {
    namespace: metadata.namespace ?? '',
    labels: { ...metadata.labels, [SERVICE]: metadata.name, [MANAGER]: OURS },
    ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
    ownerReferences: [controllerReference({ apiVersion, kind, metadata })],
  };
}

function isSame(a: Mirrored, b: Mirrored): boolean {
  return a.addressType === b.addressType && deepEqual(a.ports ?? [], b.ports ?? []);
}

/** Makes a slice what it should be. */
function* put(
  env: Env,
  endpoints: Endpoints,
  slice: Mirrored,
  old: EndpointSlice | undefined,
): Look {
  const metadata = metadataOf(endpoints);
  if (old === undefined) {
    const made = {
      metadata: { ...metadata, generateName: `${endpoints.metadata.name}-` },
      ...slice,
    };
    yield* request(() => env.api.create(EndpointSlices, made));
    return;
  }
  const next = { ...old, ...slice, metadata: { ...old.metadata, ...metadata } };
  if (!deepEqual(next, old)) yield* request(() => env.api.update(EndpointSlices, next));
}

function* remove(env: Env, { metadata: { namespace, name } }: EndpointSlice): Look {
  try {
    yield* request(() => env.api.delete(EndpointSlices, { namespace, name }));
  } catch (error) {
    if (!isApiError(error, 'NotFound')) throw error;
  }
}

/** Keeps slices of lists that are kept by hand, for what reads slices alone. upstream: pkg/controller/endpointslicemirroring */
export const endpointSliceMirroringController: Controller<Endpoints> = {
  name: 'endpointslice-mirroring-controller',
  reportsAs: 'endpoint-slice-mirroring-controller',
  account: 'endpointslicemirroring-controller',
  reconciles: EndpointsKind,
  watches: [
    { kind: Services, keys: (_env, { object }) => [keyOf(object)] },
    {
      kind: EndpointSlices,
      keys(_env, { object: { metadata } }) {
        const { [SERVICE]: name, [MANAGER]: manager } = metadata.labels ?? {};
        return name === undefined || manager !== OURS
          ? NO_KEYS
          : [joinKey(metadata.namespace, name)];
      },
    },
  ],
  prepare(env) {
    env.cache
      .informer(EndpointSlices)
      .addIndex('mirrors', ({ metadata }) =>
        metadata.labels?.[MANAGER] === OURS
          ? joinKey(metadata.namespace, metadata.labels[SERVICE] ?? '')
          : undefined,
      );
  },
  *reconcile(env, endpoints, key): Look {
    const left = new Set(env.cache.informer(EndpointSlices).by('mirrors', key).values());
    if (endpoints !== undefined && isKeptByHand(env, endpoints)) {
      for (const slice of mirrored(endpoints)) {
        const old = [...left].find((each) => isSame(each, slice));
        if (old !== undefined) left.delete(old);
        yield* put(env, endpoints, slice, old);
      }
    }
    for (const slice of left) yield* remove(env, slice);
  },
};
