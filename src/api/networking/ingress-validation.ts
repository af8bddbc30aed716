import { serviceNameErrors } from '../core/service-name';
import type { FeatureGates } from '../features/feature-gates';
import {
  type FieldError,
  GoJson,
  invalid,
  invalidEach,
  notSupported,
  required,
} from '../field-error';
import { ipErrors, isIp } from '../ip';
import {
  dnsSubdomainErrors,
  pathSegmentErrors,
  portErrors,
  portNameErrors,
  wildcardSubdomainErrors,
} from '../names';
import type {
  HTTPIngressPath,
  Ingress,
  IngressBackend,
  IngressLoadBalancerStatus,
  IngressRule,
  IngressServiceBackend,
  IngressTLS,
  TypedLocalObjectReference,
} from '../schema/objects';

// upstream: networking validation
const PATH_TYPES = ['Exact', 'ImplementationSpecific', 'Prefix'];
const BAD_SEQUENCES = ['//', '/./', '/../', '%2f', '%2F'];
const BAD_SUFFIXES = ['/..', '/.'];
/** The annotation that named a class before there was a field for it. */
export const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';
const NOT_AN_IP = 'must be a DNS name, not an IP address';

/** What is wrong with a reference to an object of the same namespace. */
export function validateLocalReference(ref: TypedLocalObjectReference, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (ref.apiGroup !== undefined) {
    const details = dnsSubdomainErrors(ref.apiGroup);
    errors.push(...invalidEach(`${path}.apiGroup`, ref.apiGroup, details));
  }
  for (const field of ['kind', 'name'] as const) {
    const value = ref[field];
    if (value === '') errors.push(required(`${path}.${field}`));
    else errors.push(...invalidEach(`${path}.${field}`, value, pathSegmentErrors(value)));
  }
  return errors;
}

function validateService(
  service: IngressServiceBackend,
  path: string,
  features: FeatureGates,
): FieldError[] {
  const errors: FieldError[] = [];
  const { name } = service;
  const { name: port = '', number = 0 } = service.port ?? {};
  if (name === '') errors.push(required(`${path}.service.name`));
  else errors.push(...invalidEach(`${path}.service.name`, name, serviceNameErrors(name, features)));
  if (port !== '' && number !== 0) {
    errors.push(invalid(path, '', 'cannot set both port name & port number'));
  } else if (port !== '') {
    errors.push(...invalidEach(`${path}.service.port.name`, port, portNameErrors(port)));
  } else if (number !== 0) {
    errors.push(...invalidEach(`${path}.service.port.number`, number, portErrors(number)));
  } else errors.push(required(path, 'port name or number is required'));
  return errors;
}

function validateBackend(
  { service, resource }: IngressBackend,
  path: string,
  features: FeatureGates,
): FieldError[] {
  if (resource !== undefined && service !== undefined) {
    return [invalid(path, '', 'cannot set both resource and service backends')];
  }
  if (resource !== undefined) return validateLocalReference(resource, `${path}.resource`);
  if (service !== undefined) return validateService(service, path, features);
  return [invalid(path, '', 'resource or service backend is required')];
}

function pathErrors(path: string, isPlain: boolean): string[] {
  const errors: string[] = [];
  if (!path.startsWith('/') && (isPlain || path !== '')) errors.push('must be an absolute path');
  if (!isPlain) return errors;
  for (const part of BAD_SEQUENCES) {
    if (path.includes(part)) errors.push(`must not contain '${part}'`);
  }
  for (const end of BAD_SUFFIXES) {
    if (path.endsWith(end)) errors.push(`cannot end with '${end}'`);
  }
  return errors;
}

function validatePath(
  { path = '', pathType, backend }: HTTPIngressPath,
  at: string,
  features: FeatureGates,
): FieldError[] {
  if (pathType === undefined) return [required(`${at}.pathType`, 'pathType must be specified')];
  const errors: FieldError[] = [];
  if (!PATH_TYPES.includes(pathType)) {
    errors.push(notSupported(`${at}.pathType`, pathType, PATH_TYPES));
  } else {
    const details = pathErrors(path, pathType !== 'ImplementationSpecific');
    errors.push(...invalidEach(`${at}.path`, path, details));
  }
  return [...errors, ...validateBackend(backend ?? {}, `${at}.backend`, features)];
}

function hostErrors(host: string): string[] {
  return host.includes('*') ? wildcardSubdomainErrors(host) : dnsSubdomainErrors(host);
}

function validateRule(
  { host = '', http }: IngressRule,
  at: string,
  features: FeatureGates,
): FieldError[] {
  const errors: FieldError[] = [];
  if (host !== '') {
    if (isIp(host)) errors.push(invalid(`${at}.host`, host, NOT_AN_IP));
    errors.push(...invalidEach(`${at}.host`, host, hostErrors(host)));
  }
  if (http === undefined) return errors;
  const paths = http.paths ?? [];
  if (paths.length === 0) errors.push(required(`${at}.http.paths`));
  paths.forEach((path, index) => {
    errors.push(...validatePath(path, `${at}.http.paths[${index}]`, features));
  });
  return errors;
}

function validateTls({ hosts = [], secretName = '' }: IngressTLS, at: string): FieldError[] {
  const errors = hosts.flatMap((host, index) =>
    invalidEach(`${at}.hosts[${index}]`, host, hostErrors(host)),
  );
  if (secretName === '') return errors;
  return [
    ...errors,
    ...invalidEach(`${at}.secretName`, secretName, dnsSubdomainErrors(secretName)),
  ];
}

/** What is wrong with the spec of an Ingress. */
export function validateIngressSpec({ spec }: Ingress, features: FeatureGates): FieldError[] {
  const { rules = [], defaultBackend, tls = [], ingressClassName } = spec;
  const errors: FieldError[] = [];
  if (rules.length === 0 && defaultBackend === undefined) {
    const detail = 'either `defaultBackend` or `rules` must be specified';
    errors.push(invalid('spec', new GoJson('null'), detail));
  }
  if (defaultBackend !== undefined) {
    errors.push(...validateBackend(defaultBackend, 'spec.defaultBackend', features));
  }
  rules.forEach((rule, index) => {
    errors.push(...validateRule(rule, `spec.rules[${index}]`, features));
  });
  tls.forEach((entry, index) => {
    errors.push(...validateTls(entry, `spec.tls[${index}]`));
  });
  if (ingressClassName !== undefined) {
    const details = dnsSubdomainErrors(ingressClassName);
    errors.push(...invalidEach('spec.ingressClassName', ingressClassName, details));
  }
  return errors;
}

/** What is wrong with the class that a new Ingress names twice, in different words. */
export function validateIngressClass({ metadata, spec }: Ingress): FieldError[] {
  const value = metadata.annotations?.[CLASS_ANNOTATION];
  const name = spec.ingressClassName;
  if (value === undefined || name === undefined || value === name) return [];
  return [
    invalid(
      `annotations.${CLASS_ANNOTATION}`,
      value,
      'must match `ingressClassName` when both are specified',
    ),
  ];
}

/** What is wrong with the addresses under which an Ingress is reached. */
export function validateLoadBalancer(
  { ingress = [] }: IngressLoadBalancerStatus,
  path: string,
): FieldError[] {
  return ingress.flatMap(({ ip = '', hostname = '' }, index) => {
    const at = `${path}.ingress[${index}]`;
    const errors: FieldError[] = [];
    if (ip !== '') errors.push(...ipErrors(`${at}.ip`, ip));
    if (hostname === '') return errors;
    errors.push(...invalidEach(`${at}.hostname`, hostname, dnsSubdomainErrors(hostname)));
    if (isIp(hostname)) errors.push(invalid(`${at}.hostname`, hostname, NOT_AN_IP));
    return errors;
  });
}
