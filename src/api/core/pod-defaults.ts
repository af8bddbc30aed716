import { type Draft, deepFreeze } from '../object';
import { formatQuantity } from '../quantity';
import type { Container, EphemeralContainer, PodSpec, Probe } from '../schema/objects';
import { podAmounts } from './pod-amounts';
import { pullPolicyOf } from './pull-policy';
import { volumeDefaults } from './volume-defaults';

/** Sets a field that the user left out. */
function fill<T extends object, K extends keyof T>(object: T, key: K, value: T[K]): void {
  if (object[key] === undefined) object[key] = value;
}

function httpGetDefaults(handler: Draft<Pick<Probe, 'httpGet'>> | undefined): void {
  if (handler?.httpGet === undefined || Object.isFrozen(handler.httpGet)) return;
  fill(handler.httpGet, 'path', '/');
  fill(handler.httpGet, 'scheme', 'HTTP');
}

function probeDefaults(probe: Draft<Probe> | undefined): void {
  if (probe === undefined || Object.isFrozen(probe)) return;
  fill(probe, 'timeoutSeconds', 1);
  fill(probe, 'periodSeconds', 10);
  fill(probe, 'successThreshold', 1);
  fill(probe, 'failureThreshold', 3);
  httpGetDefaults(probe);
  if (probe.grpc !== undefined && !Object.isFrozen(probe.grpc)) fill(probe.grpc, 'service', '');
}

function containerDefaults(container: Draft<Container | EphemeralContainer>): void {
  if (Object.isFrozen(container)) return;
  fill(container, 'terminationMessagePath', '/dev/termination-log');
  fill(container, 'terminationMessagePolicy', 'File');
  fill(container, 'imagePullPolicy', pullPolicyOf(container.image));
  for (const port of container.ports ?? []) {
    if (!Object.isFrozen(port)) fill(port, 'protocol', 'TCP');
  }
  probeDefaults(container.livenessProbe);
  probeDefaults(container.readinessProbe);
  probeDefaults(container.startupProbe);
  httpGetDefaults(container.lifecycle?.postStart);
  httpGetDefaults(container.lifecycle?.preStop);
  for (const { valueFrom } of container.env ?? []) {
    if (valueFrom === undefined || Object.isFrozen(valueFrom)) continue;
    if (valueFrom.fieldRef !== undefined) fill(valueFrom.fieldRef, 'apiVersion', 'v1');
    if (valueFrom.resourceFieldRef !== undefined) fill(valueFrom.resourceFieldRef, 'divisor', '0');
    if (valueFrom.fileKeyRef !== undefined) fill(valueFrom.fileKeyRef, 'optional', false);
  }
}

/** With requests for what it limits and does not request. */
function requesting(container: Container): Container {
  const { resources } = container;
  if (resources?.limits === undefined) return container;
  const isMissing = Object.keys(resources.limits).some(
    (name) => resources.requests?.[name] === undefined,
  );
  if (!isMissing) return container;
  const requests = { ...resources.limits, ...resources.requests };
  return { ...container, resources: { ...resources, requests } };
}

/** With its ports on the host, whose network it is in. */
function onHost(container: Container): Container {
  const { ports } = container;
  if (ports?.some(({ hostPort }) => hostPort === undefined) !== true) return container;
  return {
    ...container,
    ports: ports.map((port) => ({ ...port, hostPort: port.hostPort ?? port.containerPort })),
  };
}

type Containers = readonly Container[];

function inPod(containers: Containers, isOnHost: boolean): Containers {
  const filled = containers.map((container) =>
    isOnHost ? onHost(requesting(container)) : requesting(container),
  );
  return filled.some((container, i) => container !== containers[i]) ? filled : containers;
}

/** What became of the frozen containers of templates, off and on the host: their Pods share that as well. */
const inPods = [new WeakMap<Containers, Containers>(), new WeakMap<Containers, Containers>()];

function inPodOnce(containers: Containers, isOnHost: boolean): Containers {
  if (!Object.isFrozen(containers)) return inPod(containers, isOnHost);
  const known = inPods[isOnHost ? 1 : 0] as WeakMap<Containers, Containers>;
  const found = known.get(containers) ?? deepFreeze(inPod(containers, isOnHost));
  known.set(containers, found);
  return found;
}

/**
 * A Pod with limits of its own asks for what its containers ask for, or else for its limits.
 * upstream: core/v1 defaults, defaultPodRequests
 */
function podRequestDefaults(spec: Draft<PodSpec>): void {
  const { resources } = spec;
  if (resources?.limits === undefined || Object.keys(resources.limits).length === 0) return;
  const requests = { ...resources.requests };
  const { resources: _own, ...containers } = spec as PodSpec;
  for (const [name, total] of podAmounts(containers, 'requests')) {
    if (name === 'cpu' || name === 'memory') requests[name] ??= formatQuantity(total);
  }
  spec.resources = { ...resources, requests: { ...resources.limits, ...requests } };
}

/** Fills in what a Pod or a template leaves out. upstream: core/v1 defaults, SetDefaults_PodSpec */
export function podSpecDefaults(spec: Draft<PodSpec>): void {
  if (Object.isFrozen(spec)) return;
  fill(spec, 'restartPolicy', 'Always');
  fill(spec, 'terminationGracePeriodSeconds', 30);
  fill(spec, 'dnsPolicy', 'ClusterFirst');
  fill(spec, 'securityContext', {});
  fill(spec, 'schedulerName', 'default-scheduler');
  if (spec.serviceAccount !== undefined) fill(spec, 'serviceAccountName', spec.serviceAccount);
  if (spec.serviceAccountName !== undefined) fill(spec, 'serviceAccount', spec.serviceAccountName);
  for (const containers of [spec.initContainers, spec.containers, spec.ephemeralContainers]) {
    if (containers === undefined || Object.isFrozen(containers)) continue;
    for (const container of containers) containerDefaults(container);
  }
  if (spec.volumes === undefined || Object.isFrozen(spec.volumes)) return;
  for (const volume of spec.volumes) volumeDefaults(volume);
}

/** What a Pod gets that a template does not. upstream: core/v1 defaults, SetDefaults_Pod */
export function podOnlyDefaults(spec: Draft<PodSpec>): void {
  if (Object.isFrozen(spec)) return;
  fill(spec, 'enableServiceLinks', true);
  const draft = spec as { containers: Containers; initContainers?: Containers };
  const isOnHost = spec.hostNetwork === true;
  draft.containers = inPodOnce(draft.containers, isOnHost);
  if (draft.initContainers !== undefined)
    draft.initContainers = inPodOnce(draft.initContainers, isOnHost);
  podRequestDefaults(spec);
}
