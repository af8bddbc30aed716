import { type FieldError, invalid, invalidEach, notSupported, required } from '../../field-error';
import { qualifiedNameErrors } from '../../names';
import type { ObjectFieldSelector, ResourceFieldSelector } from '../../schema/objects';

/** The fields of a Pod that a file of the downward API may hold. */
export const VOLUME_FIELDS = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
];
/** The fields of a Pod that an environment variable may hold. */
export const ENV_FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];
const RESOURCES = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];
/** The labels that a field selector of a Pod may name at all. upstream: core/pods, ConvertDownwardAPIFieldLabel */
const CONVERTIBLE = new Set([
  ...VOLUME_FIELDS,
  ...ENV_FIELDS,
  'spec.restartPolicy',
  'spec.schedulerName',
  'status.phase',
  'spec.host',
]);
const HUGE_PAGES = /^(limits|requests)\.hugepages-/;
const SUBSCRIPT = /^([^[]+)\['(.*)'\]$/;

/** What is wrong with a reference to a field of the Pod. upstream: core validation, validateObjectFieldSelector */
export function validateFieldRef(
  { apiVersion = '', fieldPath }: ObjectFieldSelector,
  fields: readonly string[],
  path: string,
): FieldError[] {
  if (apiVersion === '') return [required(`${path}.apiVersion`)];
  if (!fieldPath) return [required(`${path}.fieldPath`)];
  const at = `${path}.fieldPath`;
  const cannotConvert = (why: string) => [
    invalid(at, fieldPath, `error converting fieldPath: ${why}`),
  ];
  if (apiVersion !== 'v1') return cannotConvert(`unsupported pod version: ${apiVersion}`);
  const [, base, subscript] = SUBSCRIPT.exec(fieldPath) ?? [];
  if (base !== undefined && subscript !== undefined) {
    if (base === 'metadata.annotations') {
      return invalidEach(
        path,
        subscript.toLowerCase(),
        qualifiedNameErrors(subscript.toLowerCase()),
      );
    }
    if (base === 'metadata.labels') {
      return invalidEach(path, subscript, qualifiedNameErrors(subscript));
    }
    return cannotConvert(`field label does not support subscript: ${fieldPath}`);
  }
  if (!CONVERTIBLE.has(fieldPath)) return cannotConvert(`field label not supported: ${fieldPath}`);
  if (fields.includes(fieldPath)) return [];
  return [notSupported(at, fieldPath === 'spec.host' ? 'spec.nodeName' : fieldPath, fields)];
}

const BYTES = '1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei';

function validateDivisor(resource: string, divisor: string, path: string): FieldError[] {
  const kind = resource.replace(/^(limits|requests)\./, '');
  if (kind === resource || divisor === '0') return [];
  const refused = (values: string, name: string) =>
    values.split(', ').includes(divisor)
      ? []
      : [
          invalid(
            `${path}.divisor`,
            resource,
            `only divisor's values ${values === '1m, 1' ? '1m and 1' : values} are supported with the ${name} resource`,
          ),
        ];
  if (kind === 'cpu') return refused('1m, 1', 'cpu');
  if (kind === 'memory') return refused(BYTES, 'memory');
  if (kind === 'ephemeral-storage') return refused(BYTES, 'local ephemeral storage');
  return kind.startsWith('hugepages-') ? refused(BYTES, 'hugepages') : [];
}

/** What is wrong with a reference to a container's resource; in a volume it must name the container. */
export function validateResourceFieldRef(
  { containerName, resource, divisor = '0' }: ResourceFieldSelector,
  path: string,
  inVolume: boolean,
): FieldError[] {
  const errors: FieldError[] = [];
  if (inVolume && !containerName) errors.push(required(`${path}.containerName`));
  else if (!resource) errors.push(required(`${path}.resource`));
  else if (!RESOURCES.includes(resource) && !HUGE_PAGES.test(resource)) {
    errors.push(notSupported(`${path}.resource`, resource, RESOURCES));
  }
  return [...errors, ...validateDivisor(resource, divisor, path)];
}
