import type { Service } from '../schema/objects';
import { cidrWarnings, ipWarnings } from './ip';

const OLD_HINTS = 'service.kubernetes.io/topology-aware-hints';
const NONE = 'None';

function headlessWarnings({ loadBalancerIP, externalIPs = [], sessionAffinity }: Service['spec']) {
  const ignored = (field: string) => `spec.${field} is ignored for headless services`;
  return [
    ...(loadBalancerIP ? [ignored('loadBalancerIP')] : []),
    ...(externalIPs.length > 0 ? [ignored('externalIPs')] : []),
    // the capital letter is the server's own
    ...(sessionAffinity !== NONE ? [ignored('SessionAffinity')] : []),
  ];
}

/** What is odd about a Service. upstream: api/service, GetWarningsForService */
export function serviceWarnings({ metadata, spec }: Service): string[] {
  const { clusterIP, clusterIPs = [], externalIPs = [], type } = spec;
  const warnings: string[] = [];
  if (metadata.annotations?.[OLD_HINTS] !== undefined) {
    warnings.push(
      `annotation ${OLD_HINTS} is deprecated, please use service.kubernetes.io/topology-mode instead`,
    );
  }
  if (clusterIP && clusterIP !== NONE) {
    warnings.push(...clusterIPs.flatMap((ip, i) => ipWarnings(`spec.clusterIPs[${i}]`, ip)));
  }
  if (type === 'ClusterIP' && clusterIP === NONE) warnings.push(...headlessWarnings(spec));
  warnings.push(
    ...externalIPs.flatMap((ip, i) => ipWarnings(`spec.externalIPs[${i}]`, ip)),
    ...ipWarnings('spec.loadBalancerIP', spec.loadBalancerIP ?? ''),
    ...(spec.loadBalancerSourceRanges ?? []).flatMap((cidr, i) =>
      cidrWarnings(`spec.loadBalancerSourceRanges[${i}]`, cidr),
    ),
  );
  if (type === 'ExternalName' && externalIPs.length > 0) {
    warnings.push('spec.externalIPs is ignored when spec.type is "ExternalName"');
  }
  if (type !== 'ExternalName' && spec.externalName) {
    warnings.push('spec.externalName is ignored when spec.type is not "ExternalName"');
  }
  return warnings;
}
