import type { Pod } from '../api/schema/objects';
import { searchDomains } from './cluster-dns';
import { ContainerFiles, type Mount } from './container/container-files';

/** The address of the cluster's DNS. upstream: kubeadm, the tenth of the Services' addresses */
const DNS_ADDRESS = '10.96.0.10';
/** What machines themselves ask. */
const OUTER_DNS = '10.0.0.2';
/** upstream: kubelet network/dns, defaultDNSOptions */
const CLUSTER_OPTIONS = ['ndots:5'];

/** The file /etc/resolv.conf of a Pod. upstream: kubelet network/dns, GetPodDNS */
export function resolverFile({ metadata, spec }: Pod): readonly Mount[] {
  const { dnsPolicy = 'ClusterFirst', dnsConfig = {}, hostNetwork } = spec;
  const usesCluster =
    dnsPolicy === 'ClusterFirstWithHostNet' ||
    (dnsPolicy === 'ClusterFirst' && hostNetwork !== true);
  const isOwn = dnsPolicy === 'None';
  const servers = isOwn ? [] : [usesCluster ? DNS_ADDRESS : OUTER_DNS];
  const domains = usesCluster ? searchDomains(metadata.namespace ?? '') : [];
  const options = new Map((usesCluster ? CLUSTER_OPTIONS : []).map((text) => keyed(text)));
  for (const { name = '', value } of dnsConfig.options ?? []) {
    options.set(name, value === undefined ? name : `${name}:${value}`);
  }
  const search = [...domains, ...(dnsConfig.searches ?? [])];
  const lines = [
    ...(search.length > 0 ? [`search ${search.join(' ')}`] : []),
    ...[...servers, ...(dnsConfig.nameservers ?? [])].map((server) => `nameserver ${server}`),
    ...(options.size > 0 ? [`options ${[...options.values()].join(' ')}`] : []),
  ];
  const files = new ContainerFiles();
  files.write('/resolv.conf', lines.map((line) => `${line}\n`).join(''), false);
  return [{ path: '/etc/resolv.conf', files, under: '/resolv.conf', isReadOnly: false }];
}

function keyed(option: string): [name: string, option: string] {
  return [option.split(':')[0] as string, option];
}
