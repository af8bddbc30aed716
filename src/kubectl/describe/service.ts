import { EndpointSlices } from '../../api/discovery/endpoint-slice';
import type { EndpointSlice, Service, ServicePort } from '../../api/schema/objects';
import { formatSelector } from '../../api/selector';
import { addLabelsAndAnnotations, addOwnEvents, begin, type Describer } from './describer';
import type { Lines } from './lines';

const ENDPOINTS_SHOWN = 3;

/** The ready addresses behind a port: three of them, and how many more. */
export function endpointsText(slices: readonly EndpointSlice[], portName: string): string {
  const all = slices.flatMap(({ ports, endpoints }) =>
    (ports ?? [])
      .filter(({ name }) => (name ?? '') === portName)
      .flatMap(({ port }) =>
        (endpoints ?? [])
          .filter(({ conditions }) => conditions?.ready !== false)
          .flatMap(({ addresses }) =>
            addresses.map((ip) => `${ip.includes(':') ? `[${ip}]` : ip}:${port}`),
          ),
      ),
  );
  if (slices.length === 0) return '<none>';
  const shown = all.slice(0, ENDPOINTS_SHOWN).join(',');
  return all.length > ENDPOINTS_SHOWN
    ? `${shown} + ${all.length - ENDPOINTS_SHOWN} more...`
    : shown;
}

function addPort(lines: Lines, port: ServicePort, slices: readonly EndpointSlice[]): void {
  const name = port.name || '<unset>';
  const protocol = port.protocol ?? 'TCP';
  lines.add(0, `Port:\t${name}\t${port.port}/${protocol}`);
  lines.field(0, 'TargetPort', `${port.targetPort}/${protocol}`);
  if (port.nodePort) lines.add(0, `NodePort:\t${name}\t${port.nodePort}/${protocol}`);
  lines.field(0, 'Endpoints', endpointsText(slices, port.name ?? ''));
}

/** upstream: kubectl describe, describeService */
export const describeService: Describer<Service> = (session, service) => {
  const { spec, status, metadata } = service;
  const lines = begin(service);
  addLabelsAndAnnotations(lines, service);
  lines.field(
    0,
    'Selector',
    spec.selector === undefined ? '<none>' : formatSelector({ matchLabels: spec.selector }),
  );
  lines.field(0, 'Type', spec.type ?? '');
  if (spec.ipFamilyPolicy) lines.field(0, 'IP Family Policy', spec.ipFamilyPolicy);
  lines.field(0, 'IP Families', (spec.ipFamilies ?? []).join(',') || '<none>');
  lines.field(0, 'IP', spec.clusterIP ?? '');
  lines.field(0, 'IPs', (spec.clusterIPs ?? []).join(',') || '<none>');
  if ((spec.externalIPs ?? []).length > 0)
    lines.field(0, 'External IPs', (spec.externalIPs ?? []).join(','));
  if (spec.loadBalancerIP) lines.field(0, 'Desired LoadBalancer IP', spec.loadBalancerIP);
  if (spec.externalName) lines.field(0, 'External Name', spec.externalName);
  const ingress = status?.loadBalancer?.ingress ?? [];
  if (ingress.length > 0) {
    lines.field(
      0,
      'LoadBalancer Ingress',
      ingress.map(({ ip, hostname }) => ip ?? hostname ?? '').join(', '),
    );
  }
  const slices = session.api.list(EndpointSlices, {
    namespace: metadata.namespace,
    labels: [{ key: 'kubernetes.io/service-name', operator: '=', values: [metadata.name] }],
  }).items;
  for (const port of spec.ports ?? []) addPort(lines, port, slices);
  lines.field(0, 'Session Affinity', spec.sessionAffinity ?? '');
  if (spec.externalTrafficPolicy)
    lines.field(0, 'External Traffic Policy', spec.externalTrafficPolicy);
  if (spec.internalTrafficPolicy)
    lines.field(0, 'Internal Traffic Policy', spec.internalTrafficPolicy);
  if (spec.trafficDistribution) lines.field(0, 'Traffic Distribution', spec.trafficDistribution);
  if (spec.healthCheckNodePort) lines.field(0, 'HealthCheck NodePort', spec.healthCheckNodePort);
  if ((spec.loadBalancerSourceRanges ?? []).length > 0) {
    lines.field(0, 'LoadBalancer Source Ranges', (spec.loadBalancerSourceRanges ?? []).join(','));
  }
  addOwnEvents(lines, session, service);
  return lines;
};
