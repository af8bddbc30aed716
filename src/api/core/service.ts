import { ageOf } from '../age';
import { defineKind } from '../kind';
import type { Draft } from '../object';
import type { LoadBalancerIngress, Service } from '../schema/objects';
import { formatSelector } from '../selector';
import { serviceWarnings } from '../warnings/service';
import { serviceNameErrors } from './service-name';
import { validateServiceStatus } from './service-status';
import {
  isExternallyAccessible,
  needsHealthCheck,
  validateService,
  validateServiceUpdate,
} from './service-validation';

type Spec = Draft<Service>['spec'];

const hasNodePorts = ({ type }: { readonly type?: string }) =>
  type === 'NodePort' || type === 'LoadBalancer';

/**
 * What belonged to the old type goes with it, unless the update says something new of it: a client that changes
 * the type alone sends the rest back. upstream: registry core/service, dropTypeDependentFields
 */
function dropFieldsOfType(spec: Spec, old: Service['spec']): void {
  if (hasNodePorts(old) && !hasNodePorts(spec)) {
    const before = (old.ports ?? []).map(({ nodePort }) => nodePort);
    const isSame = spec.ports?.every(({ nodePort }) => !nodePort || before.includes(nodePort));
    if (isSame) spec.ports = spec.ports?.map(({ nodePort: _old, ...port }) => port) ?? [];
  }
  if (isExternallyAccessible(old) && !isExternallyAccessible(spec as Service['spec'])) {
    if (spec.externalTrafficPolicy === old.externalTrafficPolicy) delete spec.externalTrafficPolicy;
  }
  if (needsHealthCheck(old) && !needsHealthCheck(spec as Service['spec'])) {
    if (spec.healthCheckNodePort === old.healthCheckNodePort) delete spec.healthCheckNodePort;
  }
  if (old.type === 'LoadBalancer' && spec.type !== 'LoadBalancer') {
    for (const field of ['allocateLoadBalancerNodePorts', 'loadBalancerClass'] as const) {
      if (spec[field] === old[field]) delete spec[field];
    }
  }
  if (old.type !== 'ExternalName' && spec.type === 'ExternalName') {
    if (!spec.clusterIP || spec.clusterIP === old.clusterIP) {
      delete spec.clusterIP;
      delete spec.clusterIPs;
    }
    delete spec.ipFamilies;
    delete spec.ipFamilyPolicy;
    delete spec.internalTrafficPolicy;
  }
}

function portsText({ spec }: Service): string {
  const ports = (spec.ports ?? []).map(({ port, nodePort, protocol }) =>
    nodePort === undefined ? `${port}/${protocol}` : `${port}:${nodePort}/${protocol}`,
  );
  return ports.length === 0 ? '<none>' : ports.join(',');
}

function externalText({ spec, status }: Service): string {
  if (spec.type === 'ExternalName') return spec.externalName ?? '<none>';
  const ingress =
    status.loadBalancer?.ingress?.map(({ ip, hostname }) => ip ?? hostname ?? '') ?? [];
  if (spec.type === 'LoadBalancer') {
    const all = [...ingress, ...(spec.externalIPs ?? [])];
    return all.length === 0 ? '<pending>' : all.join(',');
  }
  return (spec.externalIPs ?? []).length === 0 ? '<none>' : (spec.externalIPs ?? []).join(',');
}

/** An address is one that the nodes answer to, unless it is said that a proxy stands before them. */
function defaultModes(ingress: Draft<LoadBalancerIngress>[] | undefined): void {
  for (const each of ingress ?? []) {
    if (each.ip && !Object.isFrozen(each)) each.ipMode ??= 'VIP';
  }
}

/** What an affinity that is there lacks, and nothing of one that is not: who takes it back need not clear its time. */
function defaultAffinity(spec: Draft<Service['spec']>): void {
  if (!spec.sessionAffinity) spec.sessionAffinity = 'None';
  if (spec.sessionAffinity === 'None') delete spec.sessionAffinityConfig;
  else if (spec.sessionAffinity !== 'ClientIP') return;
  else if (spec.sessionAffinityConfig?.clientIP?.timeoutSeconds === undefined) {
    spec.sessionAffinityConfig = { clientIP: { timeoutSeconds: 10_800 } };
  }
}

export const Services = defineKind<Service>('v1', 'Service', {
  revalidatesMetadata: 'after',
  validateName: serviceNameErrors,
  defaults({ spec, status }) {
    if (spec.type === 'LoadBalancer') defaultModes(status?.loadBalancer?.ingress);
    if (Object.isFrozen(spec)) return;
    if (!spec.type) spec.type = 'ClusterIP';
    if (spec.ports !== undefined && !Object.isFrozen(spec.ports)) {
      spec.ports = spec.ports.map((port) => ({
        ...port,
        protocol: port.protocol || 'TCP',
        targetPort:
          port.targetPort === undefined || port.targetPort === 0 ? port.port : port.targetPort,
      }));
    }
    defaultAffinity(spec);
    if (spec.clusterIP) spec.clusterIPs ??= [spec.clusterIP];
    if (spec.type === 'ExternalName') return;
    spec.internalTrafficPolicy ??= 'Cluster';
    if (isExternallyAccessible(spec as Service['spec'])) spec.externalTrafficPolicy ??= 'Cluster';
    if (spec.type === 'LoadBalancer') spec.allocateLoadBalancerNodePorts ??= true;
  },
  prepareForUpdate(draft, old) {
    const { type, externalTrafficPolicy } = old.spec;
    const isSame =
      draft.spec.externalTrafficPolicy === externalTrafficPolicy &&
      isExternallyAccessible(draft.spec as Service['spec']) === isExternallyAccessible(old.spec);
    if (draft.spec.type === type && isSame) return;
    draft.spec = { ...draft.spec };
    dropFieldsOfType(draft.spec, old.spec);
  },
  validate: validateService,
  validateUpdate: validateServiceUpdate,
  defaultsStatus: true,
  validateStatusUpdate: validateServiceStatus,
  warnings: serviceWarnings,
  selectableFields: {
    'spec.clusterIP': ({ spec }) => spec.clusterIP ?? '',
    'spec.type': ({ spec }) => spec.type ?? '',
  },
  row: (service, now) => [
    service.metadata.name,
    service.spec.type ?? '',
    service.spec.clusterIP || '<none>',
    externalText(service),
    portsText(service),
    ageOf(service, now),
    service.spec.selector === undefined
      ? '<none>'
      : formatSelector({ matchLabels: service.spec.selector }),
  ],
});
