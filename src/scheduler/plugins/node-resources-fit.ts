import type { Node } from '../../api/schema/objects';
import { eventNode, eventOldNode } from '../cluster-event';
import { MAX_SCORE, type Plugin, type Rejection } from '../framework';
import type { NodeInfo } from '../node-info';
import type { PodInfo } from '../pod-info';
import { type Resources, readResources } from '../quantities';

const TOO_MANY_PODS_REASON = 'Too many pods';

/** `Insufficient cpu` */
function insufficientReason(resource: string): string {
  return `Insufficient ${resource}`;
}

/** The reasons that every node may have, by bit. */
const COMMON = [
  TOO_MANY_PODS_REASON,
  ...['cpu', 'memory', 'ephemeral-storage'].map(insufficientReason),
] as const;
const PODS = 1;
const CPU = 2;
const MEMORY = 4;
const EPHEMERAL = 8;
/** What an empty node would lack as well. */
const UNRESOLVABLE = 16;

const rejections = new Map<number, Rejection>();

function commonRejection(bits: number): Rejection {
  let rejection = rejections.get(bits);
  if (rejection === undefined) {
    const reasons = COMMON.filter((_, index) => (bits & (1 << index)) !== 0);
    rejection = { reasons, resolvable: (bits & UNRESOLVABLE) === 0 };
    rejections.set(bits, rejection);
  }
  return rejection;
}

function lackBit(bit: number, wanted: number, used: number, there: number): number {
  if (wanted <= 0 || wanted <= there - used) return 0;
  return wanted > there ? bit | UNRESOLVABLE : bit;
}

/** All that the node lacks; what it would lack even when empty cannot be helped by preemption. */
function lack({ requests }: PodInfo['shape'], node: NodeInfo): Rejection {
  const { cpu, memory, ephemeral, extended } = requests;
  const common = commonRejection(
    (node.pods.size + 1 > node.allocatablePods ? PODS : 0) |
      lackBit(CPU, cpu, node.requestedCpu, node.allocatableCpu) |
      lackBit(MEMORY, memory, node.requestedMemory, node.allocatableMemory) |
      lackBit(EPHEMERAL, ephemeral, node.requestedEphemeral, node.allocatableEphemeral),
  );
  if (extended === undefined) return common;
  const reasons = [...common.reasons];
  let { resolvable } = common;
  for (const [name, wanted] of extended) {
    const used = node.requestedExtended?.get(name) ?? 0;
    const there = node.allocatableExtended.get(name) ?? 0;
    if (wanted <= 0 || wanted <= there - used) continue;
    reasons.push(insufficientReason(name));
    if (wanted > there) resolvable = false;
  }
  return reasons.length === common.reasons.length ? common : { reasons, resolvable };
}

function fits(requests: Resources, node: NodeInfo): boolean {
  if (node.pods.size + 1 > node.allocatablePods) return false;
  const { cpu, memory, ephemeral, extended } = requests;
  if (cpu > 0 && cpu > node.allocatableCpu - node.requestedCpu) return false;
  if (memory > 0 && memory > node.allocatableMemory - node.requestedMemory) return false;
  if (ephemeral > 0 && ephemeral > node.allocatableEphemeral - node.requestedEphemeral)
    return false;
  if (extended === undefined) return true;
  for (const [name, wanted] of extended) {
    const used = node.requestedExtended?.get(name) ?? 0;
    if (wanted > 0 && wanted > (node.allocatableExtended.get(name) ?? 0) - used) return false;
  }
  return true;
}

/** True when the node would have room if it were empty. */
function fitsEmpty({ cpu, memory, ephemeral, extended }: Resources, node: Node): boolean {
  const there = readResources(node.status.allocatable);
  if (Number(node.status.allocatable?.pods ?? 0) < 1) return false;
  if (cpu > there.cpu || memory > there.memory || ephemeral > there.ephemeral) return false;
  for (const [name, wanted] of extended ?? []) {
    if (wanted > (there.extended?.get(name) ?? 0)) return false;
  }
  return true;
}

/** True when the node has more of something that the Pod wants than before. */
function grew({ cpu, memory, ephemeral, extended }: Resources, node: Node, old: Node): boolean {
  const now = readResources(node.status.allocatable);
  const before = readResources(old.status.allocatable);
  if (Number(node.status.allocatable?.pods ?? 0) > Number(old.status.allocatable?.pods ?? 0)) {
    return true;
  }
  if (cpu > 0 && now.cpu > before.cpu) return true;
  if (memory > 0 && now.memory > before.memory) return true;
  if (ephemeral > 0 && now.ephemeral > before.ephemeral) return true;
  for (const name of extended?.keys() ?? []) {
    if ((now.extended?.get(name) ?? 0) > (before.extended?.get(name) ?? 0)) return true;
  }
  return false;
}

/** A point of a curve from utilization in percent to a score from 0 to 10. */
export interface ShapePoint {
  readonly utilization: number;
  readonly score: number;
}

/** Which nodes are best: empty or full ones, or as a curve says; and how much CPU and memory count. */
export interface ScoringStrategy {
  readonly type: 'LeastAllocated' | 'MostAllocated' | 'RequestedToCapacityRatio';
  readonly cpu: number;
  readonly memory: number;
  /** The curve, by rising utilization. */
  readonly shape: readonly ShapePoint[];
}

/** Scores of a curve go to 10, those of nodes to 100. */
const CURVE_SCALE = 10;

/** The curve's value between its points, in whole numbers. upstream: helper BuildBrokenLinearFunction */
function onCurve(shape: readonly ShapePoint[], utilization: number): number {
  const index = shape.findIndex((point) => utilization <= point.utilization);
  const point = shape[index === -1 ? shape.length - 1 : index];
  if (point === undefined) return 0;
  const high = point.score * CURVE_SCALE;
  const before = shape[index - 1];
  if (before === undefined) return high;
  const low = before.score * CURVE_SCALE;
  const part = (high - low) * (utilization - before.utilization);
  return low + Math.trunc(part / (point.utilization - before.utilization));
}

/** The score of one resource: what is free of it, or what is taken, from 0 to 100. */
function partScore({ type, shape }: ScoringStrategy, there: number, taken: number): number {
  if (type === 'RequestedToCapacityRatio') {
    const isOver = there === 0 || taken > there;
    return onCurve(shape, isOver ? MAX_SCORE : Math.floor((taken * MAX_SCORE) / there));
  }
  if (there === 0 || taken > there) return 0;
  const counted = type === 'LeastAllocated' ? there - taken : taken;
  return Math.floor((counted * MAX_SCORE) / there);
}

/** The mean of the resources' scores; of a curve those that have none count for nothing. */
function meanScore(strategy: ScoringStrategy, parts: readonly (readonly [number, number])[]) {
  const isCurve = strategy.type === 'RequestedToCapacityRatio';
  let sum = 0;
  let weights = 0;
  for (const [score, weight] of parts) {
    if (isCurve && score <= 0) continue;
    sum += score * weight;
    weights += weight;
  }
  if (weights === 0) return 0;
  return isCurve ? Math.round(sum / weights) : Math.floor(sum / weights);
}

/** Room for what Pods request, with another idea of which node is best. upstream: NodeResourcesFitArgs */
export function nodeResourcesFitWith(strategy: ScoringStrategy): typeof nodeResourcesFit {
  return {
    ...nodeResourcesFit,
    score({ shape: { scored } }, { nodes }, scores) {
      nodes.forEach((node, i) => {
        const { allocatableCpu, allocatableMemory } = node;
        const cpu = partScore(strategy, allocatableCpu, node.scoredCpu + scored.cpu);
        const memory = partScore(strategy, allocatableMemory, node.scoredMemory + scored.memory);
        scores[i] = meanScore(strategy, [
          [cpu, allocatableCpu > 0 ? strategy.cpu : 0],
          [memory, allocatableMemory > 0 ? strategy.memory : 0],
        ]);
      });
    },
  };
}

/** Room for what Pods request; the emptiest node is the best (LeastAllocated). upstream: plugins/noderesources fit */
export const nodeResourcesFit: Plugin<undefined> = {
  name: 'NodeResourcesFit',
  weight: 1,
  isLocal: true,
  filter: ({ shape }, node) => (fits(shape.requests, node) ? undefined : lack(shape, node)),
  score({ shape: { scored } }, { nodes }, scores) {
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i] as NodeInfo;
      let sum = 0;
      let parts = 0;
      const { allocatableCpu, allocatableMemory } = node;
      if (allocatableCpu > 0) {
        parts++;
        const free = allocatableCpu - node.scoredCpu - scored.cpu;
        if (free > 0) sum += Math.floor((free * MAX_SCORE) / allocatableCpu);
      }
      if (allocatableMemory > 0) {
        parts++;
        const free = allocatableMemory - node.scoredMemory - scored.memory;
        if (free > 0) sum += Math.floor((free * MAX_SCORE) / allocatableMemory);
      }
      scores[i] = parts === 0 ? 0 : Math.floor(sum / parts);
    }
  },
  wakesOn: ['NodeAdded', 'NodeUpdated', 'PodShrunk', 'PodGone'],
  wakes(event, { shape }) {
    const node = eventNode(event);
    if (node === undefined) return true;
    if (!fitsEmpty(shape.requests, node)) return false;
    const old = eventOldNode(event);
    return old === undefined || grew(shape.requests, node, old);
  },
};
