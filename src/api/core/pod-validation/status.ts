import type { FeatureGates } from '../../features/feature-gates';
import { duplicate, type FieldError, forbidden, invalid, invalidEach } from '../../field-error';
import { goStruct, goStructs } from '../../go-value';
import { ipErrors } from '../../ip';
import { dnsSubdomainErrors, qualifiedNameErrors } from '../../names';
import type { ContainerStatus, Pod } from '../../schema/objects';
import { startsAgain } from '../container-restart';

const NONE: readonly FieldError[] = [];
const SYSTEM_CONDITIONS = new Set(['PodScheduled', 'Ready', 'Initialized']);

/** A Pod with another status. */
interface Change {
  readonly pod: Pod;
  readonly old: Pod;
  readonly features: FeatureGates;
}

/** A container that has ended for good stays so. upstream: ValidateContainerStateTransition */
function validateTransitions(
  list: 'containerStatuses' | 'initContainerStatuses' | 'ephemeralContainerStatuses',
  { pod, old, features }: Change,
): readonly FieldError[] {
  const before: readonly ContainerStatus[] = old.status[list] ?? [];
  const after = pod.status[list] ?? [];
  const policy = list === 'ephemeralContainerStatuses' ? 'Never' : old.spec.restartPolicy;
  if (before === after || policy === 'Always') return NONE;
  return before.flatMap(({ name, state }, index) => {
    if (state?.terminated === undefined) return [];
    const { exitCode } = state.terminated;
    if (exitCode !== 0 && policy === 'OnFailure') return [];
    const specs = list === 'initContainerStatuses' ? old.spec.initContainers : old.spec.containers;
    const spec = specs?.find((c) => c.name === name);
    if (spec !== undefined && startsAgain(spec, old.spec, exitCode, features)) return [];
    const runsAgain = after.some((c) => c.name === name && c.state?.terminated === undefined);
    if (!runsAgain) return [];
    const why = 'may not be transitioned to non-terminated state';
    return [forbidden(`status.${list}[${index}].state`, why)];
  });
}

/** The names of conditions that are new: those that were there before were judged then. */
function validateConditions({ status }: Pod, old: Pod): FieldError[] {
  const errors: FieldError[] = [];
  const { conditions = [] } = status;
  const before = old.status.conditions ?? [];
  for (let index = 0; index < conditions.length; index++) {
    const type = conditions[index]?.type ?? '';
    if (SYSTEM_CONDITIONS.has(type) || type === before[index]?.type) continue;
    // upstream says metadata, and Type
    const at = `metadata.conditions[${index}].Type`;
    errors.push(...invalidEach(at, type, qualifiedNameErrors(type)));
  }
  return errors;
}

const POD_IP = 'io.k8s.api.core.v1.PodIP';

/** At most one address of each family. */
function validateAddresses(
  addresses: readonly { readonly ip: string }[],
  path: string,
): FieldError[] {
  const errors = addresses.flatMap(({ ip }, index) => ipErrors(`${path}[${index}]`, ip));
  if (addresses.length < 2) return errors;
  const families = new Set(addresses.map(({ ip }) => ip.includes(':')));
  if (families.size < 2 || addresses.length > 2) {
    const why = 'may specify no more than one IP for each IP family';
    errors.push(invalid(path, goStructs(POD_IP, addresses), why));
  }
  const seen = new Set<string>();
  addresses.forEach((address, index) => {
    if (seen.has(address.ip)) {
      errors.push(duplicate(`${path}[${index}]`, goStruct(POD_IP, address)));
    }
    seen.add(address.ip);
  });
  return errors;
}

function validateClaimStatuses({ spec, status }: Pod): readonly FieldError[] {
  if (status.resourceClaimStatuses === undefined) return NONE;
  const seen = new Set<string>();
  return status.resourceClaimStatuses.flatMap(({ name }, index) => {
    const at = `status.resourceClaimStatuses[${index}].name`;
    const errors: FieldError[] = [];
    if (!spec.resourceClaims?.some((claim) => claim.name === name)) {
      const why = 'must match the name of an entry in `spec.resourceClaims`';
      errors.push(invalid(at, name, why));
    }
    if (seen.has(name)) errors.push(duplicate(at, name));
    seen.add(name);
    return errors;
  });
}

/** Everything that is wrong with an update of a Pod's status. upstream: core validation, ValidatePodStatusUpdate */
export function validatePodStatusUpdate(pod: Pod, old: Pod, features: FeatureGates): FieldError[] {
  const { status } = pod;
  const change = { pod, old, features };
  const errors = validateConditions(pod, old);
  const { nominatedNodeName: node } = status;
  if (node && node !== old.status.nominatedNodeName) {
    errors.push(...invalidEach('status.nominatedNodeName', node, dnsSubdomainErrors(node)));
  }
  if ((status.qosClass ?? '') !== (old.status.qosClass ?? '')) {
    errors.push(invalid('status.qosClass', status.qosClass ?? '', 'field is immutable'));
  }
  errors.push(
    ...validateTransitions('containerStatuses', change),
    ...validateTransitions('initContainerStatuses', change),
    ...validateTransitions('ephemeralContainerStatuses', change),
    ...validateClaimStatuses(pod),
  );
  const { podIPs = [], hostIPs = [], hostIP = '' } = status;
  if (podIPs !== old.status.podIPs) errors.push(...validateAddresses(podIPs, 'status.podIPs'));
  if (hostIPs === old.status.hostIPs) return errors;
  const first = hostIPs[0]?.ip;
  if (first !== undefined && first !== hostIP) {
    errors.push(invalid('status.hostIPs[0].ip', first, 'must be equal to `hostIP`'));
  }
  return [...errors, ...validateAddresses(hostIPs, 'status.hostIPs')];
}
