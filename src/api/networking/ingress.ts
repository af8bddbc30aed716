import { ageOf } from '../age';
import { defineKind } from '../kind';
import type { Ingress } from '../schema/objects';
import {
  CLASS_ANNOTATION,
  validateIngressClass,
  validateIngressSpec,
  validateLoadBalancer,
} from './ingress-validation';

const SHOWN_MAX = 3;

function hostsText({ spec }: Ingress): string {
  const hosts = (spec.rules ?? []).map(({ host = '' }) => host).filter((host) => host !== '');
  if (hosts.length === 0) return '*';
  const more = hosts.length - SHOWN_MAX;
  return `${hosts.slice(0, SHOWN_MAX).join(',')}${more > 0 ? ` + ${more} more...` : ''}`;
}

function addressText({ status }: Ingress): string {
  const all = (status.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip || hostname || '');
  return [...new Set(all)].sort().join(',');
}

export const Ingresses = defineKind<Ingress>('networking.k8s.io/v1', 'Ingress', {
  hasGeneration: true,
  validate: (ingress, features) => [
    ...validateIngressSpec(ingress, features),
    ...validateIngressClass(ingress),
  ],
  validateReplacement: (ingress, _old, features) => validateIngressSpec(ingress, features),
  validateStatusUpdate: ({ status }) =>
    validateLoadBalancer(status.loadBalancer ?? {}, 'status.loadBalancer'),
  // upstream: registry networking/ingress, WarningsOnCreate
  warnings: ({ metadata, spec }, old) =>
    old === undefined &&
    spec.ingressClassName === undefined &&
    metadata.annotations?.[CLASS_ANNOTATION] !== undefined
      ? [
          `annotation "${CLASS_ANNOTATION}" is deprecated, please use 'spec.ingressClassName' instead`,
        ]
      : [],
  row: (ingress, now) => [
    ingress.metadata.name,
    ingress.spec.ingressClassName ?? '<none>',
    hostsText(ingress),
    addressText(ingress),
    (ingress.spec.tls ?? []).length > 0 ? '80, 443' : '80',
    ageOf(ingress, now),
  ],
});
