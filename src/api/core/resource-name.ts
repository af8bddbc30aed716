import { qualifiedNameErrors } from '../names';

// upstream: core helpers; standard names have no domain, those of others have one
const CONTAINER = ['cpu', 'memory', 'ephemeral-storage'];
const QUOTA_COUNTS = [
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'persistentvolumeclaims',
  'configmaps',
  'services.nodeports',
  'services.loadbalancers',
];
const QUOTA_AMOUNTS = [
  'cpu',
  'memory',
  'ephemeral-storage',
  'requests.cpu',
  'requests.memory',
  'requests.storage',
  'requests.ephemeral-storage',
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
];
const INTEGERS = new Set(QUOTA_COUNTS);
const QUOTA = new Set([...QUOTA_COUNTS, ...QUOTA_AMOUNTS]);
const STANDARD = new Set([...QUOTA, 'storage', 'hugepages-']);

const isHugePages = (name: string) => /^(requests\.)?hugepages-/.test(name);

/** What is wrong with the name of a resource. */
export function resourceNameErrors(name: string): string[] {
  const errors = qualifiedNameErrors(name);
  if (errors.length > 0 || name.includes('/') || STANDARD.has(name) || isHugePages(name)) {
    return errors;
  }
  return ['must be a standard resource type or fully qualified'];
}

/** True for what others than Kubernetes name so that a quota can name it too. upstream: IsExtendedResourceName */
function isExtendedResource(name: string): boolean {
  return !name.startsWith('requests.') && qualifiedNameErrors(`requests.${name}`).length === 0;
}

/** What is wrong with the name of a resource that containers use. */
export function containerResourceErrors(name: string): string[] {
  const errors = resourceNameErrors(name);
  if (!name.includes('/')) {
    if (CONTAINER.includes(name) || name.startsWith('hugepages-')) return errors;
    return [...errors, 'must be a standard resource for containers'];
  }
  const isNative = name.startsWith('kubernetes.io/') || /^[^/]*\.kubernetes\.io\//.test(name);
  if (isNative || isExtendedResource(name)) return errors;
  return [...errors, "doesn't follow extended resource name standard"];
}

/** What is wrong with the name of a resource that a quota limits. */
export function quotaResourceErrors(name: string): string[] {
  const errors = resourceNameErrors(name);
  if (name.includes('/') || QUOTA.has(name) || isHugePages(name)) return errors;
  return [...errors, 'must be a standard resource for quota'];
}

/** True for what is counted, so that it has no fractions. */
export function isCounted(name: string): boolean {
  return INTEGERS.has(name) || (name.includes('/') && !name.includes('kubernetes.io/'));
}

/** True when more may be used than is there: not for huge pages and the devices of others. */
export function allowsOvercommit(name: string): boolean {
  return (!name.includes('/') || name.includes('kubernetes.io/')) && !name.startsWith('hugepages-');
}

/** True for the resources that a quota charges to Pods. */
export function isPodQuotaResource(name: string): boolean {
  return name === 'pods' || (QUOTA_AMOUNTS.includes(name) && name !== 'requests.storage');
}

/** True for a resource that quotas know without a domain. */
export function isStandardQuotaResource(name: string): boolean {
  return QUOTA.has(name) || isHugePages(name);
}
