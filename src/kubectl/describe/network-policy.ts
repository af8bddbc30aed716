import type {
  LabelSelector,
  NetworkPolicy,
  NetworkPolicyPeer,
  NetworkPolicyPort,
} from '../../api/schema/objects';
import { formatSelector } from '../../api/selector';
import { parseTimestamp } from '../../api/timestamp';
import { addLabelsAndAnnotations, begin, type Describer } from './describer';
import type { Lines } from './lines';

const RULE_LINE = '----------';

function createdText(time: string | null | undefined): string {
  const date = new Date(time ? parseTimestamp(time) : 0).toISOString();
  return `${date.slice(0, 10)} ${date.slice(11, 19)} +0000 UTC`;
}

function selectorText(selector: LabelSelector | undefined): string {
  return formatSelector(selector ?? {});
}

function addPorts(lines: Lines, ports: readonly NetworkPolicyPort[] | undefined): void {
  if (ports === undefined || ports.length === 0) {
    lines.add(2, 'To Port: <any> (traffic allowed to all ports)');
    return;
  }
  for (const { port = '', endPort, protocol = 'TCP' } of ports) {
    const range = endPort === undefined ? `Port: ${port}` : `Port Range: ${port}-${endPort}`;
    lines.add(2, `To ${range}/${protocol}`);
  }
}

function addPeer(
  lines: Lines,
  { ipBlock, namespaceSelector, podSelector }: NetworkPolicyPeer,
): void {
  if (namespaceSelector !== undefined)
    lines.add(3, `NamespaceSelector: ${selectorText(namespaceSelector)}`);
  if (podSelector !== undefined) lines.add(3, `PodSelector: ${selectorText(podSelector)}`);
  if (namespaceSelector !== undefined || podSelector !== undefined || ipBlock === undefined) return;
  lines.add(3, 'IPBlock:');
  lines.add(4, `CIDR: ${ipBlock.cidr}`);
  lines.add(4, `Except: ${(ipBlock.except ?? []).join(', ')}`);
}

interface Direction {
  readonly traffic: 'ingress' | 'egress';
  readonly peers: 'From' | 'To';
  /** What else is said of peers that are not restricted. */
  readonly open: string;
}

interface Rule {
  readonly peers: readonly NetworkPolicyPeer[];
  readonly ports?: readonly NetworkPolicyPort[] | undefined;
}

function addRules(lines: Lines, { traffic, peers, open }: Direction, rules: readonly Rule[]): void {
  if (rules.length === 0) {
    lines.add(2, `<none> (Selected pods are isolated for ${traffic} connectivity)`);
    return;
  }
  rules.forEach((rule, index) => {
    addPorts(lines, rule.ports);
    if (rule.peers.length === 0)
      lines.add(2, `${peers}: <any> (traffic not restricted by ${open})`);
    for (const peer of rule.peers) {
      lines.add(2, `${peers}:`);
      addPeer(lines, peer);
    }
    if (index < rules.length - 1) lines.add(2, RULE_LINE);
  });
}

/** upstream: kubectl describe, describeNetworkPolicySpec */
export const describeNetworkPolicy: Describer<NetworkPolicy> = (_, policy) => {
  const { metadata, spec } = policy;
  const lines = begin(policy);
  lines.field(0, 'Created on', createdText(metadata.creationTimestamp));
  addLabelsAndAnnotations(lines, policy);
  lines.add(0, 'Spec:');
  const selector = spec?.podSelector ?? {};
  const selects =
    Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length > 0;
  const everything = '<none> (Allowing the specific traffic to all pods in this namespace)';
  lines.list.push(`  PodSelector:     ${selects ? formatSelector(selector) : everything}`);
  const types = spec?.policyTypes ?? [];
  if (types.includes('Ingress')) {
    lines.add(1, 'Allowing ingress traffic:');
    const rules = (spec?.ingress ?? []).map(({ from = [], ports }) => ({ peers: from, ports }));
    addRules(lines, { traffic: 'ingress', peers: 'From', open: 'source' }, rules);
  } else lines.add(1, 'Not affecting ingress traffic');
  if (types.includes('Egress')) {
    lines.add(1, 'Allowing egress traffic:');
    const rules = (spec?.egress ?? []).map(({ to = [], ports }) => ({ peers: to, ports }));
    addRules(lines, { traffic: 'egress', peers: 'To', open: 'destination' }, rules);
  } else lines.add(1, 'Not affecting egress traffic');
  lines.add(1, `Policy Types: ${types.join(', ')}`);
  return lines;
};
