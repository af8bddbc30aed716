import ipaddr from 'ipaddr.js';
import { type FieldError, invalid } from './field-error';

/** Leading zeros of decimal parts are passed over, as ever. */
function withoutZeros(value: string): string {
  return value.replace(/(^|\.)0+(?=\d)/g, '$1');
}

/** Reads an IP address as Go's lenient parser does; undefined when it is none. upstream: ParseIPSloppy */
export function parseIp(value: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  if (value.includes('%')) return undefined;
  const plain = value.includes(':') ? value : withoutZeros(value);
  const isAddress = ipaddr.IPv4.isValidFourPartDecimal(plain) || ipaddr.IPv6.isValid(plain);
  return isAddress ? ipaddr.parse(plain) : undefined;
}

/** Plain IPv4, as nearly all addresses are: these need not be taken apart to be known as valid. */
const PLAIN_IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

/** True for an IPv4 address in four decimal parts or an IPv6 address. */
export function isIp(value: string): boolean {
  return PLAIN_IPV4.test(value) || parseIp(value) !== undefined;
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

/** Why an address is none that others can be reached at. upstream: core validation, ValidateNonSpecialIP */
export function nonSpecialIpErrors(path: string, value: string): FieldError[] {
  const address = parseIp(value);
  if (address === undefined) return ipErrors(path, value);
  const range: string = address.range();
  for (const [name, detail] of RANGES) {
    if (range === name || (name === 'unspecified' && address.toString() === '0.0.0.0')) {
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

const CIDR_FORM = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';

/** A network: its address with the bits beyond the prefix cleared, and the prefix. */
export interface Network {
  readonly address: ipaddr.IPv4 | ipaddr.IPv6;
  readonly bits: number;
}

/** Reads a CIDR as Go's lenient parser does; undefined when it is none. */
export function parseCidr(value: string): Network | undefined {
  const match = /^([0-9a-fA-F.:]+)\/(\d{1,3})$/.exec(value);
  const [, text = '', bits = ''] = match ?? [];
  const address = match === null ? undefined : parseIp(text);
  if (address === undefined) return undefined;
  const prefix = Number(bits);
  if (prefix > (address.kind() === 'ipv4' ? 32 : 128)) return undefined;
  const mask = address.toByteArray().map((byte, index) => {
    const kept = Math.max(0, Math.min(8, prefix - index * 8));
    return byte & (0xff << (8 - kept));
  });
  return { address: ipaddr.fromByteArray(mask), bits: prefix };
}

/** True when the address is one of the network's. */
export function isWithin({ address, bits }: Network, ip: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address.kind() !== ip.kind()) return false;
  return parseCidr(`${ip.toString()}/${bits}`)?.address.toString() === address.toString();
}

/** What is wrong with a CIDR of an old field. upstream: core validation, IsValidCIDRForLegacyField */
export function cidrErrors(path: string, value: string): FieldError[] {
  return parseCidr(value) === undefined ? [invalid(path, value, CIDR_FORM)] : [];
}

/** The one canonical text of an address. */
export function ipText(address: ipaddr.IPv4 | ipaddr.IPv6): string {
  return address.kind() === 'ipv4'
    ? address.toString()
    : (address as ipaddr.IPv6).toRFC5952String();
}

/** What keeps an address from being in its one canonical form. upstream: IsValidIP */
export function canonicalIpErrors(value: string): string[] {
  const address = parseIp(value);
  if (address === undefined) {
    return ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'];
  }
  if (!value.includes(':') && withoutZeros(value) !== value) return ['must not have leading 0s'];
  if (address.kind() === 'ipv6' && (address as ipaddr.IPv6).isIPv4MappedAddress()) {
    return ['must not be an IPv4-mapped IPv6 address'];
  }
  const canonical = ipText(address);
  return canonical === value ? [] : [`must be in canonical form (${JSON.stringify(canonical)})`];
}

/** What keeps a CIDR from being in its one canonical form. upstream: IsValidCIDR */
export function canonicalCidrErrors(path: string, value: string): FieldError[] {
  const network = parseCidr(value);
  if (network === undefined) return [invalid(path, value, CIDR_FORM)];
  const [text = ''] = value.split('/');
  if (/(^|\.|\/)0\d/.test(value)) {
    return [invalid(path, value, 'must not have leading 0s in IP or prefix length')];
  }
  if (text.includes(':') && (ipaddr.parse(text) as ipaddr.IPv6).isIPv4MappedAddress()) {
    return [invalid(path, value, 'must not have an IPv4-mapped IPv6 address')];
  }
  if (ipText(ipaddr.parse(text)) !== ipText(network.address)) {
    return [invalid(path, value, 'must not have bits set beyond the prefix length')];
  }
  const canonical = `${ipText(network.address)}/${network.bits}`;
  if (canonical === value) return [];
  return [invalid(path, value, `must be in canonical form (${JSON.stringify(canonical)})`)];
}

/** True when `inner` lies within `outer` and is smaller. */
export function isStrictSubnet(inner: Network, outer: Network): boolean {
  return (
    inner.address.kind() === outer.address.kind() &&
    inner.bits > outer.bits &&
    inner.address.match(outer.address, outer.bits)
  );
}
