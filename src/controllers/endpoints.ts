import { EndpointsKind } from '../api/core/endpoints';
import { Pods } from '../api/core/pod';
import { isReady, isTerminating } from '../api/core/pod-states';
import { Services } from '../api/core/service';
import { isApiError, isNamespaceEnding } from '../api/errors';
import { deepEqual } from '../api/object';
import type {
  EndpointAddress,
  EndpointPort,
  EndpointSubset,
  Pod,
  Service,
} from '../api/schema/objects';
import { type Controller, NO_KEYS } from '../runtime/controller';
import {
  indexPodsByLabel,
  mayServe,
  podsOfService,
  servicesOfPod,
  targetPorts,
} from './service-pods';
import { toldTrigger, triggerTimes } from './trigger-times';

function addressOf(pod: Pod, service: Service): EndpointAddress {
  const { name, namespace = '', uid } = pod.metadata;
  const isNamed = pod.spec.hostname !== undefined && pod.spec.subdomain === service.metadata.name;
  return {
    ip: pod.status.podIP ?? '',
    ...(isNamed ? { hostname: pod.spec.hostname } : {}),
    ...(pod.spec.nodeName === undefined ? {} : { nodeName: pod.spec.nodeName }),
    targetRef: { kind: 'Pod', namespace, name, uid },
  };
}

function numeric(ip: string): number {
  return ip.split('.').reduce((value, part) => value * 256 + Number(part), 0);
}

function byAddress(a: EndpointAddress, b: EndpointAddress): number {
  return numeric(a.ip) - numeric(b.ip);
}

/** The Pods of a Service in subsets of equal ports, ready ones apart from the others. upstream: RepackSubsets */
function subsetsOf(service: Service, pods: readonly Pod[]): EndpointSubset[] {
  const subsets = new Map<
    string,
    { ports: EndpointPort[]; ready: EndpointAddress[]; not: EndpointAddress[] }
  >();
  for (const pod of pods) {
    if (!mayServe(pod) || (isTerminating(pod) && service.spec.publishNotReadyAddresses !== true))
      continue;
    const ports = targetPorts(service, pod).map(({ name, port, protocol = 'TCP' }) => ({
      ...(name === undefined ? {} : { name }),
      port,
      protocol,
    }));
    const key = JSON.stringify(ports);
    const subset = subsets.get(key) ?? { ports, ready: [], not: [] };
    subsets.set(key, subset);
    const isServing = service.spec.publishNotReadyAddresses === true || isReady(pod);
    (isServing ? subset.ready : subset.not).push(addressOf(pod, service));
  }
  return [...subsets.values()].map(({ ports, ready, not }) => ({
    ...(ready.length > 0 ? { addresses: ready.sort(byAddress) } : {}),
    ...(not.length > 0 ? { notReadyAddresses: not.sort(byAddress) } : {}),
    ...(ports.length > 0 ? { ports } : {}),
  }));
}

/** The older form of the same list: one Endpoints object for each Service. upstream: pkg/controller/endpoint */
export const endpointsController: Controller<Service> = {
  name: 'endpoint-controller',
  reconciles: Services,
  watches: [
    { kind: Pods, keys: servicesOfPod },
    // what somebody deletes comes back; what somebody edits stays until there is news. upstream: onEndpointsDelete
    { kind: EndpointsKind, keys: (_env, { type, key }) => (type === 'DELETED' ? [key] : NO_KEYS) },
  ],
  prepare(env) {
    indexPodsByLabel(env);
    env.cache.informer(EndpointsKind);
  },
  reconcile(env, service, key) {
    if (service === undefined) triggerTimes(env).forget(key);
    const known = env.cache.informer(EndpointsKind).get(key);
    if (service === undefined) {
      if (known === undefined) return;
      const { namespace, name } = known.metadata;
      try {
        env.api.delete(EndpointsKind, { namespace, name });
      } catch (error) {
        if (!isApiError(error, 'NotFound')) throw error;
      }
      return;
    }
    if (service.spec.selector === undefined) return;
    const pods = podsOfService(env, service);
    const trigger = triggerTimes(env).since(service, pods);
    const subsets = subsetsOf(service, pods);
    const labels = {
      ...service.metadata.labels,
      'endpoints.kubernetes.io/managed-by': 'endpoint-controller',
      ...(service.spec.clusterIP === 'None' ? { 'service.kubernetes.io/headless': '' } : {}),
    };
    if (known === undefined) {
      const { name, namespace = '' } = service.metadata;
      try {
        const metadata = { name, namespace, labels, ...toldTrigger(undefined, trigger) };
        env.api.create(EndpointsKind, { metadata, subsets });
      } catch (error) {
        if (!isNamespaceEnding(error)) throw error;
      }
    } else if (
      !deepEqual(subsets, known.subsets ?? []) ||
      !deepEqual(labels, known.metadata.labels)
    ) {
      const { annotations, ...metadata } = known.metadata;
      env.api.update(EndpointsKind, {
        ...known,
        metadata: { ...metadata, labels, ...toldTrigger(annotations, trigger) },
        subsets,
      });
    }
  },
};
