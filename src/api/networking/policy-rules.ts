import { isWithin, parseCidr, parseIp } from '../ip';
import type {
  IPBlock,
  NetworkPolicy,
  NetworkPolicyPeer,
  NetworkPolicyPort,
  PodSpec,
} from '../schema/objects';
import { matchesSelector } from '../selector';

type Labels = Readonly<Record<string, string>>;

/** What policies look at in a Pod. */
export interface PolicedPod {
  readonly metadata: { readonly namespace?: string; readonly labels?: Labels };
  readonly spec: Pick<PodSpec, 'containers' | 'hostNetwork'>;
}

/** One end of a connection: a Pod, or somebody else. */
export interface Party {
  readonly pod?: PolicedPod | undefined;
  /** Empty when it is not known: then only a block of all addresses has it. */
  readonly address: string;
}

/** A connection that somebody wants to make, after the Service's address has been replaced by a Pod's. */
export interface Flow {
  readonly from: Party;
  readonly to: Party;
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
}

/** What keeps a connection from being made. */
export interface Barrier {
  readonly direction: 'Ingress' | 'Egress';
  /** The names of the policies that select the Pod in this direction, and of which none lets the connection pass. */
  readonly policies: readonly string[];
}

/** What policies are read with. */
export interface PolicyWorld {
  /** The policies of a namespace. */
  policiesIn(namespace: string): Iterable<NetworkPolicy>;
  /** The labels of a namespace. */
  labelsOf(namespace: string): Labels | undefined;
}

interface Rule {
  readonly ports: readonly NetworkPolicyPort[];
  readonly peers: readonly NetworkPolicyPeer[];
}

function rulesOf({ spec }: NetworkPolicy, direction: Barrier['direction']): Rule[] {
  return direction === 'Ingress'
    ? (spec.ingress ?? []).map(({ ports = [], from = [] }) => ({ ports, peers: from }))
    : (spec.egress ?? []).map(({ ports = [], to = [] }) => ({ ports, peers: to }));
}

function isInBlock({ cidr, except = [] }: IPBlock, address: string): boolean {
  const ip = parseIp(address);
  const holds = (range: string): boolean => {
    const network = parseCidr(range);
    if (network === undefined) return false;
    return ip === undefined ? network.bits === 0 : isWithin(network, ip);
  };
  return holds(cidr) && !except.some(holds);
}

/** The number of a port by its name, as the Pod that is connected to calls it. */
function portOf(name: string, protocol: string, { pod }: Party): number | undefined {
  for (const { ports = [] } of pod?.spec.containers ?? []) {
    const found = ports.find((own) => own.name === name && (own.protocol ?? 'TCP') === protocol);
    if (found !== undefined) return found.containerPort;
  }
  return undefined;
}

function takesPort({ protocol = 'TCP', port, endPort }: NetworkPolicyPort, flow: Flow): boolean {
  if (protocol !== flow.protocol) return false;
  if (port === undefined) return true;
  if (typeof port === 'string') return portOf(port, protocol, flow.to) === flow.port;
  return flow.port >= port && flow.port <= (endPort ?? port);
}

function isPeer(
  { podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer,
  other: Party,
  namespace: string,
  world: PolicyWorld,
): boolean {
  if (ipBlock !== undefined) return isInBlock(ipBlock, other.address);
  const { pod } = other;
  if (pod === undefined) return false;
  const own = pod.metadata.namespace ?? '';
  const isThere =
    namespaceSelector === undefined
      ? own === namespace
      : matchesSelector(namespaceSelector, world.labelsOf(own));
  return (
    isThere && (podSelector === undefined || matchesSelector(podSelector, pod.metadata.labels))
  );
}

function barrierFor(
  direction: Barrier['direction'],
  flow: Flow,
  world: PolicyWorld,
): Barrier | undefined {
  // what a Pod says to itself never leaves it
  if (flow.from.address !== '' && flow.from.address === flow.to.address) return undefined;
  const [own, other] = direction === 'Ingress' ? [flow.to, flow.from] : [flow.from, flow.to];
  // upstream: Pods in the network of their node are not told from the node
  if (own.pod === undefined || own.pod.spec.hostNetwork === true) return undefined;
  const { namespace = '', labels } = own.pod.metadata;
  const policies: string[] = [];
  for (const policy of world.policiesIn(namespace)) {
    const { podSelector = {}, policyTypes = [] } = policy.spec;
    if (!policyTypes.includes(direction) || !matchesSelector(podSelector, labels)) continue;
    const passes = rulesOf(policy, direction).some(
      ({ ports, peers }) =>
        (ports.length === 0 || ports.some((port) => takesPort(port, flow))) &&
        (peers.length === 0 || peers.some((peer) => isPeer(peer, other, namespace, world))),
    );
    if (passes) return undefined;
    policies.push(policy.metadata.name);
  }
  return policies.length === 0 ? undefined : { direction, policies };
}

/**
 * What keeps a connection from being made: a Pod that any policy selects lets nothing through but what one of them
 * allows, out of the one Pod and into the other. undefined when nothing does. upstream: the documentation of network policies
 */
export function barrierTo(flow: Flow, world: PolicyWorld): Barrier | undefined {
  return barrierFor('Egress', flow, world) ?? barrierFor('Ingress', flow, world);
}
