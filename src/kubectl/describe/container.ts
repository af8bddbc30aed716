import { milliValue } from '../../api/quantity';
import type {
  Container,
  ContainerState,
  ContainerStatus,
  EnvVar,
  Pod,
  Probe,
  ResourceFieldSelector,
  ResourceRequirements,
} from '../../api/schema/objects';
import { boolText, dateText, type Lines } from './lines';

function portsOf(container: Container, host: boolean): string {
  return (container.ports ?? [])
    .map(
      ({ containerPort, hostPort, protocol, name }) =>
        `${host ? (hostPort ?? 0) : containerPort}/${protocol ?? 'TCP'}${name ? ` (${name})` : ''}`,
    )
    .join(', ');
}

function addPorts(lines: Lines, title: string, text: string): void {
  lines.field(2, text.includes(',') ? `${title}s` : title, text === '' ? '<none>' : text);
}

function addState(lines: Lines, title: string, state: ContainerState | undefined): void {
  const { running, waiting, terminated } = state ?? {};
  if (running !== undefined) {
    lines.field(2, title, 'Running');
    lines.field(3, 'Started', dateText(running.startedAt));
  } else if (terminated !== undefined) {
    lines.field(2, title, 'Terminated');
    if (terminated.reason) lines.field(3, 'Reason', terminated.reason);
    if (terminated.message) lines.field(3, 'Message', terminated.message);
    lines.field(3, 'Exit Code', terminated.exitCode);
    if (terminated.signal) lines.field(3, 'Signal', terminated.signal);
    lines.field(3, 'Started', dateText(terminated.startedAt));
    lines.field(3, 'Finished', dateText(terminated.finishedAt));
  } else {
    lines.field(2, title, 'Waiting');
    if (waiting?.reason) lines.field(3, 'Reason', waiting.reason);
  }
}

function addStatus(lines: Lines, status: ContainerStatus): void {
  addState(lines, 'State', status.state);
  if (status.lastState?.terminated !== undefined) addState(lines, 'Last State', status.lastState);
  lines.field(2, 'Ready', boolText(status.ready));
  lines.field(2, 'Restart Count', status.restartCount);
}

/** Limits and requests, at a level. */
function addResources(
  lines: Lines,
  resources: ResourceRequirements | undefined,
  level: number,
): void {
  for (const [title, list] of [
    ['Limits', resources?.limits],
    ['Requests', resources?.requests],
  ] as const) {
    const entries = Object.entries(list ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
    if (entries.length > 0) lines.add(level, `${title}:`);
    for (const [name, quantity] of entries) lines.field(level + 1, name, String(quantity));
  }
}

function probeText(probe: Probe): string {
  const attributes = `delay=${probe.initialDelaySeconds ?? 0}s timeout=${probe.timeoutSeconds ?? 0}s period=${probe.periodSeconds ?? 0}s #success=${probe.successThreshold ?? 0} #failure=${probe.failureThreshold ?? 0}`;
  const { exec, httpGet, tcpSocket, grpc } = probe;
  if (exec !== undefined) return `exec [${(exec.command ?? []).join(' ')}] ${attributes}`;
  if (httpGet !== undefined) {
    const path = httpGet.path ?? '';
    const url = `${(httpGet.scheme ?? '').toLowerCase()}://${httpGet.host ?? ''}:${httpGet.port}${path.startsWith('/') || path === '' ? path : `/${path}`}`;
    return `http-get ${url} ${attributes}`;
  }
  if (tcpSocket !== undefined)
    return `tcp-socket ${tcpSocket.host ?? ''}:${tcpSocket.port} ${attributes}`;
  if (grpc !== undefined) return `grpc <pod>:${grpc.port} ${grpc.service ?? ''} ${attributes}`;
  return `unknown ${attributes}`;
}

/** What a downward-API variable has for a value: kubectl itself knows two fields. */
function fieldValue(pod: Pod | undefined, path: string): string {
  if (path === 'metadata.name') return pod?.metadata.name ?? '';
  return path === 'metadata.namespace' ? (pod?.metadata.namespace ?? '') : '';
}

/** What a `resourceFieldRef` stands for; the limits of a node are not looked up. */
function resourceText(field: ResourceFieldSelector, { resources }: Container): string {
  const [list, ...rest] = field.resource.split('.');
  const amounts = list === 'limits' ? resources?.limits : resources?.requests;
  const amount = amounts?.[rest.join('.')] ?? '0';
  const value = Math.ceil(milliValue(amount) / (milliValue(field.divisor ?? '1') || 1000));
  const isOpen = field.resource === 'limits.cpu' || field.resource === 'limits.memory';
  return value === 0 && isOpen ? 'node allocatable' : String(value);
}

function addVariable(
  lines: Lines,
  { name, value, valueFrom }: EnvVar,
  container: Container,
  pod: Pod | undefined,
): void {
  const { fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef } = valueFrom ?? {};
  if (fieldRef !== undefined) {
    lines.field(
      3,
      name,
      `${fieldValue(pod, fieldRef.fieldPath)} (${fieldRef.apiVersion ?? 'v1'}:${fieldRef.fieldPath})`,
    );
  } else if (resourceFieldRef !== undefined) {
    const amount = resourceText(resourceFieldRef, container);
    lines.field(3, name, `${amount} (${resourceFieldRef.resource})`);
  } else if (secretKeyRef !== undefined) {
    lines.add(
      3,
      `${name}:\t<set to the key '${secretKeyRef.key}' in secret '${secretKeyRef.name ?? ''}'>\tOptional: ${secretKeyRef.optional === true}`,
    );
  } else if (configMapKeyRef !== undefined) {
    lines.add(
      3,
      `${name}:\t<set to the key '${configMapKeyRef.key}' of config map '${configMapKeyRef.name ?? ''}'>\tOptional: ${configMapKeyRef.optional === true}`,
    );
  } else {
    (value ?? '').split('\n').forEach((line, index) => {
      lines.add(3, index === 0 ? `${name}:\t${line}` : `\t${line}`);
    });
  }
}

function addEnvironment(lines: Lines, container: Container, pod: Pod | undefined): void {
  const sources = container.envFrom ?? [];
  if (sources.length > 0) lines.add(2, 'Environment Variables from:');
  for (const { configMapRef, secretRef, prefix } of sources) {
    const reference = configMapRef ?? secretRef;
    const from = configMapRef === undefined ? 'Secret' : 'ConfigMap';
    const kind = prefix ? `${from} with prefix '${prefix}'` : from;
    lines.add(3, `${reference?.name ?? ''}\t${kind}\tOptional: ${reference?.optional === true}`);
  }
  const variables = container.env ?? [];
  lines.add(2, `Environment:${variables.length === 0 ? '\t<none>' : ''}`);
  for (const variable of variables) addVariable(lines, variable, container, pod);
}

function addMounts(lines: Lines, container: Container): void {
  const mounts = [...(container.volumeMounts ?? [])].sort((a, b) =>
    a.mountPath < b.mountPath ? -1 : 1,
  );
  lines.add(2, `Mounts:${mounts.length === 0 ? '\t<none>' : ''}`);
  for (const { mountPath, name, readOnly, subPath } of mounts) {
    const path = subPath ? `,path=${JSON.stringify(subPath)}` : '';
    lines.add(3, `${mountPath} from ${name} (${readOnly === true ? 'ro' : 'rw'}${path})`);
  }
  const devices = container.volumeDevices ?? [];
  if (devices.length > 0) lines.add(2, `Devices:${mounts.length === 0 ? '\t<none>' : ''}`);
  for (const { devicePath, name } of devices) lines.add(3, `${devicePath} from ${name}`);
}

function addWords(lines: Lines, title: string, words: readonly string[] | undefined): void {
  if (words === undefined || words.length === 0) return;
  lines.add(2, `${title}:`);
  for (const word of words) for (const line of word.split('\n')) lines.add(3, line);
}

/** What a list of containers is described with. */
export interface ContainerContext {
  readonly title: string;
  /** Set where the containers stand within a template. */
  readonly indent: '' | '  ';
  readonly statuses?: readonly ContainerStatus[] | undefined;
  readonly pod?: Pod;
}

/** upstream: kubectl describe, describeContainers */
export function addContainers(
  lines: Lines,
  containers: readonly Container[],
  context: ContainerContext,
): void {
  const { title, indent, statuses, pod } = context;
  lines.list.push(`${indent}${title}:${containers.length === 0 ? ' <none>' : ''}`);
  for (const container of containers) {
    const status = statuses?.find(({ name }) => name === container.name);
    lines.add(1, `${indent === '' ? '' : ' '}${container.name}:`);
    if (status !== undefined) lines.field(2, 'Container ID', status.containerID ?? '');
    lines.field(2, 'Image', container.image ?? '');
    if (status !== undefined) lines.field(2, 'Image ID', status.imageID);
    addPorts(lines, 'Port', portsOf(container, false));
    addPorts(lines, 'Host Port', portsOf(container, true));
    const seccomp = container.securityContext?.seccompProfile;
    if (seccomp !== undefined) lines.field(2, 'SeccompProfile', seccomp.type);
    if (seccomp?.type === 'Localhost')
      lines.field(3, 'LocalhostProfile', seccomp.localhostProfile ?? '');
    addWords(lines, 'Command', container.command);
    addWords(lines, 'Args', container.args);
    if (status !== undefined) addStatus(lines, status);
    addResources(lines, container.resources, 2);
    if (container.livenessProbe !== undefined)
      lines.field(2, 'Liveness', probeText(container.livenessProbe));
    if (container.readinessProbe !== undefined)
      lines.field(2, 'Readiness', probeText(container.readinessProbe));
    if (container.startupProbe !== undefined)
      lines.field(2, 'Startup', probeText(container.startupProbe));
    addEnvironment(lines, container, pod);
    addMounts(lines, container);
  }
}
