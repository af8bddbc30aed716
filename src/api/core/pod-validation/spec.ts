import type { FeatureGates } from '../../features/feature-gates';
import {
  duplicate,
  type FieldError,
  forbidden,
  invalid,
  invalidEach,
  notSupported,
  required,
  tooLong,
} from '../../field-error';
import { goStruct } from '../../go-value';
import { validateLabelMap } from '../../label-selector';
import { dnsLabelErrors, dnsSubdomainErrors, qualifiedNameErrors } from '../../names';
import type { Container, PodResourceClaim, PodSpec, Volume } from '../../schema/objects';
import { validateAffinity } from './affinity';
import {
  type Surroundings,
  validateContainers,
  validateEphemeralContainers,
  validateInitContainers,
} from './containers';
import { validateEnvVolumes } from './env';
import { Judged } from './judged';
import { validateDnsConfig, validateHostAliases } from './naming';
import { validatePodResources, validateResources } from './resources';
import { validateGates, validateSpread, validateTolerations } from './scheduling';
import { validatePodSecurityContext } from './security';
import { validateVolumes } from './volumes';
import { validateHostProcesses, validateOs } from './windows';

/** Whose spec it is. */
interface Owner {
  /** '' when it is not known yet. */
  readonly podName: string;
  readonly isPod: boolean;
  readonly features: FeatureGates;
}

const INT32_MAX = 2_147_483_647;
const HOSTNAME_MAX = 64;
const NO_VOLUMES: readonly Volume[] = [];
const lists = new Judged<readonly Container[]>();

// upstream: core validation, validatePodResourceClaim
function validateClaims(claims: readonly PodResourceClaim[], path: string): FieldError[] {
  const seen = new Set<string>();
  return claims.flatMap((claim, index) => {
    const at = `${path}[${index}]`;
    const { name, resourceClaimName: own, resourceClaimTemplateName: template } = claim;
    const errors: FieldError[] = [];
    if (name === '') errors.push(required(`${at}.name`));
    else if (seen.has(name)) errors.push(duplicate(`${at}.name`, name));
    else errors.push(...invalidEach(`${at}.name`, name, dnsLabelErrors(name)));
    seen.add(name);
    const shown = goStruct('io.k8s.api.core.v1.PodResourceClaim', claim);
    if (own !== undefined && template !== undefined) {
      const why =
        'at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified';
      errors.push(invalid(at, shown, why));
    }
    if (own === undefined && template === undefined) {
      const why = 'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`';
      errors.push(invalid(at, shown, why));
    }
    for (const field of ['resourceClaimName', 'resourceClaimTemplateName'] as const) {
      const value = claim[field];
      if (value === undefined) continue;
      errors.push(...invalidEach(`${at}.${field}`, value, dnsSubdomainErrors(value)));
    }
    return errors;
  });
}

/** Volumes and the containers that use them. */
function validateParts(spec: PodSpec, path: string, { podName, features }: Owner): FieldError[] {
  const { volumes = NO_VOLUMES, resourceClaims = [] } = spec;
  const { terminationGracePeriodSeconds: grace, restartPolicy, hostUsers } = spec;
  const beside = [
    features,
    spec.volumes,
    spec.resourceClaims,
    spec.initContainers,
    spec.ephemeralContainers,
    grace,
    restartPolicy,
    hostUsers,
    podName !== '' && volumes.some(({ ephemeral }) => ephemeral !== undefined) ? podName : '',
  ];
  return lists.judge(
    spec.containers,
    () => {
      const { errors, usable } = validateVolumes(volumes, `${path}.volumes`, podName);
      const claims = new Set(resourceClaims.map(({ name }) => name).filter((name) => name !== ''));
      const around: Surroundings = { spec, volumes: usable, claims, features };
      return [
        ...errors,
        ...validateClaims(resourceClaims, `${path}.resourceClaims`),
        ...validateContainers(around, `${path}.containers`),
        ...validateInitContainers(around, `${path}.initContainers`),
        ...validateEphemeralContainers(around, `${path}.ephemeralContainers`),
        ...validateEnvVolumes(spec, path),
      ];
    },
    beside,
  );
}

// upstream: core validation, validatePodHostNetworkDeps; a template may leave the host port out
function validateHostPorts(spec: PodSpec, path: string, isPod: boolean): FieldError[] {
  if (spec.hostNetwork !== true) return [];
  return spec.containers.flatMap(({ ports = [] }, index) =>
    ports.flatMap(({ hostPort = 0, containerPort }, port) => {
      if (hostPort === containerPort || (!isPod && hostPort === 0)) return [];
      const why = 'must match `containerPort` when `hostNetwork` is true';
      return [invalid(`${path}.containers[${index}].ports[${port}].hostPort`, hostPort, why)];
    }),
  );
}

function choice(path: string, value: string | undefined, values: readonly string[]): FieldError[] {
  if (value === undefined || value === '') return [required(path)];
  return values.includes(value) ? [] : [notSupported(path, value, values)];
}

function validateHostUsers(spec: PodSpec, path: string): FieldError[] {
  if (spec.hostUsers !== false) return [];
  const why = 'when `pod.Spec.HostUsers` is false';
  const errors: FieldError[] = [];
  if (spec.hostNetwork === true) errors.push(forbidden(`${path}.hostNetwork`, why));
  // upstream writes these two in capitals
  if (spec.hostPID === true) errors.push(forbidden(`${path}.HostPID`, why));
  if (spec.hostIPC === true) errors.push(forbidden(`${path}.HostIPC`, why));
  return errors;
}

// upstream: core validation, validatePodHostName
function validateHostnameOverride(spec: PodSpec, path: string): FieldError[] {
  const { hostnameOverride: override } = spec;
  if (override === undefined) return [];
  const at = `${path}.hostnameOverride`;
  const errors: FieldError[] = [];
  for (const field of ['setHostnameAsFQDN', 'hostNetwork'] as const) {
    if (spec[field] === true) {
      errors.push(forbidden(at, `may not be specified when ${field} is true`));
    }
  }
  if (override.length > HOSTNAME_MAX) errors.push(tooLong(at, HOSTNAME_MAX));
  return [...errors, ...invalidEach(at, override, dnsSubdomainErrors(override))];
}

function name(
  path: string,
  value: string | undefined,
  check: (value: string) => string[] = dnsSubdomainErrors,
): FieldError[] {
  return value ? invalidEach(path, value, check(value)) : [];
}

function validateDeadline(value: number | undefined, path: string): FieldError[] {
  if (value === undefined || (value >= 1 && value <= INT32_MAX)) return [];
  return [invalid(path, value, `must be between 1 and ${INT32_MAX}, inclusive`)];
}

/** Everything that is wrong with a spec, in upstream's order. upstream: core validation, ValidatePodSpec */
export function validateSpec(spec: PodSpec, path: string, owner: Owner): FieldError[] {
  const { affinity, tolerations = [], preemptionPolicy, overhead } = spec;
  const gates = spec.readinessGates ?? [];
  return [
    ...validateParts(spec, path, owner),
    ...validatePodResources(spec, path),
    ...validateHostPorts(spec, path, owner.isPod),
    ...choice(`${path}.restartPolicy`, spec.restartPolicy, ['Always', 'OnFailure', 'Never']),
    ...choice(`${path}.dnsPolicy`, spec.dnsPolicy, [
      'ClusterFirstWithHostNet',
      'ClusterFirst',
      'Default',
      'None',
    ]),
    ...validateLabelMap(spec.nodeSelector, `${path}.nodeSelector`),
    ...validatePodSecurityContext(spec, `${path}.securityContext`),
    ...(affinity === undefined ? [] : validateAffinity(affinity, `${path}.affinity`)),
    ...validateDnsConfig(spec, `${path}.dnsConfig`),
    ...gates.flatMap(({ conditionType: type }, i) =>
      invalidEach(`${path}.readinessGates[${i}].conditionType`, type, qualifiedNameErrors(type)),
    ),
    ...validateGates(spec.schedulingGates, `${path}.schedulingGates`),
    ...validateSpread(spec.topologySpreadConstraints ?? [], `${path}.topologySpreadConstraints`),
    ...validateHostProcesses(spec, path),
    ...validateHostUsers(spec, path),
    ...validateHostnameOverride(spec, path),
    ...name(`${path}.serviceAccountName`, spec.serviceAccountName),
    ...name(`${path}.nodeName`, spec.nodeName),
    ...validateDeadline(spec.activeDeadlineSeconds, `${path}.activeDeadlineSeconds`),
    ...name(`${path}.hostname`, spec.hostname, dnsLabelErrors),
    ...name(`${path}.subdomain`, spec.subdomain, dnsLabelErrors),
    ...validateTolerations(tolerations, `${path}.tolerations`),
    ...validateHostAliases(spec.hostAliases, `${path}.hostAliases`),
    ...name(`${path}.priorityClassName`, spec.priorityClassName),
    ...name(`${path}.runtimeClassName`, spec.runtimeClassName),
    ...(preemptionPolicy === undefined
      ? []
      : choice(`${path}.preemptionPolicy`, preemptionPolicy, ['PreemptLowerPriority', 'Never'])),
    ...(overhead === undefined
      ? []
      : validateResources({ limits: overhead }, new Set(), `${path}.overhead`)),
    ...validateOs(spec, path),
  ];
}
