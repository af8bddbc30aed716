import {
  duplicate,
  type FieldError,
  forbidden,
  invalid,
  invalidEach,
  notSupported,
  required,
} from '../field-error';
import { goStruct } from '../go-value';
import { cidrErrors } from '../ip';
import {
  configKeyErrors,
  dnsLabelErrors,
  dnsSubdomainErrors,
  labelValueErrors,
  qualifiedNameErrors,
} from '../names';
import { deepEqual } from '../object';
import type { ConfigMapNodeConfigSource, Node, NodeConfigSource, Taint } from '../schema/objects';
import { validateAmount } from './pod-validation/resources';
import { EFFECTS } from './pod-validation/scheduling';

type Spec = Node['spec'];

/** The server names the metadata where it means the spec. */
const TAINTS = 'metadata.taints';

function validateTaint(taint: Taint, path: string): FieldError[] {
  const { key, value = '', effect } = taint;
  const details = labelValueErrors(value);
  const errors = invalidEach(`${path}.key`, key, qualifiedNameErrors(key));
  if (details.length > 0) errors.push(invalid(`${path}.value`, value, details.join(';')));
  if (effect === '') errors.push(required(`${path}.effect`));
  else if (!EFFECTS.includes(effect)) {
    errors.push(notSupported(`${path}.effect`, effect, EFFECTS));
  }
  return errors;
}

// upstream: core validation, validateNodeTaints
function validateTaints(taints: readonly Taint[]): FieldError[] {
  return taints.flatMap((taint, index) => {
    const path = `${TAINTS}[${index}]`;
    const errors = validateTaint(taint, path);
    const same = (other: Taint) => other.key === taint.key && other.effect === taint.effect;
    if (taints.findIndex(same) === index) return errors;
    const twice = duplicate(path, goStruct('io.k8s.api.core.v1.Taint', taint));
    const message = `${twice.message}: taints must be unique by key and effect pair`;
    return [...errors, { ...twice, message }];
  });
}

/** The networks of a node's Pods: one of each family at most. */
function validateNetworks({ podCIDRs = [] }: Spec): FieldError[] {
  const path = 'spec.podCIDRs';
  const errors = podCIDRs.flatMap((cidr, index) => cidrErrors(`${path}[${index}]`, cidr));
  const families = new Set(podCIDRs.map((cidr) => cidr.includes(':')));
  if (podCIDRs.length > 1 && families.size < podCIDRs.length) {
    const detail = 'may specify no more than one CIDR for each IP family';
    errors.push(invalid(path, podCIDRs, detail));
  }
  podCIDRs.forEach((cidr, index) => {
    if (podCIDRs.indexOf(cidr) < index) errors.push(duplicate(`${path}[${index}]`, cidr));
  });
  return errors;
}

/** What a node has is looked at when it changes. upstream: core validation, ValidateNodeResources */
function validateResources({ status }: Node, old: Node | undefined): FieldError[] {
  return (['capacity', 'allocatable'] as const).flatMap((list) => {
    const amounts = status?.[list];
    if (amounts === undefined || amounts === old?.status?.[list]) return [];
    return Object.entries(amounts).flatMap(([name, amount]) =>
      validateAmount(name, amount, `status.${list}.${name}`),
    );
  });
}

function validateAddresses({ status }: Node, old: Node): FieldError[] {
  const { addresses = [] } = status;
  if (addresses === old.status.addresses) return [];
  return addresses.flatMap((address, index) => {
    const before = addresses.slice(0, index);
    if (!before.some((other) => deepEqual(other, address))) return [];
    const value = goStruct('io.k8s.api.core.v1.NodeAddress', address);
    return [duplicate(`status.addresses[${index}]`, value)];
  });
}

const CONFIG_FIELDS = {
  namespace: dnsLabelErrors,
  name: dnsSubdomainErrors,
  kubeletConfigKey: configKeyErrors,
} as const;

function validateConfigMap(source: ConfigMapNodeConfigSource, path: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const field of ['uid', 'resourceVersion'] as const) {
    if (source[field])
      errors.push(forbidden(`${path}.${field}`, `${field} must not be set in spec`));
  }
  for (const [field, check] of Object.entries(CONFIG_FIELDS)) {
    const value = source[field as keyof typeof CONFIG_FIELDS] ?? '';
    const at = `${path}.${field}`;
    if (value === '') errors.push(required(at, `${field} must be set`));
    else errors.push(...invalidEach(at, value, check(value)));
  }
  return errors;
}

/** Where a kubelet would have its configuration from; nobody reads it any more. */
function validateConfigSource(source: NodeConfigSource | undefined): FieldError[] {
  if (source === undefined) return [];
  const path = 'spec.configSource';
  if (source.configMap !== undefined)
    return validateConfigMap(source.configMap, `${path}.configMap`);
  const value = goStruct('io.k8s.api.core.v1.NodeConfigSource', source);
  return [invalid(path, value, 'exactly one reference subfield must be non-nil')];
}

/** What is wrong with a new node. upstream: core validation, ValidateNode */
export function validateNode(node: Node): FieldError[] {
  return [
    ...validateTaints(node.spec.taints ?? []),
    ...validateResources(node, undefined),
    ...validateNetworks(node.spec),
  ];
}

/** What is wrong with a new status, which comes often. upstream: the same as of any update */
export function validateNodeStatus(node: Node, old: Node): FieldError[] {
  return [...validateResources(node, old), ...validateAddresses(node, old)];
}

/** What is wrong with an update. upstream: core validation, ValidateNodeUpdate */
export function validateNodeUpdate(node: Node, old: Node): FieldError[] {
  const { spec } = node;
  const errors = validateNodeStatus(node, old);
  const before = old.spec.podCIDRs ?? [];
  if (before.length > 0 && !deepEqual(spec.podCIDRs ?? [], before)) {
    errors.push(
      forbidden('spec.podCIDRs', 'node updates may not change podCIDR except from "" to valid'),
    );
  }
  if (old.spec.providerID && spec.providerID !== old.spec.providerID) {
    const detail = 'node updates may not change providerID except from "" to valid';
    errors.push(forbidden('spec.providerID', detail));
  }
  errors.push(...validateConfigSource(spec.configSource), ...validateTaints(spec.taints ?? []));
  if ((spec.externalID ?? '') === (old.spec.externalID ?? '')) return errors;
  return [...errors, forbidden('spec.externalID', 'may not be updated')];
}
