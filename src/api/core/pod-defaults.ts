import type { Draft } from '../object';
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

/** A limit without a request is the request; parts that an update kept are frozen, so a copy takes it. */
function requestDefaults(container: Draft<Container>): void {
  const { resources } = container;
  if (resources?.limits === undefined || Object.isFrozen(container)) return;
  const isMissing = Object.keys(resources.limits).some(
    (name) => resources.requests?.[name] === undefined,
  );
  if (!isMissing) return;
  container.resources = { ...resources, requests: { ...resources.limits, ...resources.requests } };
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

function hostPortDefaults(spec: Draft<PodSpec>): void {
  if (spec.hostNetwork !== true) return;
  for (const containers of [spec.containers, spec.initContainers ?? []]) {
    for (const { ports = [] } of containers) {
      for (const port of ports) {
        if (!Object.isFrozen(port)) fill(port, 'hostPort', port.containerPort);
      }
    }
  }
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
  for (const containers of [spec.initContainers, spec.containers]) {
    if (containers === undefined) continue;
    if (!Object.isFrozen(containers)) {
      for (const container of containers) requestDefaults(container);
    }
  }
  hostPortDefaults(spec);
  podRequestDefaults(spec);
}
