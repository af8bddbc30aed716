import {
  duplicate,
  type FieldError,
  forbidden,
  invalid,
  notSupported,
  required,
} from '../field-error';
import { ipErrors, isIp, nonSpecialIpErrors, parseIp } from '../ip';
import type { Service } from '../schema/objects';

type Spec = Service['spec'];

const FAMILIES = ['IPv4', 'IPv6'];
const FAMILY_POLICIES = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];
const CLUSTER_IPS = 'spec.clusterIPs';
const NONE = 'None';

/** The family of an address that is one. */
export function familyOf(address: string): string {
  return parseIp(address)?.kind() === 'ipv4' ? 'IPv4' : 'IPv6';
}

function validateFamilies({ ipFamilies = [], ipFamilyPolicy }: Spec): FieldError[] {
  const errors: FieldError[] = [];
  ipFamilies.forEach((family, index) => {
    const path = `spec.ipFamilies[${index}]`;
    if (!FAMILIES.includes(family)) errors.push(notSupported(path, family, FAMILIES));
    if (ipFamilies.indexOf(family) < index) errors.push(duplicate(path, family));
  });
  if (ipFamilyPolicy !== undefined && !FAMILY_POLICIES.includes(ipFamilyPolicy)) {
    errors.push(notSupported('spec.ipFamilyPolicy', ipFamilyPolicy, FAMILY_POLICIES));
  }
  return errors;
}

/** The single field and the first of the list are one. */
function validateFirst({ clusterIP = '', clusterIPs = [] }: Spec): FieldError[] {
  if (clusterIP === '') {
    const detail = 'must be empty when `clusterIP` is not specified';
    return clusterIPs.length === 0 ? [] : [invalid(CLUSTER_IPS, clusterIPs, detail)];
  }
  if (clusterIPs.length === 0) return [required(CLUSTER_IPS)];
  if (clusterIPs[0] === clusterIP) return [];
  return [invalid(CLUSTER_IPS, clusterIPs, 'first value must match `clusterIP`')];
}

function validateList(all: readonly string[]): FieldError[] {
  const errors = all.flatMap((address, index) => {
    if (index > 0 || address !== NONE) return ipErrors(`${CLUSTER_IPS}[${index}]`, address);
    if (all.length === 1) return [];
    return [invalid(CLUSTER_IPS, all, "'None' must be the first and only value")];
  });
  if (all.length > 2) errors.push(invalid(CLUSTER_IPS, all, 'may only hold up to 2 values'));
  const isReadable = all.every(isIp);
  if (isReadable && new Set(all.map(familyOf)).size < all.length) {
    const detail = 'may specify no more than one IP for each IP family';
    errors.push(invalid(CLUSTER_IPS, all, detail));
  }
  return errors;
}

/**
 * Whether the cluster addresses of a Service and their families go together. The allocator asks it before
 * it gives out addresses. upstream: ValidateServiceClusterIPsRelatedFields
 */
export function validateClusterAddresses(spec: Spec): FieldError[] {
  if (spec.type === 'ExternalName') return [];
  const { clusterIPs = [], ipFamilies = [] } = spec;
  const errors = [...validateFirst(spec), ...validateFamilies(spec), ...validateList(clusterIPs)];
  if (errors.length > 0 || clusterIPs[0] === NONE) return errors;
  return clusterIPs.flatMap((address, index) => {
    const family = ipFamilies[index];
    if (family === undefined || familyOf(address) === family) return [];
    const detail = `expected an ${family} value as indicated by \`ipFamilies[${index}]\``;
    return [invalid(`${CLUSTER_IPS}[${index}]`, address, detail)];
  });
}

/** What a Service's type says of its addresses. */
export function validateAddressesOfType(spec: Spec): FieldError[] {
  const { type = '', clusterIPs = [] } = spec;
  if (type === 'NodePort' || type === 'LoadBalancer') {
    if (clusterIPs.length !== 1 || clusterIPs[0] !== NONE) return [];
    return [invalid(`${CLUSTER_IPS}[0]`, NONE, `may not be set to 'None' for ${type} services`)];
  }
  if (type !== 'ExternalName') return [];
  const given = {
    clusterIPs: clusterIPs.length > 0,
    ipFamilies: (spec.ipFamilies ?? []).length > 0,
    ipFamilyPolicy: spec.ipFamilyPolicy !== undefined,
  };
  return Object.entries(given)
    .filter(([, isGiven]) => isGiven)
    .map(([field]) => forbidden(`spec.${field}`, 'may not be set for ExternalName services'));
}

/** What is wrong with the addresses outside of the cluster. */
export function validateExternalAddresses({ externalIPs = [] }: Spec): FieldError[] {
  return externalIPs.flatMap((address, index) =>
    nonSpecialIpErrors(`spec.externalIPs[${index}]`, address),
  );
}
