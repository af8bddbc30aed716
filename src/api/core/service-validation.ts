import {
  duplicate,
  type FieldError,
  forbidden,
  invalid,
  notSupported,
  required,
} from '../field-error';
import { goStruct } from '../go-value';
import { ipErrors } from '../ip';
import {
  dnsLabelErrors,
  dnsSubdomainErrors,
  labelValueErrors,
  portNameErrors,
  qualifiedNameErrors,
} from '../names';
import type { Service, ServicePort } from '../schema/objects';

// upstream: core validation, ValidateService and ValidateServiceUpdate
const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const AFFINITIES = ['ClientIP', 'None'];
const POLICIES = ['Cluster', 'Local'];
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

function validatePorts({ type, clusterIP, ports = [] }: Spec): FieldError[] {
  const errors: FieldError[] = [];
  if (ports.length === 0 && clusterIP !== 'None' && type !== 'ExternalName') {
    errors.push(required('spec.ports'));
  }
  const seen = { names: new Set<string>(), ports: new Set<string>(), nodePorts: new Set<string>() };
  const once = (set: Set<string>, key: string, error: FieldError) => {
    if (set.has(key)) errors.push(error);
    set.add(key);
  };
  ports.forEach((port, index) => {
    const path = `spec.ports[${index}]`;
    const { name, protocol, nodePort } = port;
    errors.push(...validatePort(port, path, ports.length > 1));
    if (name) once(seen.names, name, duplicate(`${path}.name`, name));
    // upstream shows a port with nothing but these two
    const bare = { ...(protocol === undefined ? {} : { protocol }), port: port.port };
    const value = goStruct('io.k8s.api.core.v1.ServicePort', bare);
    once(seen.ports, `${protocol}/${port.port}`, duplicate(path, value));
    if (!nodePort) return;
    if (type === 'ClusterIP') {
      errors.push(forbidden(`${path}.nodePort`, "may not be used when `type` is 'ClusterIP'"));
    }
    once(seen.nodePorts, `${protocol}/${nodePort}`, duplicate(`${path}.nodePort`, nodePort));
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

function validateAddresses({ type = '', clusterIP = '', externalIPs = [] }: Spec): FieldError[] {
  const errors: FieldError[] = [];
  const path = 'spec.clusterIPs[0]';
  if (clusterIP === 'None' && (type === 'NodePort' || type === 'LoadBalancer')) {
    errors.push(invalid(path, 'None', `may not be set to 'None' for ${type} services`));
  } else if (clusterIP !== '' && clusterIP !== 'None') {
    if (type === 'ExternalName') {
      errors.push(forbidden('spec.clusterIPs', 'may not be set for ExternalName services'));
    } else errors.push(...ipErrors(path, clusterIP));
  }
  externalIPs.forEach((address, index) => {
    errors.push(...ipErrors(`spec.externalIPs[${index}]`, address));
  });
  return errors;
}

/** What only some types of Services may have. */
function validateTypeFields(spec: Spec): FieldError[] {
  const errors: FieldError[] = [];
  const { type, externalTrafficPolicy: policy, internalTrafficPolicy: internal } = spec;
  const isLoadBalancer = type === 'LoadBalancer';
  const isExternal = isLoadBalancer || type === 'NodePort' || (spec.externalIPs ?? []).length > 0;
  if (policy !== undefined) {
    const path = 'spec.externalTrafficPolicy';
    if (!isExternal) {
      errors.push(invalid(path, policy, 'may only be set for externally-accessible services'));
    } else if (!POLICIES.includes(policy)) errors.push(notSupported(path, policy, POLICIES));
  }
  if (internal !== undefined && !POLICIES.includes(internal)) {
    errors.push(notSupported('spec.internalTrafficPolicy', internal, POLICIES));
  }
  if (isLoadBalancer) return errors;
  const onlyThere = "may only be used when `type` is 'LoadBalancer'";
  const { allocateLoadBalancerNodePorts, loadBalancerClass, loadBalancerSourceRanges } = spec;
  for (const [field, value] of Object.entries({
    loadBalancerSourceRanges: loadBalancerSourceRanges?.length ? true : undefined,
    allocateLoadBalancerNodePorts,
    loadBalancerClass,
  })) {
    if (value !== undefined) errors.push(forbidden(`spec.${field}`, onlyThere));
  }
  return errors;
}

/** What is wrong with a Service. */
export function validateService({ spec }: Service): FieldError[] {
  const errors = validatePorts(spec);
  const { type = '', externalName = '' } = spec;
  if (type === 'ExternalName') {
    if (externalName === '') errors.push(required('spec.externalName'));
    else {
      for (const detail of dnsSubdomainErrors(externalName.replace(/\.$/, ''))) {
        errors.push(invalid('spec.externalName', externalName, detail));
      }
    }
  }
  errors.push(...validateAddresses(spec), ...validateSelector(spec.selector));
  errors.push(...validateAffinity(spec));
  if (type === '') errors.push(required('spec.type'));
  else if (!TYPES.includes(type)) errors.push(notSupported('spec.type', type, TYPES));
  errors.push(...validateTypeFields(spec));
  return errors;
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
  const { loadBalancerClass } = old;
  const stays = spec.type === 'LoadBalancer' && old.type === 'LoadBalancer';
  if (stays && loadBalancerClass !== spec.loadBalancerClass) {
    errors.push(
      invalid('spec.loadBalancerClass', spec.loadBalancerClass, 'may not change once set'),
    );
  }
  return errors;
}
