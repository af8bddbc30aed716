import type { Draft } from '../object';
import type { Container, PodSpec, Probe } from '../schema/objects';

/** Sets a field that the user left out. */
function fill<T extends object, K extends keyof T>(object: T, key: K, value: T[K]): void {
  if (object[key] === undefined) object[key] = value;
}

function probeDefaults(probe: Draft<Probe> | undefined): void {
  if (probe === undefined || Object.isFrozen(probe)) return;
  fill(probe, 'timeoutSeconds', 1);
  fill(probe, 'periodSeconds', 10);
  fill(probe, 'successThreshold', 1);
  fill(probe, 'failureThreshold', 3);
  if (probe.httpGet !== undefined) {
    fill(probe.httpGet, 'path', '/');
    fill(probe.httpGet, 'scheme', 'HTTP');
  }
  if (probe.grpc !== undefined) fill(probe.grpc, 'service', '');
}

// upstream: core/v1 defaults, SetDefaults_Container: a tag "latest" or none is always pulled
function pullPolicyOf(image: string | undefined): string {
  const name = image ?? '';
  if (name.includes('@')) return 'IfNotPresent';
  const tag = /:([^/:]+)$/.exec(name)?.[1];
  return tag === undefined || tag === 'latest' ? 'Always' : 'IfNotPresent';
}

function containerDefaults(container: Draft<Container>): void {
  if (Object.isFrozen(container)) return;
  fill(container, 'terminationMessagePath', '/dev/termination-log');
  fill(container, 'terminationMessagePolicy', 'File');
  fill(container, 'imagePullPolicy', pullPolicyOf(container.image));
  for (const port of container.ports ?? []) fill(port, 'protocol', 'TCP');
  probeDefaults(container.livenessProbe);
  probeDefaults(container.readinessProbe);
  probeDefaults(container.startupProbe);
  for (const hook of [container.lifecycle?.postStart, container.lifecycle?.preStop]) {
    if (hook?.httpGet === undefined) continue;
    fill(hook.httpGet, 'path', '/');
    fill(hook.httpGet, 'scheme', 'HTTP');
  }
  for (const { valueFrom } of container.env ?? []) {
    if (valueFrom?.fieldRef !== undefined) fill(valueFrom.fieldRef, 'apiVersion', 'v1');
  }
  const { resources } = container;
  if (resources?.limits === undefined) return;
  // a limit without a request is the request; parts that an update kept are frozen, so a copy takes it
  const isMissing = Object.keys(resources.limits).some(
    (name) => resources.requests?.[name] === undefined,
  );
  if (isMissing) {
    container.resources = {
      ...resources,
      requests: { ...resources.limits, ...resources.requests },
    };
  }
}

function volumeDefaults(volume: Draft<NonNullable<PodSpec['volumes']>[number]>): void {
  if (Object.isFrozen(volume)) return;
  const { configMap, secret, projected, downwardAPI, hostPath, ...others } = volume;
  const sources = Object.keys(others).filter((key) => key !== 'name');
  if (configMap !== undefined) fill(configMap, 'defaultMode', 420);
  if (secret !== undefined) fill(secret, 'defaultMode', 420);
  if (projected !== undefined) {
    fill(projected, 'defaultMode', 420);
    for (const source of projected.sources ?? []) {
      if (source.serviceAccountToken !== undefined) {
        fill(source.serviceAccountToken, 'expirationSeconds', 3600);
      }
    }
  }
  if (downwardAPI !== undefined) fill(downwardAPI, 'defaultMode', 420);
  if (hostPath !== undefined) fill(hostPath, 'type', '');
  const none = [configMap, secret, projected, downwardAPI, hostPath].every((v) => v === undefined);
  if (none && sources.length === 0) volume.emptyDir = {};
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
  const lists = [spec.initContainers, spec.containers];
  for (const containers of lists) {
    if (containers === undefined || Object.isFrozen(containers)) continue;
    for (const container of containers) containerDefaults(container);
  }
  if (spec.hostNetwork === true && !Object.isFrozen(spec.containers)) {
    for (const { ports } of spec.containers) {
      for (const port of ports ?? []) fill(port, 'hostPort', port.containerPort);
    }
  }
  if (spec.volumes !== undefined && !Object.isFrozen(spec.volumes)) {
    for (const volume of spec.volumes) volumeDefaults(volume);
  }
}
