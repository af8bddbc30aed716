import { Services } from '../api/core/service';
import type { Pod, Service } from '../api/schema/objects';
import type { Api } from '../apiserver/api';
import { reachable } from './pod-config';

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * The variables that nobody wrote into the Pod: of the container runtime, and of the Services of its namespace
 * as they are now. upstream: pkg/kubelet/envvars
 */
export function machineEnv(api: Api, pod: Pod, hostname: string): ReadonlyMap<string, string> {
  const env = new Map([
    ['PATH', PATH],
    ['HOSTNAME', hostname],
    ['HOME', '/root'],
  ]);
  const { namespace = '' } = pod.metadata;
  reachable(() => {
    const master = api.find(Services, { namespace: 'default', name: 'kubernetes' });
    if (master !== undefined) addService(env, master);
    if (pod.spec.enableServiceLinks === false) return;
    for (const service of api.list(Services, { namespace }).items) addService(env, service);
  });
  return env;
}

function addService(env: Map<string, string>, { metadata, spec }: Service): void {
  const { clusterIP, ports = [] } = spec;
  const [first] = ports;
  if (clusterIP === undefined || clusterIP === '' || clusterIP === 'None') return;
  if (first === undefined) return;
  const prefix = constant(metadata.name);
  env.set(`${prefix}_SERVICE_HOST`, clusterIP);
  env.set(`${prefix}_SERVICE_PORT`, String(first.port));
  for (const { name, port } of ports) {
    if (name) env.set(`${prefix}_SERVICE_PORT_${constant(name)}`, String(port));
  }
  env.set(`${prefix}_PORT`, url(first.protocol, clusterIP, first.port));
  for (const { protocol = 'TCP', port } of ports) {
    const own = `${prefix}_PORT_${port}_${protocol}`;
    env.set(own, url(protocol, clusterIP, port));
    env.set(`${own}_PROTO`, protocol.toLowerCase());
    env.set(`${own}_PORT`, String(port));
    env.set(`${own}_ADDR`, clusterIP);
  }
}

function constant(name: string): string {
  return name.toUpperCase().replaceAll('-', '_');
}

function url(protocol = 'TCP', address: string, port: number): string {
  return `${protocol.toLowerCase()}://${address}:${port}`;
}
