import { ageOf } from '../age';
import { conditionOf } from '../condition';
import { defineKind } from '../kind';
import { deepEqual } from '../object';
import type { Node, NodeCondition } from '../schema/objects';
import { cidrWarnings } from '../warnings/ip';
import { validateNode, validateNodeStatus, validateNodeUpdate } from './node-validation';

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

export const Nodes = defineKind<Node>('v1', 'Node', {
  revalidatesMetadata: 'before',
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
  validate: validateNode,
  validateReplacement: validateNodeUpdate,
  validateStatusUpdate: validateNodeStatus,
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
