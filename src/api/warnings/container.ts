import type { Container, ContainerPort, EnvVar } from '../schema/objects';
import { bytesWarnings } from './claim';
import { ipWarnings } from './ip';

/** A container of any list, and where it stands. */
export interface Placed {
  readonly container: Container;
  readonly at: string;
}

/** A variable that is set again hides the first one, unless it is built from it. */
function envWarnings(env: readonly EnvVar[], path: string): string[] {
  const seen = new Set<string>();
  const warnings: string[] = [];
  env.forEach(({ name, value = '', valueFrom }, index) => {
    const own = `$(${name})`;
    const buildsOn = valueFrom === undefined && value !== own && value.includes(own);
    if (seen.has(name) && !buildsOn) {
      warnings.push(
        `${path}[${index}]: hides previous definition of ${JSON.stringify(name)}, which may be dropped when using apply`,
      );
    }
    seen.add(name);
  });
  return warnings;
}

/** What is odd about a container by itself. */
export function containerWarnings({ container, at }: Placed): string[] {
  const { resources, env = [] } = container;
  const bytes = (['memory', 'ephemeral-storage'] as const).flatMap((name) =>
    (['limits', 'requests'] as const).flatMap((list) =>
      bytesWarnings(`${at}.resources.${list}[${name}]`, resources?.[list]?.[name]),
    ),
  );
  return [...bytes, ...envWarnings(env, `${at}.env`)];
}

/** A port as Go prints the struct. */
function goPort(port: ContainerPort): string {
  const { name = '', hostPort = 0, containerPort, protocol = '', hostIP = '' } = port;
  return `{Name:${name} HostPort:${hostPort} ContainerPort:${containerPort} Protocol:${protocol} HostIP:${hostIP}}`;
}

/** How two ports of one number and protocol get in each other's way; undefined when they do not. */
function clashOf(port: ContainerPort, other: ContainerPort): string | undefined {
  const [host, otherHost] = [port.hostPort ?? 0, other.hostPort ?? 0];
  const [ip, otherIp] = [port.hostIP ?? '', other.hostIP ?? ''];
  if (ip === otherIp && host === otherHost) return 'duplicate';
  if (host === 0 || otherHost === 0) return 'overlapping';
  const isVague = (ip === '') !== (otherIp === '');
  return host === otherHost && isVague ? 'dangerously ambiguous' : undefined;
}

interface PlacedPort {
  readonly port: ContainerPort;
  readonly at: string;
}

/** What is odd about the ports of all containers together. */
export function portWarnings(containers: readonly Placed[]): string[] {
  const warnings: string[] = [];
  const byNumber = new Map<string, PlacedPort[]>();
  const byName = new Map<string, string>();
  const ports = containers.flatMap(({ container, at }) =>
    (container.ports ?? []).map((port, index) => ({ port, at: `${at}.ports[${index}]` })),
  );
  for (const placed of ports) {
    const { port, at } = placed;
    if (port.hostIP) warnings.push(...ipWarnings(`${at}.hostIP`, port.hostIP));
    if (port.hostIP && !port.hostPort) {
      warnings.push(`${at}: hostIP set without hostPort: ${goPort(port)}`);
    }
    const key = `${port.containerPort}/${port.protocol}`;
    const others = byNumber.get(key) ?? [];
    for (const other of others) {
      const clash = clashOf(port, other.port);
      if (clash !== undefined) warnings.push(`${at}: ${clash} port definition with ${other.at}`);
    }
    byNumber.set(key, [...others, placed]);
    if (!port.name) continue;
    const first = byName.get(port.name);
    if (first === undefined) byName.set(port.name, at);
    else {
      warnings.push(
        `${at}: duplicate port name ${JSON.stringify(port.name)} with ${first}, services and probes that select ports by name will use ${first}`,
      );
    }
  }
  return warnings;
}
