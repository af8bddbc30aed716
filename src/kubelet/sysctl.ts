import type { Pod } from '../api/schema/objects';
import type { Refusal } from './admit';
import { ContainerFiles, type Mount } from './container/container-files';

/** Settings that a Pod may have of its own without harm to others. upstream: kubelet/sysctl/safe_sysctls.go */
const SAFE = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_wmem',
]);

/** Whether a kubelet refuses a Pod for the kernel settings that it asks for. upstream: kubelet/sysctl/allowlist.go */
export function sysctlRefusal({ spec }: Pod): Refusal | undefined {
  for (const { name } of spec.securityContext?.sysctls ?? []) {
    const quoted = JSON.stringify(name.replaceAll('/', '.'));
    const why = problemOf(name.replaceAll('/', '.'), spec);
    if (why === undefined) continue;
    return { reason: 'SysctlForbidden', message: `forbidden sysctl: ${quoted} ${why}` };
  }
  return undefined;
}

function problemOf(name: string, { hostNetwork, hostIPC }: Pod['spec']): string | undefined {
  if (!SAFE.has(name)) return 'not allowlisted';
  if (name.startsWith('net.') && hostNetwork === true) return 'not allowed with host net enabled';
  if (name.startsWith('kernel.shm') && hostIPC === true) return 'not allowed with host ipc enabled';
  return undefined;
}

/** The settings as a container sees them below /proc/sys. */
export function sysctlFiles({ spec }: Pod): readonly Mount[] {
  const { sysctls = [] } = spec.securityContext ?? {};
  if (sysctls.length === 0) return [];
  const files = new ContainerFiles();
  for (const { name, value } of sysctls) {
    files.write(`/${name.replaceAll('.', '/')}`, `${value}\n`, false);
  }
  return [{ path: '/proc/sys', files, under: '/', isReadOnly: true }];
}
