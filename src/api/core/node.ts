import { ageOf } from '../age';
import { conditionOf } from '../condition';
import {
  duplicate,
  type FieldError,
  forbidden,
  invalid,
  notSupported,
  required,
} from '../field-error';
import { cidrErrors } from '../ip';
import { defineKind } from '../kind';
import { labelValueErrors, qualifiedNameErrors } from '../names';
import { deepEqual } from '../object';
import type { Node, NodeCondition, Taint } from '../schema/objects';
import { cidrWarnings } from '../warnings/ip';

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

function validateTaints(taints: readonly Taint[]): FieldError[] {
  const errors: FieldError[] = [];
  taints.forEach((taint, index) => {
    // upstream names the metadata here
    const path = `metadata.taints[${index}]`;
    for (const detail of qualifiedNameErrors(taint.key))
      errors.push(invalid(`${path}.key`, taint.key, detail));
    for (const detail of labelValueErrors(taint.value ?? '')) {
      errors.push(invalid(`${path}.value`, taint.value, detail));
    }
    if (taint.effect === '') errors.push(required(`${path}.effect`));
    else if (!EFFECTS.includes(taint.effect))
      errors.push(notSupported(`${path}.effect`, taint.effect, EFFECTS));
    const same = (other: Taint) => other.key === taint.key && other.effect === taint.effect;
    if (taints.findIndex(same) < index) {
      errors.push({
        type: 'FieldValueDuplicate',
        field: path,
        message: `Duplicate value: ${JSON.stringify(taint)}: taints must be unique by key and effect pair`,
      });
    }
  });
  return errors;
}

// upstream: core validation, ValidateNodeUpdate
function validateUpdate({ spec }: Node, { spec: old }: Node): FieldError[] {
  const errors: FieldError[] = [];
  const before = old.podCIDRs ?? [];
  if (before.length > 0 && !deepEqual(spec.podCIDRs ?? [], before)) {
    errors.push(
      forbidden('spec.podCIDRs', 'node updates may not change podCIDR except from "" to valid'),
    );
  }
  if (old.providerID && spec.providerID !== old.providerID) {
    errors.push(
      forbidden(
        'spec.providerID',
        'node updates may not change providerID except from "" to valid',
      ),
    );
  }
  return errors;
}

function sameButHeartbeat(
  a: readonly NodeCondition[] = [],
  b: readonly NodeCondition[] = [],
): boolean {
  const bare = (list: readonly NodeCondition[]) =>
    list.map(({ lastHeartbeatTime: _time, ...rest }) => rest);
  return deepEqual(bare(a), bare(b));
}

function statusText(node: Node): string {
  const ready = conditionOf(node.status.conditions, 'Ready');
  const text = ready === undefined ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady';
  return node.spec.unschedulable === true ? `${text},SchedulingDisabled` : text;
}

function rolesText(node: Node): string {
  const prefix = 'node-role.kubernetes.io/';
  const roles = Object.keys(node.metadata.labels ?? {})
    .filter((key) => key.startsWith(prefix) && key.length > prefix.length)
    .map((key) => key.slice(prefix.length))
    .sort();
  return roles.length === 0 ? '<none>' : roles.join(',');
}

function addressText(node: Node, type: string): string {
  return node.status.addresses?.find((address) => address.type === type)?.address ?? '<none>';
}

/** What is wrong with the networks of a node's Pods: one of each family at most. upstream: ValidateNode */
function validateNetworks({ podCIDRs = [] }: Node['spec']): FieldError[] {
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

export const Nodes = defineKind<Node>('v1', 'Node', {
  defaults(draft) {
    const { spec } = draft;
    // the old field is the first of the list
    if (spec?.podCIDR && spec.podCIDRs === undefined) {
      draft.spec = { ...spec, podCIDRs: [spec.podCIDR] };
    }
    if (draft.status?.capacity === undefined || draft.status.allocatable !== undefined) return;
    draft.status = { ...draft.status, allocatable: draft.status.capacity };
  },
  // upstream: registry core/node, nodeStrategy.PrepareForCreate leaves the status
  keepsStatusOnCreate: true,
  validate: ({ spec }) => [...validateTaints(spec.taints ?? []), ...validateNetworks(spec)],
  validateUpdate,
  // upstream: registry core/node, nodeWarnings
  warnings: ({ spec }) => [
    ...(spec.configSource === undefined
      ? []
      : ['spec.configSource: the feature is no longer supported']),
    ...(spec.externalID
      ? ['spec.externalID: this field is deprecated, and is unused by Kubernetes']
      : []),
    ...(spec.podCIDRs ?? []).flatMap((cidr, i) => cidrWarnings(`spec.podCIDRs[${i}]`, cidr)),
  ],
  isHeartbeat: (node, old) =>
    node.spec === old.spec &&
    node.metadata.labels === old.metadata.labels &&
    node.metadata.annotations === old.metadata.annotations &&
    node.metadata.deletionTimestamp === old.metadata.deletionTimestamp &&
    deepEqual(
      { ...node.status, conditions: undefined },
      { ...old.status, conditions: undefined },
    ) &&
    sameButHeartbeat(node.status.conditions, old.status.conditions),
  selectableFields: { 'spec.unschedulable': ({ spec }) => String(spec.unschedulable === true) },
  states: {
    ready: (node) => statusText(node).startsWith('Ready') || `it is ${statusText(node)}`,
  },
  row: (node, now) => {
    const { nodeInfo } = node.status;
    return [
      node.metadata.name,
      statusText(node),
      rolesText(node),
      ageOf(node, now),
      nodeInfo?.kubeletVersion ?? '',
      addressText(node, 'InternalIP'),
      addressText(node, 'ExternalIP'),
      nodeInfo?.osImage ?? '<unknown>',
      nodeInfo?.kernelVersion ?? '<unknown>',
      nodeInfo?.containerRuntimeVersion ?? '<unknown>',
    ];
  },
});
