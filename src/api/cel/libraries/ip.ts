import ipaddr from 'ipaddr.js';
import { canonicalIpErrors, isIp, type Network, parseCidr } from '../../ip';
import type { Library } from '../engine';
import { evaluationError } from './conversion';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

class CelIp {
  constructor(readonly address: Address) {}

  toString(): string {
    return addressText(this.address);
  }
}

class CelCidr {
  constructor(
    readonly address: Address,
    readonly network: Network,
  ) {}

  toString(): string {
    return `${addressText(this.address)}/${this.network.bits}`;
  }
}

class IpNamespace {}

function addressText(address: Address): string {
  return address.kind() === 'ipv4'
    ? address.toString()
    : (address as ipaddr.IPv6).toRFC5952String();
}

function isPlainIp(text: string): boolean {
  if (!isIp(text) || text.includes('%') || /(^|\.)0\d/.test(text)) return false;
  const address = ipaddr.parse(text);
  return address.kind() === 'ipv4' || !(address as ipaddr.IPv6).isIPv4MappedAddress();
}

function ip(text: string): CelIp {
  if (isPlainIp(text)) return new CelIp(ipaddr.parse(text));
  throw evaluationError(
    `IP Address ${JSON.stringify(text)} parse error during conversion from string: ParseAddr(${JSON.stringify(text)}): unable to parse IP`,
  );
}

function readCidr(text: string): CelCidr | undefined {
  const network = parseCidr(text);
  const [address = ''] = text.split('/');
  return network === undefined || !isPlainIp(address)
    ? undefined
    : new CelCidr(ipaddr.parse(address), network);
}

function cidr(text: string): CelCidr {
  const found = readCidr(text);
  if (found !== undefined) return found;
  throw evaluationError(
    `network address parse error during conversion from string: netip.ParsePrefix(${JSON.stringify(text)}): unable to parse`,
  );
}

function isWithin(
  { network }: CelCidr,
  address: Address,
  bits = Number.POSITIVE_INFINITY,
): boolean {
  const { address: base, bits: prefix } = network;
  return base.kind() === address.kind() && bits >= prefix && address.match(base, prefix);
}

function isIn(address: Address, ...ranges: readonly string[]): boolean {
  return ranges.includes(address.range());
}

function isGlobalUnicast(address: Address): boolean {
  const text = addressText(address);
  return (
    text !== '255.255.255.255' &&
    !isIn(address, 'unspecified', 'loopback', 'multicast', 'linkLocal')
  );
}

function isLinkLocalMulticast(address: Address): boolean {
  const text = addressText(address);
  return /^224\.0\.0\.\d+$/.test(text) || /^ff[0-9a-f]2:/.test(text);
}

/** Addresses and networks. upstream: apiserver/pkg/cel/library, IP and CIDR */
export const ipLibrary: Library = (environment) => {
  const on = (name: string, test: (address: Address) => boolean) =>
    environment.registerFunction(`net.IP.${name}(): bool`, ({ address }: CelIp) => test(address));
  environment
    .registerType('net.IP', CelIp)
    .registerType('net.CIDR', CelCidr)
    .registerType('kubernetes.IpNamespace', IpNamespace)
    .registerConstant('ip', 'kubernetes.IpNamespace', new IpNamespace())
    .registerFunction('ip(string): net.IP', ip)
    .registerFunction('isIP(string): bool', isPlainIp)
    .registerFunction('string(net.IP): string', String)
    .registerFunction(
      'kubernetes.IpNamespace.isCanonical(string): bool',
      (_: IpNamespace, text: string) => {
        ip(text);
        return canonicalIpErrors(text).length === 0;
      },
    )
    .registerFunction('net.IP.family(): int', ({ address }: CelIp) =>
      address.kind() === 'ipv4' ? 4n : 6n,
    )
    .registerOperator('net.IP == net.IP', (a: CelIp, b: CelIp) => String(a) === String(b));
  on('isUnspecified', (address) => isIn(address, 'unspecified'));
  on('isLoopback', (address) => isIn(address, 'loopback'));
  on('isLinkLocalUnicast', (address) => isIn(address, 'linkLocal'));
  on('isLinkLocalMulticast', isLinkLocalMulticast);
  on('isGlobalUnicast', isGlobalUnicast);
  environment
    .registerFunction('cidr(string): net.CIDR', cidr)
    .registerFunction('isCIDR(string): bool', (text: string) => readCidr(text) !== undefined)
    .registerFunction('string(net.CIDR): string', String)
    .registerFunction('net.CIDR.containsIP(string): bool', (net: CelCidr, text: string) =>
      isWithin(net, ip(text).address),
    )
    .registerFunction('net.CIDR.containsIP(net.IP): bool', (net: CelCidr, { address }: CelIp) =>
      isWithin(net, address),
    )
    .registerFunction('net.CIDR.containsCIDR(string): bool', (net: CelCidr, text: string) => {
      const { network } = cidr(text);
      return isWithin(net, network.address, network.bits);
    })
    .registerFunction(
      'net.CIDR.containsCIDR(net.CIDR): bool',
      (net: CelCidr, { network }: CelCidr) => isWithin(net, network.address, network.bits),
    )
    .registerFunction('net.CIDR.ip(): net.IP', ({ address }: CelCidr) => new CelIp(address))
    .registerFunction(
      'net.CIDR.masked(): net.CIDR',
      ({ network }: CelCidr) => new CelCidr(network.address, network),
    )
    .registerFunction('net.CIDR.prefixLength(): int', ({ network }: CelCidr) =>
      BigInt(network.bits),
    )
    .registerOperator('net.CIDR == net.CIDR', (a: CelCidr, b: CelCidr) => String(a) === String(b));
};
