import type ipaddr from 'ipaddr.js';
import { ipText, parseCidr, parseIp } from '../ip';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** An IPv4 address that is written as an IPv6 one counts as the former. */
function plainText(address: Address): string {
  if (address.kind() === 'ipv4') return ipText(address);
  const six = address as ipaddr.IPv6;
  return ipText(six.isIPv4MappedAddress() ? six.toIPv4Address() : six);
}

/** True when newer parsers will not take it: leading zeros, or IPv4 within IPv6. */
function isOdd(text: string, address: Address): boolean {
  if (address.kind() === 'ipv4') return /(^|\.)0\d/.test(text);
  return (address as ipaddr.IPv6).isIPv4MappedAddress();
}

/** What is odd about an address that is one. upstream: apimachinery validation, GetWarningsForIP */
export function ipWarnings(path: string, value: string): string[] {
  const address = parseIp(value);
  if (address === undefined) return [];
  const quoted = JSON.stringify(value);
  if (isOdd(value, address)) {
    return [
      `${path}: non-standard IP address ${quoted} will be considered invalid in a future Kubernetes release: use "${plainText(address)}"`,
    ];
  }
  const canonical = ipText(address);
  if (address.kind() === 'ipv4' || canonical === value) return [];
  return [
    `${path}: IPv6 address ${quoted} should be in RFC 5952 canonical format ("${canonical}")`,
  ];
}

/** What is odd about a CIDR that is one. upstream: apimachinery validation, GetWarningsForCIDR */
export function cidrWarnings(path: string, value: string): string[] {
  const network = parseCidr(value);
  const [text = '', bits = ''] = value.split('/');
  const address = parseIp(text);
  if (network === undefined || address === undefined) return [];
  const warnings: string[] = [];
  const quoted = JSON.stringify(value);
  const whole = `${plainText(network.address)}/${network.bits}`;
  if (ipText(address) !== ipText(network.address)) {
    const single = `${plainText(address)}/${address.kind() === 'ipv4' ? 32 : 128}`;
    warnings.push(
      `${path}: CIDR value ${quoted} is ambiguous in this context (should be "${whole}" or "${single}"?)`,
    );
  }
  if (isOdd(text, address) || /^0\d/.test(bits)) {
    warnings.push(
      `${path}: non-standard CIDR value ${quoted} will be considered invalid in a future Kubernetes release: use "${whole}"`,
    );
  }
  if (warnings.length > 0 || address.kind() === 'ipv4' || whole === value) return warnings;
  return [`${path}: IPv6 CIDR value ${quoted} should be in RFC 5952 canonical format ("${whole}")`];
}
