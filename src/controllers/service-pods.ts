import { Pods } from '../api/core/pod';
import { isFinished, isReady } from '../api/core/pod-states';
import { Services } from '../api/core/service';
import { joinKey } from '../api/object';
import type { Pod, Service, ServicePort } from '../api/schema/objects';
import { matchesLabels } from '../api/selector';
import type { Change } from '../apiserver/store';
import { NO_KEYS } from '../runtime/controller';
import type { Env } from '../runtime/env';

function labelKey(namespace: string | undefined, key: string, value: string): string {
  return `${namespace ?? ''}/${key}=${value}`;
}

/** The keys of all labels of a Pod; made once for the Pods of a template, which share their labels. */
function labelKeys({ metadata }: Pod): readonly string[] {
  const { labels, namespace } = metadata;
  if (labels === undefined) return NO_KEYS;
  let keys = keysByLabels.get(labels);
  if (keys === undefined || keys.namespace !== namespace) {
    const list = Object.entries(labels).map(([key, value]) => labelKey(namespace, key, value));
    keys = { namespace, list };
    keysByLabels.set(labels, keys);
  }
  return keys.list;
}

const keysByLabels = new WeakMap<
  object,
  { readonly namespace: string | undefined; readonly list: readonly string[] }
>();

/** Indexes Pods by each of their labels, so that a selector need not look at all of a namespace. */
export function indexPodsByLabel(env: Env): void {
  env.cache.informer(Pods).addIndex('label', labelKeys);
}

/** The Pods that a Service selects; none when it selects nothing. */
export function podsOfService(env: Env, { metadata, spec }: Service): Pod[] {
  const entries = Object.entries(spec.selector ?? {});
  const pods = env.cache.informer(Pods);
  const [first] = entries;
  if (first === undefined) return [];
  const found: Pod[] = [];
  for (const pod of pods.by('label', labelKey(metadata.namespace, first[0], first[1])).values()) {
    if (matchesLabels(spec.selector ?? {}, pod.metadata.labels)) found.push(pod);
  }
  return found;
}

/** The keys of the Services that a Pod's change concerns: those that select it, or did. */
export function servicesOfPod(env: Env, { type, object, old }: Change<Pod>): readonly string[] {
  const { namespace, labels } = object.metadata;
  const services = env.cache.informer(Services).all(namespace);
  if (services.size === 0) return NO_KEYS;
  // a Pod that is gone is a change, though it looks as it did last
  if (type !== 'DELETED' && old !== undefined && isAlike(object, old)) return NO_KEYS;
  let keys: string[] | undefined;
  for (const service of services.values()) {
    const { selector } = service.spec;
    if (selector === undefined) continue;
    const concerned =
      matchesLabels(selector, labels) ||
      (old !== undefined && matchesLabels(selector, old.metadata.labels));
    if (!concerned) continue;
    keys ??= [];
    keys.push(joinKey(namespace, service.metadata.name));
  }
  return keys ?? NO_KEYS;
}

/** True when nothing changed that makes upstream look at the endpoints again. upstream: podEndpointsChanged */
function isAlike(a: Pod, b: Pod): boolean {
  return (
    a.metadata.labels === b.metadata.labels &&
    a.metadata.deletionTimestamp === b.metadata.deletionTimestamp &&
    a.status.podIP === b.status.podIP &&
    isReady(a) === isReady(b)
  );
}

/** True when a Pod has an address at which it could serve. upstream: ShouldPodBeInEndpoints */
export function mayServe(pod: Pod): boolean {
  return (pod.status.podIP ?? '') !== '' && !isFinished(pod);
}

/** The ports at which a Pod serves a Service; named target ports that it does not have are left out. */
export function targetPorts(service: Service, pod: Pod): ServicePort[] {
  const ports: ServicePort[] = [];
  for (const port of service.spec.ports ?? []) {
    const number = targetPort(port, pod);
    if (number !== undefined) ports.push({ ...port, port: number });
  }
  return ports;
}

function targetPort(
  { targetPort: target, port, protocol = 'TCP' }: ServicePort,
  pod: Pod,
): number | undefined {
  if (typeof target === 'number') return target === 0 ? port : target;
  if (target === undefined || target === '') return port;
  const sidecars = (pod.spec.initContainers ?? []).filter(
    ({ restartPolicy }) => restartPolicy === 'Always',
  );
  for (const container of [...pod.spec.containers, ...sidecars]) {
    for (const own of container.ports ?? []) {
      if (own.name === target && (own.protocol ?? 'TCP') === protocol) return own.containerPort;
    }
  }
  return undefined;
}
