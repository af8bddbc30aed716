import { Services } from '../../api/core/service';
import { EndpointSlices } from '../../api/discovery/endpoint-slice';
import { isApiError } from '../../api/errors';
import type {
  Ingress,
  IngressBackend,
  IngressClass,
  IngressServiceBackend,
} from '../../api/schema/objects';
import type { Session } from '../session';
import { addLabelsAndAnnotations, addOwnEvents, type Describer } from './describer';
import { Lines } from './lines';
import { endpointsText } from './service';

/** Addresses of load balancers are cut after so many characters in tables, never in descriptions. */
function addressText({ status }: Ingress): string {
  const points = status?.loadBalancer?.ingress ?? [];
  return [...new Set(points.map(({ ip, hostname }) => ip ?? hostname ?? ''))].sort().join(',');
}

function portText({ name, port }: IngressServiceBackend): string {
  return `${name}:${port?.number || (port?.name ?? '')}`;
}

/** The name of the Service's port that a backend means; '' when it has none. */
function portName(session: Session, namespace: string, backend: IngressServiceBackend): string {
  const { spec } = session.api.get(Services, { namespace, name: backend.name });
  const wanted = backend.port;
  const found = (spec.ports ?? []).findLast(({ port, name }) =>
    wanted?.number ? wanted.number === port : (wanted?.name ?? '') !== '' && wanted?.name === name,
  );
  return found?.name ?? '';
}

function serviceText(session: Session, namespace: string, backend: IngressServiceBackend): string {
  try {
    const slices = session.api.list(EndpointSlices, {
      namespace,
      labels: [{ key: 'kubernetes.io/service-name', operator: '=', values: [backend.name] }],
    }).items;
    const name = portName(session, namespace, backend);
    return `${portText(backend)} (${endpointsText(slices, name)})`;
  } catch (error) {
    if (!isApiError(error)) throw error;
    return `${portText(backend)} (<error: ${error.message}>)`;
  }
}

function backendText(session: Session, namespace: string, backend: IngressBackend): string {
  const { service, resource } = backend;
  if (service !== undefined) return serviceText(session, namespace, service);
  if (resource === undefined) return '';
  const { apiGroup = '<none>', kind, name } = resource;
  return `APIGroup: ${apiGroup}, Kind: ${kind}, Name: ${name}`;
}

function addRules(lines: Lines, session: Session, ingress: Ingress, fallback: string): void {
  const namespace = ingress.metadata.namespace ?? '';
  lines.add(0, 'Rules:');
  lines.add(1, 'Host\tPath\tBackends');
  lines.add(1, '----\t----\t--------');
  const rules = (ingress.spec?.rules ?? []).filter(({ http }) => http !== undefined);
  for (const { host, http } of rules) {
    lines.add(1, `${host || '*'}\t`);
    for (const { path = '', backend } of http?.paths ?? [])
      lines.add(2, `\t${path} \t${backendText(session, namespace, backend)}`);
  }
  if (rules.length === 0) lines.add(1, `*\t*\t${fallback}`);
}

/** upstream: kubectl describe, describeIngressV1 */
export const describeIngress: Describer<Ingress> = (session, ingress) => {
  const { metadata, spec } = ingress;
  const lines = new Lines();
  lines.field(0, 'Name', metadata.name);
  lines.labels('Labels', metadata.labels);
  lines.field(0, 'Namespace', metadata.namespace ?? '');
  lines.field(0, 'Address', addressText(ingress));
  lines.field(0, 'Ingress Class', spec?.ingressClassName ?? '<none>');
  const fallback =
    spec?.defaultBackend === undefined
      ? '<default>'
      : backendText(session, metadata.namespace ?? '', spec.defaultBackend);
  lines.field(0, 'Default backend', fallback);
  const secured = spec?.tls ?? [];
  if (secured.length > 0) lines.add(0, 'TLS:');
  for (const { secretName, hosts = [] } of secured)
    lines.add(1, `${secretName ? `${secretName} terminates` : 'SNI routes'} ${hosts.join(',')}`);
  addRules(lines, session, ingress, fallback);
  lines.annotations('Annotations', metadata.annotations);
  addOwnEvents(lines, session, ingress);
  return lines;
};

/** upstream: kubectl describe, describeIngressClassV1 */
export const describeIngressClass: Describer<IngressClass> = (session, ingressClass) => {
  const { metadata, spec } = ingressClass;
  const lines = new Lines();
  lines.field(0, 'Name', metadata.name);
  addLabelsAndAnnotations(lines, ingressClass);
  lines.field(0, 'Controller', spec?.controller ?? '');
  const parameters = spec?.parameters;
  if (parameters !== undefined) {
    lines.add(0, 'Parameters:');
    if (parameters.apiGroup !== undefined) lines.field(1, 'APIGroup', parameters.apiGroup);
    lines.field(1, 'Kind', parameters.kind);
    lines.field(1, 'Name', parameters.name);
  }
  addOwnEvents(lines, session, ingressClass);
  return lines;
};
