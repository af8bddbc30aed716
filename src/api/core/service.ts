import { ageOf } from '../age';
import {
  duplicate,
  type FieldError,
  forbidden,
  invalid,
  notSupported,
  required,
} from '../field-error';
import { defineKind } from '../kind';
import {
  dns1035LabelErrors,
  dnsLabelErrors,
  labelValueErrors,
  qualifiedNameErrors,
} from '../names';
import type { Service, ServicePort } from '../schema/objects';
import { formatSelector } from '../selector';

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

function isPort(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 65535;
}

function validatePort(
  port: ServicePort,
  path: string,
  many: boolean,
  names: Set<string>,
): FieldError[] {
  const errors: FieldError[] = [];
  if (port.name === undefined || port.name === '') {
    if (many) errors.push(required(`${path}.name`));
  } else {
    for (const detail of dnsLabelErrors(port.name))
      errors.push(invalid(`${path}.name`, port.name, detail));
    if (names.has(port.name)) errors.push(duplicate(`${path}.name`, port.name));
    names.add(port.name);
  }
  if (!isPort(port.port))
    errors.push(invalid(`${path}.port`, port.port, 'must be between 1 and 65535, inclusive'));
  if (!PROTOCOLS.includes(port.protocol ?? '')) {
    errors.push(notSupported(`${path}.protocol`, port.protocol ?? '', PROTOCOLS));
  }
  const target = port.targetPort;
  if (typeof target === 'number' && !isPort(target)) {
    errors.push(invalid(`${path}.targetPort`, target, 'must be between 1 and 65535, inclusive'));
  }
  if (typeof target === 'string') {
    if (target.length > 15)
      errors.push(invalid(`${path}.targetPort`, target, 'must be no more than 15 characters'));
    if (!/^[a-z0-9-]*$/.test(target) || !/[a-z]/.test(target)) {
      errors.push(
        invalid(
          `${path}.targetPort`,
          target,
          'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
        ),
      );
    }
  }
  return errors;
}

function validate({ spec }: Service): FieldError[] {
  const errors: FieldError[] = [];
  const ports = spec.ports ?? [];
  const headless = spec.clusterIP === 'None';
  if (ports.length === 0 && !headless && spec.type !== 'ExternalName')
    errors.push(required('spec.ports'));
  if (spec.type === 'ExternalName') {
    if (!spec.externalName) errors.push(required('spec.externalName'));
    if (spec.clusterIP)
      errors.push(forbidden('spec.clusterIPs', 'may not be set for ExternalName services'));
  }
  const names = new Set<string>();
  const seen = new Set<string>();
  ports.forEach((port, index) => {
    const path = `spec.ports[${index}]`;
    errors.push(...validatePort(port, path, ports.length > 1, names));
    const key = `${port.protocol}/${port.port}`;
    if (seen.has(key)) {
      const value = { protocol: port.protocol, port: port.port };
      errors.push(duplicate(path, value));
    }
    seen.add(key);
    if (port.nodePort !== undefined && spec.type === 'ClusterIP') {
      errors.push(forbidden(`${path}.nodePort`, "may not be used when `type` is 'ClusterIP'"));
    }
  });
  for (const [key, value] of Object.entries(spec.selector ?? {})) {
    for (const detail of qualifiedNameErrors(key))
      errors.push(invalid('spec.selector', key, detail));
    for (const detail of labelValueErrors(value))
      errors.push(invalid('spec.selector', value, detail));
  }
  if (!['None', 'ClientIP'].includes(spec.sessionAffinity ?? '')) {
    errors.push(
      notSupported('spec.sessionAffinity', spec.sessionAffinity ?? '', ['ClientIP', 'None']),
    );
  }
  if (!TYPES.includes(spec.type ?? ''))
    errors.push(notSupported('spec.type', spec.type ?? '', TYPES));
  if (headless && (spec.type === 'NodePort' || spec.type === 'LoadBalancer')) {
    errors.push(
      invalid('spec.clusterIPs[0]', 'None', `may not be set to 'None' for ${spec.type} services`),
    );
  }
  return errors;
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

export const Services = defineKind<Service>('v1', 'Service', {
  validateName: dns1035LabelErrors,
  defaults({ spec }) {
    if (Object.isFrozen(spec)) return;
    if (!spec.sessionAffinity) spec.sessionAffinity = 'None';
    if (!spec.type) spec.type = 'ClusterIP';
    if (spec.ports !== undefined && !Object.isFrozen(spec.ports)) {
      spec.ports = spec.ports.map((port) => ({
        ...port,
        protocol: port.protocol || 'TCP',
        targetPort:
          port.targetPort === undefined || port.targetPort === 0 ? port.port : port.targetPort,
      }));
    }
    if (spec.sessionAffinity === 'ClientIP' && spec.sessionAffinityConfig === undefined) {
      spec.sessionAffinityConfig = { clientIP: { timeoutSeconds: 10800 } };
    }
    if (spec.type === 'ExternalName') return;
    spec.internalTrafficPolicy ??= 'Cluster';
    if (spec.type === 'NodePort' || spec.type === 'LoadBalancer')
      spec.externalTrafficPolicy ??= 'Cluster';
    if (spec.type === 'LoadBalancer') spec.allocateLoadBalancerNodePorts ??= true;
    spec.ipFamilies ??= ['IPv4'];
    spec.ipFamilyPolicy ??= 'SingleStack';
  },
  validate,
  validateUpdate({ spec }, old) {
    const before = old.spec.clusterIP;
    if (before === undefined || before === '' || before === spec.clusterIP) return [];
    if (spec.type === 'ExternalName' || old.spec.type === 'ExternalName') return [];
    return [invalid('spec.clusterIPs[0]', [spec.clusterIP], 'may not change once set')];
  },
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
