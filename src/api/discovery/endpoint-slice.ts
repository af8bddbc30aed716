import { ageOf } from '../age';
import {
  duplicate,
  type FieldError,
  immutable,
  invalid,
  invalidEach,
  notSupported,
  required,
  tooMany,
} from '../field-error';
import { nonSpecialIpErrors, parseIp } from '../ip';
import { defineKind } from '../kind';
import {
  dnsLabelErrors,
  dnsSubdomainErrors,
  labelValueErrors,
  qualifiedNameErrors,
} from '../names';
import type { Endpoint, EndpointSlice } from '../schema/objects';
import { ipWarnings } from '../warnings/ip';
import { dropTopology, validateTopology, WITH_TOPOLOGY } from './topology';

// upstream: discovery validation
const ADDRESS_TYPES = ['FQDN', 'IPv4', 'IPv6'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const ENDPOINTS_MAX = 1000;
const ADDRESSES_MAX = 100;
const PORTS_MAX = 20_000;
const HINTS_MAX = 8;

function list(items: readonly string[]): string {
  if (items.length === 0) return '<unset>';
  const more = items.length - 3;
  return `${items.slice(0, 3).join(',')}${more > 0 ? ` + ${more} more...` : ''}`;
}

function validateAddress(type: string, address: string, path: string): FieldError[] {
  if (type === 'FQDN') return validateDomain(address, path);
  if (type !== 'IPv4' && type !== 'IPv6') return [];
  const isOfType = parseIp(address)?.kind() === type.toLowerCase();
  return [
    ...(isOfType ? [] : [invalid(path, address, `must be a valid ${type} address`)]),
    ...nonSpecialIpErrors(path, address),
  ];
}

// upstream: apimachinery validation, IsFullyQualifiedDomainName
function validateDomain(name: string, path: string): FieldError[] {
  if (name === '') return [required(path)];
  const domain = name.replace(/\.$/, '');
  const details = dnsSubdomainErrors(domain);
  if (details.length > 0) return [invalid(path, domain, details.join(','))];
  const labels = domain.split('.');
  if (labels.length < 2) {
    const detail = 'should be a domain with at least two segments separated by dots';
    return [invalid(path, domain, detail)];
  }
  return labels.flatMap((label) => {
    const errors = dnsLabelErrors(label);
    return errors.length === 0 ? [] : [invalid(path, label, errors.join(','))];
  });
}

function validateEndpoint(endpoint: Endpoint, type: string, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const addresses = endpoint.addresses ?? [];
  if (addresses.length === 0) {
    errors.push(required(`${path}.addresses`, 'must contain at least 1 address'));
  } else if (addresses.length > ADDRESSES_MAX) {
    errors.push(tooMany(`${path}.addresses`, addresses.length, ADDRESSES_MAX));
  }
  addresses.forEach((address, index) => {
    errors.push(...validateAddress(type, address, `${path}.addresses[${index}]`));
  });
  const { hostname, nodeName } = endpoint;
  if (nodeName !== undefined) {
    errors.push(...invalidEach(`${path}.nodeName`, nodeName, dnsSubdomainErrors(nodeName)));
  }
  errors.push(...validateTopology(endpoint, `${path}.deprecatedTopology`));
  if (hostname !== undefined) {
    errors.push(...invalidEach(`${path}.hostname`, hostname, dnsLabelErrors(hostname)));
  }
  return [...errors, ...validateHints(endpoint, `${path}.hints`)];
}

/** For whom an endpoint is meant: zones or nodes, each once. */
function validateHints({ hints }: Endpoint, path: string): FieldError[] {
  return (['forZones', 'forNodes'] as const).flatMap((field) => {
    const all = hints?.[field] ?? [];
    const at = `${path}.${field}`;
    if (all.length > HINTS_MAX) return [tooMany(at, all.length, HINTS_MAX)];
    return all.flatMap(({ name }, index) => {
      const where = `${at}[${index}].name`;
      const isAgain = all.findIndex((other) => other.name === name) < index;
      const check = field === 'forZones' ? labelValueErrors : dnsSubdomainErrors;
      return [
        ...(isAgain ? [duplicate(where, name)] : []),
        ...invalidEach(where, name, check(name)),
      ];
    });
  });
}

function validatePorts({ ports }: EndpointSlice): FieldError[] {
  const errors: FieldError[] = [];
  const all = ports ?? [];
  if (all.length > PORTS_MAX) errors.push(tooMany('ports', all.length, PORTS_MAX));
  const names = new Set<string>();
  all.forEach(({ name = '', port, protocol = '', appProtocol }, index) => {
    const path = `ports[${index}]`;
    if (name !== '') {
      for (const detail of dnsLabelErrors(name)) errors.push(invalid(`${path}.name`, name, detail));
    }
    if (names.has(name)) errors.push(duplicate(`${path}.name`, name));
    names.add(name);
    if (port !== undefined && (port < 1 || port > 65535)) {
      errors.push(invalid(`${path}.port`, port, 'must be between 1 and 65535, inclusive'));
    }
    if (!PROTOCOLS.includes(protocol)) {
      errors.push(notSupported(`${path}.protocol`, protocol, PROTOCOLS));
    }
    if (appProtocol !== undefined) {
      const details = qualifiedNameErrors(appProtocol);
      errors.push(...invalidEach(`${path}.appProtocol`, appProtocol, details));
    }
  });
  return errors;
}

function validate(slice: EndpointSlice): FieldError[] {
  const { addressType } = slice;
  const errors: FieldError[] = [];
  if (addressType === '') errors.push(required('addressType'));
  else if (!ADDRESS_TYPES.includes(addressType)) {
    errors.push(notSupported('addressType', addressType, ADDRESS_TYPES));
  }
  errors.push(...validatePorts(slice));
  const endpoints = slice.endpoints ?? [];
  if (endpoints.length > ENDPOINTS_MAX) {
    errors.push(tooMany('endpoints', endpoints.length, ENDPOINTS_MAX));
  }
  endpoints.forEach((endpoint, index) => {
    // a frozen endpoint was validated when it came
    if (Object.isFrozen(endpoint)) return;
    errors.push(...validateEndpoint(endpoint, addressType, `endpoints[${index}]`));
  });
  return errors;
}

export const EndpointSlices = defineKind<EndpointSlice>('discovery.k8s.io/v1', 'EndpointSlice', {
  hasGeneration: true,
  defaults(draft) {
    if (!draft.ports || Object.isFrozen(draft.ports)) return;
    draft.ports = draft.ports.map((port) => ({
      ...port,
      name: port.name ?? '',
      protocol: port.protocol || 'TCP',
    }));
  },
  prepareForCreate(draft, { apiVersion }) {
    if (apiVersion !== WITH_TOPOLOGY) dropTopology(draft);
  },
  prepareForUpdate(draft, old, { apiVersion }) {
    if (apiVersion !== WITH_TOPOLOGY) dropTopology(draft, old);
  },
  validate,
  // upstream: registry discovery/endpointslice, WarningsOnCreate and WarningsOnUpdate
  warnings: ({ addressType, endpoints }) => [
    ...(addressType === 'FQDN' ? ['spec.addressType: FQDN endpoints are deprecated'] : []),
    ...(endpoints ?? []).flatMap(({ addresses }, index) =>
      (addresses ?? []).flatMap((address, i) =>
        ipWarnings(`endpoints[${index}].addresses[${i}]`, address),
      ),
    ),
  ],
  validateReplacement: (slice, old) => [
    ...validate(slice),
    ...immutable('addressType', slice.addressType, slice.addressType === old.addressType),
  ],
  row: (slice, now) => [
    slice.metadata.name,
    slice.addressType,
    list((slice.ports ?? []).map(({ port }) => (port === undefined ? '*' : `${port}`))),
    list(slice.endpoints.flatMap(({ addresses }) => addresses)),
    ageOf(slice, now),
  ],
});
