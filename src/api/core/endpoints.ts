import { ageOf } from '../age';
import { type FieldError, invalid, invalidEach, notSupported, required } from '../field-error';
import { nonSpecialIpErrors } from '../ip';
import { defineKind } from '../kind';
import { dnsLabelErrors, dnsSubdomainErrors, qualifiedNameErrors } from '../names';
import type { EndpointAddress, EndpointSubset, Endpoints } from '../schema/objects';
import { ipWarnings } from '../warnings/ip';

const SHOWN_MAX = 3;
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

function addressesText(endpoints: Endpoints): string {
  const all: string[] = [];
  for (const { addresses = [], ports = [] } of endpoints.subsets ?? []) {
    if (ports.length === 0) all.push(...addresses.map(({ ip }) => ip));
    for (const { port } of ports) {
      for (const { ip } of addresses) all.push(`${ip}:${port}`);
    }
  }
  if (all.length === 0) return '<none>';
  const more = all.length - SHOWN_MAX;
  return `${all.slice(0, SHOWN_MAX).join(',')}${more > 0 ? ` + ${more} more...` : ''}`;
}

function validateAddresses(list: readonly EndpointAddress[], path: string): FieldError[] {
  // a frozen address was validated when it came
  return list.flatMap((address, index) =>
    Object.isFrozen(address) ? [] : validateAddress(address, `${path}[${index}]`),
  );
}

function validateAddress(address: EndpointAddress, path: string): FieldError[] {
  const { ip, hostname, nodeName } = address;
  const errors = nonSpecialIpErrors(`${path}.ip`, ip);
  if (hostname) errors.push(...invalidEach(`${path}.hostname`, hostname, dnsLabelErrors(hostname)));
  if (nodeName === undefined) return errors;
  return [...errors, ...invalidEach(`${path}.nodeName`, nodeName, dnsSubdomainErrors(nodeName))];
}

// upstream: core validation, validateEndpointSubsets
function validateSubset(subset: EndpointSubset, path: string): FieldError[] {
  const { addresses = [], notReadyAddresses = [], ports = [] } = subset;
  const errors: FieldError[] = [];
  if (addresses.length + notReadyAddresses.length === 0) {
    errors.push(required(path, 'must specify `addresses` or `notReadyAddresses`'));
  }
  errors.push(...validateAddresses(addresses, `${path}.addresses`));
  errors.push(...validateAddresses(notReadyAddresses, `${path}.notReadyAddresses`));
  ports.forEach(({ name, port, protocol, appProtocol }, index) => {
    const at = `${path}.ports[${index}]`;
    if (name) {
      for (const detail of dnsLabelErrors(name)) errors.push(invalid(`${at}.name`, name, detail));
    } else if (ports.length > 1) errors.push(required(`${at}.name`));
    if (port < 1 || port > 65535) {
      errors.push(invalid(`${at}.port`, port, 'must be between 1 and 65535, inclusive'));
    }
    if (!PROTOCOLS.includes(protocol ?? '')) {
      errors.push(notSupported(`${at}.protocol`, protocol ?? '', PROTOCOLS));
    }
    if (appProtocol === undefined) return;
    errors.push(...invalidEach(`${at}.appProtocol`, appProtocol, qualifiedNameErrors(appProtocol)));
  });
  return errors;
}

export const EndpointsKind = defineKind<Endpoints>('v1', 'Endpoints', {
  defaults({ subsets }) {
    for (const { ports } of subsets ?? []) {
      ports?.forEach((port, index) => {
        if (!port.protocol) ports[index] = { ...port, protocol: 'TCP' };
      });
    }
  },
  validate: ({ subsets = [] }) =>
    subsets.flatMap((subset, index) => validateSubset(subset, `subsets[${index}]`)),
  warning: 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
  warnings: ({ subsets = [] }) =>
    subsets.flatMap((subset, index) =>
      (['addresses', 'notReadyAddresses'] as const).flatMap((list) =>
        (subset[list] ?? []).flatMap(({ ip }, i) =>
          ipWarnings(`subsets[${index}].${list}[${i}].ip`, ip),
        ),
      ),
    ),
  row: (endpoints, now) => [
    endpoints.metadata.name,
    addressesText(endpoints),
    ageOf(endpoints, now),
  ],
});
