import { ageOf } from '../../api/age';
import { Leases } from '../../api/coordination/lease';
import { Pods } from '../../api/core/pod';
import { isApiError } from '../../api/errors';
import type { Node, Pod } from '../../api/schema/objects';
import type { Session } from '../session';
import { type Amounts, amountText, podAmounts, sum } from './amounts';
import { addCreation, addLabelsAndAnnotations, type Describer } from './describer';
import { addEvents, eventsOf } from './events';
import { dateText, Lines } from './lines';

const ROLE = 'node-role.kubernetes.io/';

function rolesOf({ metadata }: Node): string {
  const roles = Object.entries(metadata.labels ?? {}).flatMap(([key, value]) => {
    if (key.startsWith(ROLE) && key.length > ROLE.length) return [key.slice(ROLE.length)];
    return key === 'kubernetes.io/role' && value !== '' ? [value] : [];
  });
  return roles.length === 0 ? '<none>' : [...new Set(roles)].sort().join(',');
}

function addTaints(lines: Lines, { spec }: Node): void {
  const taints = [...(spec.taints ?? [])].sort((a, b) =>
    `${a.effect},${a.key}` < `${b.effect},${b.key}` ? -1 : 1,
  );
  if (taints.length === 0) lines.field(0, 'Taints', '<none>');
  taints.forEach(({ key, value, effect }, index) => {
    const text = `${key}${value ? `=${value}` : ''}:${effect}`;
    lines.list.push(`${index === 0 ? 'Taints:' : ''}\t${text}`);
  });
}

function addLease(lines: Lines, session: Session, { metadata }: Node): void {
  try {
    const { spec } = session.api.get(Leases, { namespace: 'kube-node-lease', name: metadata.name });
    lines.add(0, 'Lease:');
    lines.field(1, 'HolderIdentity', spec?.holderIdentity ?? '<unset>');
    lines.field(1, 'AcquireTime', spec?.acquireTime ? dateText(spec.acquireTime) : '<unset>');
    lines.field(1, 'RenewTime', spec?.renewTime ? dateText(spec.renewTime) : '<unset>');
  } catch (error) {
    if (!isApiError(error)) throw error;
    lines.field(0, 'Lease', `Failed to get lease: ${error.message}`);
  }
}

function addConditions(lines: Lines, { status }: Node): void {
  const conditions = status.conditions ?? [];
  if (conditions.length === 0) return;
  lines.add(0, 'Conditions:');
  lines.add(1, 'Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage');
  lines.add(1, '----\t------\t-----------------\t------------------\t------\t-------');
  for (const {
    type,
    status: is,
    lastHeartbeatTime,
    lastTransitionTime,
    reason,
    message,
  } of conditions) {
    lines.add(
      1,
      `${type} \t${is} \t${dateText(lastHeartbeatTime)} \t${dateText(lastTransitionTime)} \t${reason ?? ''} \t${message ?? ''}`,
    );
  }
}

function addQuantities(
  lines: Lines,
  title: string,
  quantities: Readonly<Record<string, unknown>> | undefined,
): void {
  const entries = Object.entries(quantities ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return;
  lines.add(0, `${title}:`);
  for (const [name, quantity] of entries) lines.field(1, name, String(quantity));
}

function addSystem(lines: Lines, { status, spec }: Node): void {
  const info = status.nodeInfo;
  lines.add(0, 'System Info:');
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['Machine ID', info?.machineID],
    ['System UUID', info?.systemUUID],
    ['Boot ID', info?.bootID],
    ['Kernel Version', info?.kernelVersion],
    ['OS Image', info?.osImage],
    ['Operating System', info?.operatingSystem],
    ['Architecture', info?.architecture],
    ['Container Runtime Version', info?.containerRuntimeVersion],
    ['Kubelet Version', info?.kubeletVersion],
    ['Kube-Proxy Version', info?.kubeProxyVersion],
  ];
  for (const [title, value] of fields) lines.field(1, title, value ?? '');
  if (spec.podCIDR) lines.field(0, 'PodCIDR', spec.podCIDR);
  if ((spec.podCIDRs ?? []).length > 0) lines.field(0, 'PodCIDRs', (spec.podCIDRs ?? []).join(','));
  if (spec.providerID) lines.field(0, 'ProviderID', spec.providerID);
}

function share(amounts: Amounts, resource: string, allocatable: Amounts): string {
  return amountText(amounts, resource, allocatable);
}

function addPods(lines: Lines, session: Session, pods: readonly Pod[], allocatable: Amounts): void {
  lines.add(0, `Non-terminated Pods:\t(${pods.length} in total)`);
  lines.add(1, 'Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge');
  lines.add(1, '---------\t----\t\t------------\t----------\t---------------\t-------------\t---');
  for (const pod of pods) {
    const { requests, limits } = podAmounts(pod);
    const cells = [
      share(requests, 'cpu', allocatable),
      share(limits, 'cpu', allocatable),
      share(requests, 'memory', allocatable),
      share(limits, 'memory', allocatable),
      ageOf(pod, session.now),
    ];
    lines.add(1, `${pod.metadata.namespace}\t${pod.metadata.name}\t\t${cells.join('\t')}`);
  }
}

const STANDARD = ['cpu', 'memory', 'ephemeral-storage'];

function addAllocated(lines: Lines, node: Node, pods: readonly Pod[], allocatable: Amounts): void {
  const amounts = pods.map(podAmounts);
  const requests = sum(amounts.map((each) => each.requests));
  const limits = sum(amounts.map((each) => each.limits));
  lines.add(0, 'Allocated resources:');
  lines.add(1, '(Total limits may be over 100 percent, i.e., overcommitted.)');
  lines.add(1, 'Resource\tRequests\tLimits');
  lines.add(1, '--------\t--------\t------');
  for (const name of STANDARD) {
    lines.add(
      1,
      `${name}\t${share(requests, name, allocatable)}\t${share(limits, name, allocatable)}`,
    );
  }
  const others = Object.keys(node.status.allocatable ?? {})
    .filter(
      (name) =>
        name.startsWith('hugepages-') || (name.includes('/') && !name.startsWith('kubernetes.io/')),
    )
    .sort();
  for (const name of others) {
    const plain = (from: Amounts) =>
      amountText(from, name, allocatable, !name.startsWith('hugepages-'));
    lines.add(1, `${name}\t${plain(requests)}\t${plain(limits)}`);
  }
}

/** upstream: kubectl describe, describeNode */
export const describeNode: Describer<Node> = (session, node) => {
  const lines = new Lines();
  lines.field(0, 'Name', node.metadata.name);
  lines.field(0, 'Roles', rolesOf(node));
  addLabelsAndAnnotations(lines, node);
  addCreation(lines, node);
  addTaints(lines, node);
  lines.field(0, 'Unschedulable', node.spec.unschedulable === true);
  addLease(lines, session, node);
  addConditions(lines, node);
  lines.add(0, 'Addresses:');
  for (const { type, address } of node.status.addresses ?? []) lines.field(1, type, address);
  addQuantities(lines, 'Capacity', node.status.capacity);
  addQuantities(lines, 'Allocatable', node.status.allocatable);
  addSystem(lines, node);
  const { items } = session.api.list(Pods, {
    fields: `spec.nodeName=${node.metadata.name},status.phase!=Succeeded,status.phase!=Failed`,
  });
  const allocatable = sum([node.status.allocatable ?? node.status.capacity ?? {}]);
  addPods(lines, session, items, allocatable);
  addAllocated(lines, node, items, allocatable);
  addEvents(lines, session, nodeEvents(session, node));
  return lines;
};

/** Kubelets write a node's name where others write its uid. */
function nodeEvents(session: Session, node: Node): ReturnType<typeof eventsOf> {
  if (!session.flags.boolean('show-events')) return [];
  const { name } = node.metadata;
  return [...eventsOf(session, node, name), ...eventsOf(session, node)];
}
