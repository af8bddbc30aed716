import type { Pod } from '../api/schema/objects';
import { ContainerFiles, type Mount } from './container/container-files';
import type { HostName } from './host-name';

const HEAD = [
  '# Kubernetes-managed hosts file.',
  '127.0.0.1\tlocalhost',
  '::1\tlocalhost ip6-localhost ip6-loopback',
  'fe00::0\tip6-localnet',
  'fe00::0\tip6-mcastprefix',
  'fe00::1\tip6-allnodes',
  'fe00::2\tip6-allrouters',
];

const HOST_HEAD = '# Kubernetes-managed hosts file (host network).';
/** What every machine has in its own file. */
export const MACHINE_HOSTS = '127.0.0.1\tlocalhost';

/** The file /etc/hosts that the kubelet makes for a Pod, of the machine's if it shares its network. upstream: managedHostsFileContent */
export function hostsFile(
  pod: Pod,
  address: string,
  { hostname, domain }: HostName,
): readonly Mount[] {
  const { hostAliases = [], hostNetwork } = pod.spec;
  const names = domain !== '' ? `${hostname}.${domain}\t${hostname}` : hostname;
  const lines =
    hostNetwork === true ? [HOST_HEAD, MACHINE_HOSTS] : [...HEAD, `${address}\t${names}`];
  if (hostAliases.length > 0) {
    lines.push('', '# Entries added by HostAliases.');
    for (const { ip, hostnames = [] } of hostAliases) lines.push(`${ip}\t${hostnames.join('\t')}`);
  }
  const files = new ContainerFiles();
  files.write('/hosts', lines.map((line) => `${line}\n`).join(''), false);
  return [{ path: '/etc/hosts', files, under: '/hosts', isReadOnly: false }];
}
