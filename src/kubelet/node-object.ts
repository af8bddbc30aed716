import { mayKubeletSet } from '../api/core/kubelet-labels';
import { deepFreeze, type New } from '../api/object';
import { canonicalQuantity } from '../api/quantity';
import type { ContainerImage, Node, NodeCondition, NodeStatus, Taint } from '../api/schema/objects';
import { timestamp } from '../api/timestamp';
import type { Time } from '../sim/loop';
import type { StoredImage } from './container/container-runtime';
import { imageId, repositoryOf } from './image/image-reference';
import type { Trouble } from './shortage';

/** What a machine is made of. Quantities as Kubernetes writes them. */
export interface MachineSpec {
  readonly name: string;
  readonly cpu: string;
  readonly memory: string;
  readonly pods: number;
  readonly zone?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly Taint[];
}

/** The version of the simulated kubelet. */
const KUBELET_VERSION = 'v1.34.0';
const REGION = 'r1';
const EPHEMERAL_STORAGE = '100Gi';
/** upstream: kubelet nodeStatusMaxImages */
const IMAGES_MAX = 50;

/** Where a machine is on the network, by its number. */
export interface MachineAddresses {
  readonly nodeIP: string;
  /** Where its Pods' addresses are taken from when no range is given to its Node. */
  readonly podRange: string;
}

/** The addresses of machine `index` (from 1): 10.0.0.1 and 10.244.1.x, and so on. */
export function machineAddresses(index: number): MachineAddresses {
  const nodeIP = `10.0.${index >> 8}.${index & 255}`;
  const low = index & 255;
  const high = index >> 8;
  return { nodeIP, podRange: `10.${244 + high}.${low}.0/24` };
}

type Labels = Readonly<Record<string, string>>;

/** What a kubelet finds out about its machine. */
function foundLabels(spec: MachineSpec): Labels {
  return {
    'beta.kubernetes.io/arch': 'amd64',
    'beta.kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    'kubernetes.io/hostname': spec.name,
    'kubernetes.io/os': 'linux',
    ...(spec.zone === undefined
      ? {}
      : { 'topology.kubernetes.io/region': REGION, 'topology.kubernetes.io/zone': spec.zone }),
  };
}

/** The labels that a kubelet puts on its Node: what it may set. upstream: --node-labels takes no others */
export function kubeletLabels(spec: MachineSpec): Labels {
  return { ...foundLabels(spec), ...chosen(spec, mayKubeletSet) };
}

/** The labels of a machine that only others may put on its Node. */
export function ownerLabels(spec: MachineSpec): Labels {
  return chosen(spec, (label) => !mayKubeletSet(label));
}

function chosen({ labels = {} }: MachineSpec, isMeant: (label: string) => boolean): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([label]) => isMeant(label)));
}

function quantity(text: string): string {
  const canonical = canonicalQuantity(text);
  if (canonical === undefined) throw new Error(`not a quantity: ${JSON.stringify(text)}`);
  return canonical;
}

/** What the machine has: all of it is for Pods. */
export function capacityOf(spec: MachineSpec): Record<string, string> {
  return {
    cpu: quantity(spec.cpu),
    'ephemeral-storage': EPHEMERAL_STORAGE,
    'hugepages-1Gi': '0',
    'hugepages-2Mi': '0',
    memory: quantity(spec.memory),
    pods: String(spec.pods),
  };
}

/** The conditions of a node that is healthy but for its troubles; those that held before keep the time since when they hold. */
export function healthyConditions(
  old: readonly NodeCondition[],
  now: Time,
  troubles: readonly Trouble[] = [],
): readonly NodeCondition[] {
  const own = HEALTHY.map((row): NodeCondition => {
    const [type] = row;
    const trouble = troubles.find((t) => t.type === type);
    const [, status, reason, message] =
      trouble === undefined ? row : [type, trouble.status, trouble.reason, trouble.message];
    const before = old.find((condition) => condition.type === type);
    return {
      type,
      status,
      lastHeartbeatTime: timestamp(now),
      lastTransitionTime:
        before?.status === status && before.lastTransitionTime
          ? before.lastTransitionTime
          : timestamp(now),
      reason,
      message,
    };
  });
  const types = HEALTHY.map(([type]) => type);
  const others = old.filter((condition) => !types.includes(condition.type));
  return [...others, ...own];
}

const HEALTHY: readonly (readonly [string, string, string, string])[] = [
  [
    'MemoryPressure',
    'False',
    'KubeletHasSufficientMemory',
    'kubelet has sufficient memory available',
  ],
  ['DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
  ['PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'],
  ['Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'],
];

/** A machine's images as its status shows them. */
export function nodeImages(images: readonly StoredImage[]): readonly ContainerImage[] {
  return images.slice(0, IMAGES_MAX).map(({ name, size }) => ({
    names: [imageId(name), ...(name.startsWith(`${repositoryOf(name)}@`) ? [] : [name])],
    sizeBytes: size,
  }));
}

/** The ids of a machine, and of the time since it was switched on. */
export interface MachineIds {
  readonly machineID: string;
  readonly systemUUID: string;
  readonly bootID: string;
}

/** What a kubelet tells of its machine in every status; it stays the same until the next start. */
export type MachineReport = Pick<
  NodeStatus,
  'addresses' | 'allocatable' | 'capacity' | 'daemonEndpoints' | 'nodeInfo'
>;

/** The unchanging part of a node's status, in the server's form and frozen: it is posted again and again. */
export function machineReport(spec: MachineSpec, ids: MachineIds, index: number): MachineReport {
  const capacity = capacityOf(spec);
  return deepFreeze({
    addresses: [
      { type: 'InternalIP', address: machineAddresses(index).nodeIP },
      { type: 'Hostname', address: spec.name },
    ],
    allocatable: capacity,
    capacity,
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    nodeInfo: {
      architecture: 'amd64',
      ...ids,
      containerRuntimeVersion: 'containerd://2.1.4',
      kernelVersion: '6.8.0-71-generic',
      kubeProxyVersion: '',
      kubeletVersion: KUBELET_VERSION,
      operatingSystem: 'linux',
      osImage: 'Ubuntu 24.04.3 LTS',
    },
  });
}

/** The status that a kubelet posts, frozen. */
export function nodeStatus(
  report: MachineReport,
  images: readonly ContainerImage[],
  old: NodeStatus | undefined,
  conditions: readonly NodeCondition[],
): NodeStatus {
  return deepFreeze({ ...old, ...report, ...withExtended(report, old), conditions, images });
}

/**
 * The resources of a machine of which others told the API stay, and Pods may have them. upstream: nodestatus.MachineInfo
 * makes what is allocatable from the capacity that it finds
 */
function withExtended(
  { capacity = {} }: MachineReport,
  old: NodeStatus | undefined,
): Pick<NodeStatus, 'capacity' | 'allocatable'> {
  const others = Object.entries(old?.capacity ?? {}).filter(([name]) => !(name in capacity));
  if (others.length === 0) return {};
  const all = { ...Object.fromEntries(others), ...capacity };
  return { capacity: all, allocatable: all };
}

/** The Node that a kubelet registers. */
export function newNode(spec: MachineSpec, status: NodeStatus): New<Node> {
  return {
    metadata: {
      name: spec.name,
      labels: kubeletLabels(spec),
      annotations: {
        'volumes.kubernetes.io/controller-managed-attach-detach': 'true',
      },
    },
    spec: {
      ...(spec.taints === undefined || spec.taints.length === 0 ? {} : { taints: spec.taints }),
    },
    status,
  };
}

/** What a registered Node lacks of the labels that belong to the kubelet. */
export function reconciledLabels(spec: MachineSpec, node: Node): Node {
  const labels = { ...node.metadata.labels, ...kubeletLabels(spec) };
  return { ...node, metadata: { ...node.metadata, labels } };
}

/** The Node that a machine of this kind would register, ready and empty: for what decides before there is one. */
export function templateNode(spec: MachineSpec, now: Time): Node {
  const capacity = capacityOf(spec);
  return deepFreeze({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: spec.name,
      uid: spec.name,
      creationTimestamp: timestamp(now),
      resourceVersion: '0',
      labels: { ...foundLabels(spec), ...spec.labels },
    },
    spec: { ...(spec.taints === undefined ? {} : { taints: spec.taints }) },
    status: { capacity, allocatable: capacity, conditions: healthyConditions([], now) },
  });
}
