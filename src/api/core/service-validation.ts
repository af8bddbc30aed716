import type { FeatureGates } from '../features/feature-gates';
import {
  duplicate,
  type FieldError,
  forbidden,
  invalid,
  notSupported,
  required,
} from '../field-error';
import { goStruct } from '../go-value';
import { cidrErrors } from '../ip';
import {
  dnsLabelErrors,
  dnsSubdomainErrors,
  labelValueErrors,
  portNameErrors,
  qualifiedNameErrors,
} from '../names';
import type { Service, ServicePort } from '../schema/objects';
import {
  validateAddressesOfType,
  validateClusterAddresses,
  validateExternalAddresses,
} from './service-address-validation';

// upstream: core validation, ValidateService and ValidateServiceUpdate
const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const AFFINITIES = ['ClientIP', 'None'];
const POLICIES = ['Cluster', 'Local'];
const DISTRIBUTIONS = ['PreferClose'];
const SAME_DISTRIBUTIONS = ['PreferClose', 'PreferSameZone', 'PreferSameNode'];
const ONLY_LOAD_BALANCER = "may only be used when `type` is 'LoadBalancer'";
const SOURCE_RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';
const AFFINITY_SECONDS_MAX = 86_400;
const PORT_RANGE = 'must be between 1 and 65535, inclusive';

type Spec = Service['spec'];

function isPort(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 65535;
}

function validatePort(port: ServicePort, path: string, isNamed: boolean): FieldError[] {
  const errors: FieldError[] = [];
  const { name = '', protocol = '', targetPort: target = 0 } = port;
  if (name === '') {
    if (isNamed) errors.push(required(`${path}.name`));
  } else {
    for (const detail of dnsLabelErrors(name)) errors.push(invalid(`${path}.name`, name, detail));
  }
  if (!isPort(port.port)) errors.push(invalid(`${path}.port`, port.port, PORT_RANGE));
  if (protocol === '') errors.push(required(`${path}.protocol`));
  else if (!PROTOCOLS.includes(protocol)) {
    errors.push(notSupported(`${path}.protocol`, protocol, PROTOCOLS));
  }
  const wrong =
    typeof target === 'string' ? portNameErrors(target) : isPort(target) ? [] : [PORT_RANGE];
  for (const detail of wrong) errors.push(invalid(`${path}.targetPort`, target, detail));
  if (port.appProtocol !== undefined) {
    for (const detail of qualifiedNameErrors(port.appProtocol)) {
      errors.push(invalid(`${path}.appProtocol`, port.appProtocol, detail));
    }
  }
  return errors;
}

function validatePorts({ ports = [] }: Spec): FieldError[] {
  const names = new Set<string>();
  return ports.flatMap((port, index) => {
    const path = `spec.ports[${index}]`;
    const errors = validatePort(port, path, ports.length > 1);
    const { name } = port;
    if (name && names.has(name)) errors.push(duplicate(`${path}.name`, name));
    if (name) names.add(name);
    return errors;
  });
}

/** No port and no node port is there twice; only some types have node ports. */
function validateUniquePorts({ type, ports = [] }: Spec): FieldError[] {
  const errors: FieldError[] = [];
  ports.forEach(({ nodePort }, index) => {
    if (type !== 'ClusterIP' || !nodePort) return;
    const path = `spec.ports[${index}].nodePort`;
    errors.push(forbidden(path, "may not be used when `type` is 'ClusterIP'"));
  });
  const isAgain = (key: (port: ServicePort) => string, index: number) =>
    ports.findIndex((other) => key(other) === key(ports[index] as ServicePort)) < index;
  ports.forEach(({ nodePort }, index) => {
    if (!nodePort || !isAgain((port) => `${port.protocol}/${port.nodePort}`, index)) return;
    errors.push(duplicate(`spec.ports[${index}].nodePort`, nodePort));
  });
  ports.forEach(({ protocol, port }, index) => {
    if (!isAgain((other) => `${other.protocol}/${other.port}`, index)) return;
    // upstream shows a port with nothing but these two
    const bare = { ...(protocol === undefined ? {} : { protocol }), port };
    const value = goStruct('io.k8s.api.core.v1.ServicePort', bare);
    errors.push(duplicate(`spec.ports[${index}]`, value));
  });
  return errors;
}

function validateSelector(selector: Readonly<Record<string, string>> = {}): FieldError[] {
  const errors: FieldError[] = [];
  for (const [key, value] of Object.entries(selector)) {
    for (const detail of qualifiedNameErrors(key)) {
      errors.push(invalid('spec.selector', key, detail));
    }
    for (const detail of labelValueErrors(value)) {
      errors.push(invalid('spec.selector', value, detail));
    }
  }
  return errors;
}

function validateAffinity({ sessionAffinity = '', sessionAffinityConfig }: Spec): FieldError[] {
  const errors: FieldError[] = [];
  const path = 'spec.sessionAffinityConfig';
  if (sessionAffinity === '') errors.push(required('spec.sessionAffinity'));
  else if (!AFFINITIES.includes(sessionAffinity)) {
    errors.push(notSupported('spec.sessionAffinity', sessionAffinity, AFFINITIES));
  }
  if (sessionAffinity === 'None' && sessionAffinityConfig !== undefined) {
    errors.push(forbidden(path, 'must not be set when session affinity is None'));
  }
  if (sessionAffinity !== 'ClientIP') return errors;
  const seconds = sessionAffinityConfig?.clientIP?.timeoutSeconds;
  if (seconds === undefined) {
    errors.push(required(`${path}.clientIP.timeoutSeconds`, 'must not be empty'));
  } else if (seconds <= 0 || seconds > AFFINITY_SECONDS_MAX) {
    errors.push(
      invalid(
        `${path}.clientIP.timeoutSeconds`,
        seconds,
        `must be greater than 0 and less than ${AFFINITY_SECONDS_MAX}`,
      ),
    );
  }
  return errors;
}

/** From where a load balancer may be reached: a field or, of old, an annotation. */
function validateSourceRanges({ metadata, spec }: Service): FieldError[] {
  const { loadBalancerSourceRanges: ranges = [], type } = spec;
  const annotation = metadata.annotations?.[SOURCE_RANGES];
  if (ranges.length === 0 && annotation === undefined) return [];
  const isField = ranges.length > 0;
  // upstream writes the field's name as Go does
  const path = isField ? 'spec.LoadBalancerSourceRanges' : `metadata.annotations[${SOURCE_RANGES}]`;
  const errors = type === 'LoadBalancer' ? [] : [forbidden(path, ONLY_LOAD_BALANCER)];
  const given = isField ? ranges : (annotation ?? '').split(',');
  given.forEach((range, index) => {
    const value = range.trim();
    if (!isField && value === '' && given.length === 1) return;
    errors.push(...cidrErrors(isField ? `${path}[${index}]` : path, value));
  });
  return errors;
}

function validateLoadBalancer({ spec }: Service): FieldError[] {
  const { type, loadBalancerClass, allocateLoadBalancerNodePorts } = spec;
  if (type === 'LoadBalancer') {
    return qualifiedNameErrors(loadBalancerClass ?? 'none').map((detail) =>
      invalid('spec.loadBalancerClass', loadBalancerClass, detail),
    );
  }
  return Object.entries({ allocateLoadBalancerNodePorts, loadBalancerClass })
    .filter(([, value]) => value !== undefined)
    .map(([field]) => forbidden(`spec.${field}`, ONLY_LOAD_BALANCER));
}

/** True when the balancer must ask nodes whether they have an endpoint. upstream: NeedsHealthCheck */
export function needsHealthCheck({ type, externalTrafficPolicy }: Spec): boolean {
  return type === 'LoadBalancer' && externalTrafficPolicy === 'Local';
}

/** True when traffic may come from outside of the cluster. upstream: ExternallyAccessible */
export function isExternallyAccessible({ type, externalIPs = [] }: Spec): boolean {
  if (type === 'LoadBalancer' || type === 'NodePort') return true;
  return type === 'ClusterIP' && externalIPs.length > 0;
}

/** How traffic from outside and inside finds its endpoints. */
function validateTraffic(
  spec: Spec,
  { PreferSameTrafficDistribution: knowsSame }: FeatureGates,
): FieldError[] {
  const errors: FieldError[] = [];
  const { externalTrafficPolicy: policy, internalTrafficPolicy: internal } = spec;
  const path = 'spec.externalTrafficPolicy';
  if (!isExternallyAccessible(spec)) {
    const detail = 'may only be set for externally-accessible services';
    if (policy !== undefined) errors.push(invalid(path, policy, detail));
  } else if (policy === undefined) errors.push(required(path));
  else if (!POLICIES.includes(policy)) errors.push(notSupported(path, policy, POLICIES));
  if (!needsHealthCheck(spec) && spec.healthCheckNodePort) {
    const detail =
      "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
    errors.push(invalid('spec.healthCheckNodePort', spec.healthCheckNodePort, detail));
  }
  if (internal !== undefined && !POLICIES.includes(internal)) {
    errors.push(notSupported('spec.internalTrafficPolicy', internal, POLICIES));
  }
  const { trafficDistribution: distribution } = spec;
  const distributions = knowsSame ? SAME_DISTRIBUTIONS : DISTRIBUTIONS;
  if (distribution !== undefined && !distributions.includes(distribution)) {
    errors.push(notSupported('spec.trafficDistribution', distribution, distributions));
  }
  return errors;
}

function validateExternalName({ type = '', externalName = '' }: Spec): FieldError[] {
  if (type !== 'ExternalName') return [];
  const name = externalName.replace(/\.$/, '');
  if (name === '') return [required('spec.externalName')];
  return dnsSubdomainErrors(name).map((detail) => invalid('spec.externalName', name, detail));
}

function validateType({ type = '' }: Spec): FieldError[] {
  if (type === '') return [required('spec.type')];
  return TYPES.includes(type) ? [] : [notSupported('spec.type', type, TYPES)];
}

/** What is wrong with a Service, in the order in which it is found. */
export function validateService(service: Service, features: FeatureGates): FieldError[] {
  const { spec } = service;
  const { ports = [], clusterIPs = [], type } = spec;
  const isHeadless = clusterIPs.length === 1 && clusterIPs[0] === 'None';
  const needsPorts = !isHeadless && type !== 'ExternalName';
  return [
    ...(ports.length === 0 && needsPorts ? [required('spec.ports')] : []),
    ...validateAddressesOfType(spec),
    ...validateExternalName(spec),
    ...validatePorts(spec),
    ...validateSelector(spec.selector),
    ...validateAffinity(spec),
    ...validateClusterAddresses(spec),
    ...validateExternalAddresses(spec),
    ...validateType(spec),
    ...validateUniquePorts(spec),
    ...validateSourceRanges(service),
    ...validateLoadBalancer(service),
    ...validateTraffic(spec, features),
  ];
}

/** What an update of a Service may not change. */
export function validateServiceUpdate({ spec }: Service, { spec: old }: Service): FieldError[] {
  const errors: FieldError[] = [];
  const before = old.clusterIP ?? '';
  const isExternalName = spec.type === 'ExternalName' || old.type === 'ExternalName';
  if (before !== '' && before !== spec.clusterIP && !isExternalName) {
    const value = spec.clusterIPs ?? [spec.clusterIP];
    errors.push(invalid('spec.clusterIPs[0]', value, 'may not change once set'));
  }
  if (needsHealthCheck(spec) && needsHealthCheck(old)) {
    if (spec.healthCheckNodePort !== old.healthCheckNodePort) {
      errors.push(forbidden('spec.healthCheckNodePort', 'field is immutable'));
    }
  }
  const { loadBalancerClass } = old;
  const stays = spec.type === 'LoadBalancer' && old.type === 'LoadBalancer';
  if (stays && loadBalancerClass !== spec.loadBalancerClass) {
    errors.push(
      invalid('spec.loadBalancerClass', spec.loadBalancerClass, 'may not change once set'),
    );
  }
  return errors;
}
