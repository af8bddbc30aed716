import ipaddr from 'ipaddr.js';
import { type FieldError, invalid } from './field-error';

/** True for an IPv4 address in four decimal parts or an IPv6 address. */
export function isIp(value: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(value) || ipaddr.IPv6.isValid(value);
}

/** What is wrong with an IP address. upstream: apimachinery validation, IsValidIP */
export function ipErrors(path: string, value: string): FieldError[] {
  if (isIp(value)) return [];
  return [invalid(path, value, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)')];
}

const RANGES: readonly (readonly [range: string, detail: string])[] = [
  ['unspecified', 'may not be unspecified (0.0.0.0 or ::)'],
  ['loopback', 'may not be in the loopback range (127.0.0.0/8, ::1/128)'],
  ['linkLocal', 'may not be in the link-local range (169.254.0.0/16, fe80::/10)'],
];
const LINK_LOCAL_MULTICAST: readonly (readonly [string, number])[] = [
  ['224.0.0.0', 24],
  ['ff02::', 16],
];

/** Why an address can be no endpoint's. upstream: core validation, ValidateEndpointIP */
export function endpointIpErrors(path: string, value: string): FieldError[] {
  const errors = ipErrors(path, value);
  if (errors.length > 0) return errors;
  const address = ipaddr.parse(value);
  const range: string = address.range();
  for (const [name, detail] of RANGES) {
    if (range === name || (name === 'unspecified' && value === '0.0.0.0')) {
      return [invalid(path, value, detail)];
    }
  }
  const isMulticast = LINK_LOCAL_MULTICAST.some(([base, bits]) => {
    const network = ipaddr.parse(base);
    return network.kind() === address.kind() && address.match(network, bits);
  });
  if (!isMulticast) return [];
  return [
    invalid(path, value, 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)'),
  ];
}
