import { Nodes } from '../api/core/node';
import { Pods } from '../api/core/pod';
import { isReady, isTerminating } from '../api/core/pod-states';
import { Services } from '../api/core/service';
import { EndpointSlices } from '../api/discovery/endpoint-slice';
import { deepEqual, joinKey } from '../api/object';
import type {
  DiscoveryEndpointPort,
  Endpoint,
  EndpointSlice,
  Pod,
  Service,
} from '../api/schema/objects';
import { type Controller, NO_KEYS, type Watch } from '../runtime/controller';
import type { Env } from '../runtime/env';
import { controllerReference } from './ownership';
import {
  indexPodsByLabel,
  mayServe,
  podsOfService,
  servicesOfPod,
  targetPorts,
} from './service-pods';
import { toldTrigger, triggerTimes } from './trigger-times';

/** upstream: --max-endpoints-per-slice */
const SLICE_MAX = 100;
const SERVICE = 'kubernetes.io/service-name';
const MANAGER = 'endpointslice.kubernetes.io/managed-by';
const OURS = 'endpointslice-controller.k8s.io';

function endpointOf(env: Env, service: Service, pod: Pod): Endpoint {
  const serving = isReady(pod);
  const terminating = isTerminating(pod);
  const { name, namespace = '', uid } = pod.metadata;
  const node = pod.spec.nodeName;
  const zone = env.cache.informer(Nodes).get(node ?? '')?.metadata.labels?.[
    'topology.kubernetes.io/zone'
  ];
  const isNamed = pod.spec.hostname !== undefined && pod.spec.subdomain === service.metadata.name;
  return {
    addresses: [pod.status.podIP ?? ''],
    conditions: {
      ready: service.spec.publishNotReadyAddresses === true || (serving && !terminating),
      serving,
      terminating,
    },
    ...(isNamed ? { hostname: pod.spec.hostname } : {}),
    targetRef: { kind: 'Pod', namespace, name, uid },
    ...(node === undefined ? {} : { nodeName: node }),
    ...(zone === undefined ? {} : { zone }),
  };
}

interface Group {
  readonly ports: readonly DiscoveryEndpointPort[];
  readonly endpoints: Map<string, Endpoint>;
}

/** The endpoints that there should be, by the ports at which they are reached. */
function desiredGroups(env: Env, service: Service, pods: readonly Pod[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const pod of pods) {
    if (!mayServe(pod)) continue;
    const ports = targetPorts(service, pod).map(({ name, port, protocol, appProtocol }) => ({
      name: name ?? '',
      protocol: protocol ?? 'TCP',
      port,
      ...(appProtocol === undefined ? {} : { appProtocol }),
    }));
    const key = JSON.stringify(ports);
    const group = groups.get(key) ?? { ports, endpoints: new Map<string, Endpoint>() };
    groups.set(key, group);
    group.endpoints.set(pod.metadata.uid, endpointOf(env, service, pod));
  }
  return groups;
}

function labelsOf({ metadata, spec }: Service): Record<string, string> {
  return {
    ...metadata.labels,
    [SERVICE]: metadata.name,
    [MANAGER]: OURS,
    ...(spec.clusterIP === 'None' ? { 'service.kubernetes.io/headless': '' } : {}),
  };
}

function uidOf(endpoint: Endpoint): string {
  return endpoint.targetRef?.uid ?? endpoint.addresses[0] ?? '';
}

/** A Service whose slices are brought in line, and when it came about that they are not. */
interface Target {
  readonly service: Service;
  readonly trigger: string | undefined;
}

/** Brings the slices of one group of ports in line: what is there stays where it is, what is new fills up. */
function syncGroup(env: Env, target: Target, group: Group, slices: readonly EndpointSlice[]): void {
  const missing = new Map(group.endpoints);
  const contents = slices.map((slice) => {
    const kept: Endpoint[] = [];
    for (const old of slice.endpoints) {
      const wanted = missing.get(uidOf(old));
      if (wanted === undefined) continue;
      missing.delete(uidOf(old));
      kept.push(deepEqual(old, wanted) ? old : wanted);
    }
    return kept;
  });
  const queue = [...missing.values()];
  for (const kept of contents)
    while (kept.length < SLICE_MAX && queue.length > 0) kept.push(queue.shift() as Endpoint);
  const labels = labelsOf(target.service);
  slices.forEach((slice, index) => {
    const endpoints = contents[index] ?? [];
    const { annotations, ...metadata } = slice.metadata;
    const { name, namespace } = metadata;
    const isLast = slices.length === 1;
    if (endpoints.length === 0 && !isLast) {
      env.api.delete(EndpointSlices, { namespace, name });
      return;
    }
    if (deepEqual(endpoints, slice.endpoints) && deepEqual(labels, slice.metadata.labels)) return;
    env.api.update(EndpointSlices, {
      ...slice,
      metadata: { ...metadata, labels, ...toldTrigger(annotations, target.trigger) },
      endpoints,
    });
  });
  const isFirst = slices.length === 0;
  while (queue.length > 0 || (isFirst && group.endpoints.size === 0)) {
    create(env, target, group.ports, queue.splice(0, SLICE_MAX));
    if (queue.length === 0) break;
  }
}

function create(
  env: Env,
  { service, trigger }: Target,
  ports: readonly DiscoveryEndpointPort[],
  endpoints: readonly Endpoint[],
): void {
  env.api.create(EndpointSlices, {
    metadata: {
      generateName: `${service.metadata.name}-`,
      namespace: service.metadata.namespace ?? '',
      labels: labelsOf(service),
      ...toldTrigger(undefined, trigger),
      ownerReferences: [controllerReference({ ...service, apiVersion: 'v1', kind: 'Service' })],
    },
    addressType: 'IPv4',
    endpoints,
    ports,
  });
}

const slicesBack: Watch<EndpointSlice> = {
  kind: EndpointSlices,
  keys(_env, { object }) {
    const { namespace, labels = {} } = object.metadata;
    const service = labels[SERVICE];
    const isOurs = service !== undefined && labels[MANAGER] === OURS;
    return isOurs ? [joinKey(namespace, service)] : NO_KEYS;
  },
};

/** Lists the Pods of each Service with a selector. upstream: pkg/controller/endpointslice */
export const endpointSliceController: Controller<Service> = {
  name: 'endpointslice-controller',
  reportsAs: 'endpoint-slice-controller',
  reconciles: Services,
  watches: [{ kind: Pods, keys: servicesOfPod }, slicesBack],
  prepare(env) {
    indexPodsByLabel(env);
    env.cache.informer(Nodes);
    env.cache
      .informer(EndpointSlices)
      .addIndex('service', ({ metadata }) =>
        metadata.labels?.[MANAGER] === OURS
          ? joinKey(metadata.namespace, metadata.labels[SERVICE] ?? '')
          : undefined,
      );
  },
  reconcile(env, service, key) {
    const slices = [...env.cache.informer(EndpointSlices).by('service', key).values()];
    if (service === undefined) triggerTimes(env).forget(key);
    if (service === undefined || service.spec.type === 'ExternalName') return;
    if (service.spec.selector === undefined) return;
    const pods = podsOfService(env, service);
    const target = { service, trigger: triggerTimes(env).since(service, pods) };
    const groups = desiredGroups(env, service, pods);
    if (groups.size === 0) {
      // one slice without anything stays. upstream: the placeholder of the reconciler
      const [first, ...rest] = slices;
      const group = { ports: [], endpoints: new Map<string, Endpoint>() };
      const last =
        first === undefined || first.ports?.length === 0 ? first : { ...first, ports: [] };
      syncGroup(env, target, group, last === undefined ? rest : [last, ...rest]);
      return;
    }
    const left = new Set(slices);
    for (const [id, group] of groups) {
      const same = slices.filter(
        ({ ports, endpoints }) =>
          JSON.stringify(ports ?? []) === id || (endpoints.length === 0 && groups.size === 1),
      );
      for (const slice of same) left.delete(slice);
      const adjusted = same.map((slice) =>
        JSON.stringify(slice.ports ?? []) === id ? slice : { ...slice, ports: group.ports },
      );
      syncGroup(env, target, group, adjusted);
    }
    for (const { metadata } of left) {
      env.api.delete(EndpointSlices, { namespace: metadata.namespace, name: metadata.name });
    }
  },
};
