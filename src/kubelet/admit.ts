import { hostPortsOf, portsClash } from '../api/core/host-port';
import { matchesNodeAffinity } from '../api/core/node-selector';
import { milliValue, wholeValue } from '../api/quantity';
import type {
  Container as ContainerSpec,
  Node,
  Pod,
  PodSpec,
  Taint,
  Toleration,
} from '../api/schema/objects';
import { sysctlRefusal } from './sysctl';

/** Why a kubelet does not take a Pod. */
export interface Refusal {
  readonly reason: string;
  readonly message: string;
}

/** Amounts by resource: CPU in thousandths, all else in whole units. */
export type Amounts = Readonly<Record<string, number>>;

function amount(resource: string, text: string): number {
  return resource === 'cpu' ? milliValue(text) : wholeValue(text);
}

function requestsOf({ resources }: ContainerSpec): Amounts {
  const result: Record<string, number> = {};
  for (const [resource, text] of Object.entries(resources?.requests ?? {})) {
    result[resource] = amount(resource, text);
  }
  return result;
}

function plus(a: Amounts, b: Amounts): Amounts {
  const result: Record<string, number> = { ...a };
  for (const resource in b) result[resource] = (result[resource] ?? 0) + (b[resource] ?? 0);
  return result;
}

function most(a: Amounts, b: Amounts): Amounts {
  const result: Record<string, number> = { ...a };
  for (const resource in b) result[resource] = Math.max(result[resource] ?? 0, b[resource] ?? 0);
  return result;
}

const requestsBySpec = new WeakMap<PodSpec, Amounts>();

/** What a Pod asks for: its containers and sidecars, or its most demanding moment of initialization. */
export function podRequests({ spec }: Pod): Amounts {
  const known = requestsBySpec.get(spec);
  if (known !== undefined) return known;
  let sidecars: Amounts = {};
  let initial: Amounts = {};
  for (const container of spec.initContainers ?? []) {
    const own = requestsOf(container);
    if (container.restartPolicy === 'Always') {
      sidecars = plus(sidecars, own);
      initial = most(initial, sidecars);
    } else initial = most(initial, plus(own, sidecars));
  }
  const running = spec.containers.map(requestsOf).reduce(plus, sidecars);
  const overhead = Object.entries(spec.overhead ?? {}).map(([r, text]) => [r, amount(r, text)]);
  const total = plus(most(running, initial), Object.fromEntries(overhead));
  requestsBySpec.set(spec, total);
  return total;
}

function tolerates(toleration: Toleration, taint: Taint): boolean {
  const { key, operator = 'Equal', value = '', effect } = toleration;
  if (effect !== undefined && effect !== '' && effect !== taint.effect) return false;
  if (key !== undefined && key !== '' && key !== taint.key) return false;
  return operator === 'Exists' || value === (taint.value ?? '');
}

function predicateFailed(name: string, why: string): Refusal {
  return { reason: name, message: `Predicate ${name} failed: ${why}` };
}

/** What a node has too little of for one more Pod. */
export interface Shortage {
  readonly resource: string;
  readonly want: number;
  /** What is taken already. */
  readonly have: number;
  readonly capacity: number;
}

function outOf({ resource, want, have, capacity }: Shortage): Refusal {
  return {
    reason: `OutOf${resource}`,
    message: `Node didn't have enough resource: ${resource}, requested: ${want}, used: ${have}, capacity: ${capacity}`,
  };
}

/** The Pods that a node has beside one that asks for room. */
export interface Others {
  /** How many they are, and what they were granted together. */
  readonly taken: { readonly count: number; readonly amounts: Amounts };
  pods(): Iterable<Pod>;
}

/** What the node has too little of for one more Pod beside those it has. */
export function shortagesFor(pod: Pod, node: Node, others: Others): Shortage[] {
  const { allocatable = {} } = node.status;
  const slots = allocatable.pods === undefined ? 110 : wholeValue(allocatable.pods);
  const { count, amounts } = others.taken;
  const short: Shortage[] = [];
  if (count + 1 > slots) short.push({ resource: 'pods', want: 1, have: count, capacity: slots });
  const asked = podRequests(pod);
  for (const resource of new Set(['cpu', 'memory', ...Object.keys(asked)])) {
    const want = asked[resource] ?? 0;
    if (want === 0) continue;
    const capacity = amount(resource, allocatable[resource] ?? '0');
    const have = amounts[resource] ?? 0;
    if (have + want > capacity) short.push({ resource, want, have, capacity });
  }
  return short;
}

/**
 * Whether the node takes one more Pod beside those it has; undefined when it does.
 * upstream: pkg/kubelet/lifecycle/predicate.go
 */
export function refusalOf(pod: Pod, node: Node, others: Others): Refusal | undefined {
  const forbidden = sysctlRefusal(pod);
  if (forbidden !== undefined) return forbidden;
  const [short] = shortagesFor(pod, node, others);
  return short === undefined ? misfitOf(pod, node, others) : outOf(short);
}

/** What keeps the Pod from the node, however much room there is. */
export function misfitOf(pod: Pod, node: Node, others: Others): Refusal | undefined {
  if (!matchesNodeAffinity(pod.spec, node)) {
    return predicateFailed('NodeAffinity', "node(s) didn't match Pod's node affinity/selector");
  }
  const ports = hostPortsOf(pod.spec);
  if (
    ports.length > 0 &&
    [...others.pods()].some(({ spec }) => portsClash(ports, hostPortsOf(spec)))
  ) {
    return predicateFailed(
      'NodePorts',
      "node(s) didn't have free ports for the requested pod ports",
    );
  }
  return untolerated(pod, node);
}

function untolerated(pod: Pod, node: Node): Refusal | undefined {
  const taints = (node.spec.taints ?? []).filter((taint) => taint.effect === 'NoExecute');
  const { tolerations = [] } = pod.spec;
  if (taints.every((taint) => tolerations.some((toleration) => tolerates(toleration, taint)))) {
    return undefined;
  }
  return predicateFailed('TaintToleration', "node(s) had taints that the pod didn't tolerate");
}
