import { conditionOf } from '../../api/condition';
import { Nodes } from '../../api/core/node';
import type { Node, Taint } from '../../api/schema/objects';
import { timestamp } from '../../api/timestamp';
import type { Env } from '../../runtime/env';

export const NOT_READY = 'node.kubernetes.io/not-ready';
export const UNREACHABLE = 'node.kubernetes.io/unreachable';
const UNSCHEDULABLE = 'node.kubernetes.io/unschedulable';

/** Which condition in which status keeps new Pods away by which taint. upstream: nodeConditionToTaintKeyStatusMap */
const BY_CONDITION: readonly (readonly [type: string, status: string, key: string])[] = [
  ['Ready', 'False', NOT_READY],
  ['Ready', 'Unknown', UNREACHABLE],
  ['MemoryPressure', 'True', 'node.kubernetes.io/memory-pressure'],
  ['DiskPressure', 'True', 'node.kubernetes.io/disk-pressure'],
  ['NetworkUnavailable', 'True', 'node.kubernetes.io/network-unavailable'],
  ['PIDPressure', 'True', 'node.kubernetes.io/pid-pressure'],
];

const OURS = new Set([...BY_CONDITION.map(([, , key]) => key), UNSCHEDULABLE]);

/** The NoSchedule taints that a node's conditions and cordon ask for. */
function wanted(node: Node): string[] {
  const keys = BY_CONDITION.filter(
    ([type, status]) => conditionOf(node.status.conditions, type)?.status === status,
  ).map(([, , key]) => key);
  return node.spec.unschedulable === true ? [...keys, UNSCHEDULABLE] : keys;
}

/** Brings the NoSchedule taints in line with the node's conditions. upstream: doNoScheduleTaintingPass */
export function syncNoSchedule(env: Env, node: Node): void {
  const keys = wanted(node);
  const taints = node.spec.taints ?? [];
  const isOurs = ({ key, effect }: Taint) => effect === 'NoSchedule' && OURS.has(key);
  const present = taints.filter(isOurs).map(({ key }) => key);
  const added = keys.filter((key) => !present.includes(key));
  const kept = taints.filter((taint) => !isOurs(taint) || keys.includes(taint.key));
  if (added.length === 0 && kept.length === taints.length) return;
  const timeAdded = timestamp(env.loop.now);
  write(env, node, [...kept, ...added.map((key) => ({ key, effect: 'NoSchedule', timeAdded }))]);
}

/** Puts one NoExecute taint in the other's place, or takes both away; true when that changed anything. */
export function setNoExecute(env: Env, node: Node, key: string | undefined): boolean {
  const taints = node.spec.taints ?? [];
  const isOurs = (taint: Taint) =>
    taint.effect === 'NoExecute' && (taint.key === NOT_READY || taint.key === UNREACHABLE);
  const present = taints.filter(isOurs);
  if (key === undefined ? present.length === 0 : present.length === 1 && present[0]?.key === key)
    return false;
  const others = taints.filter((taint) => !isOurs(taint));
  const timeAdded = timestamp(env.loop.now);
  write(
    env,
    node,
    key === undefined ? others : [...others, { key, effect: 'NoExecute', timeAdded }],
  );
  return true;
}

function write(env: Env, node: Node, taints: readonly Taint[]): void {
  const { taints: _taints, ...spec } = node.spec;
  env.api.update(Nodes, { ...node, spec: taints.length === 0 ? spec : { ...spec, taints } });
}
