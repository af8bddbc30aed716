import { Pods } from '../api/core/pod';
import { isApiError } from '../api/errors';
import type { LabelSelector, PodDisruptionBudget } from '../api/schema/objects';
import { matchesSelector } from '../api/selector';
import type { Env } from '../runtime/env';
import type { Cycle, Diagnosis, Rejection } from './framework';
import { unresolvable, unschedulable } from './framework';
import { fitMessage } from './message';
import type { NodeInfo } from './node-info';
import type { PodInfo } from './pod-info';
import { patchStatus, withCondition } from './pod-status';
import type { PreemptionLimits } from './profile';
import type { Snapshot } from './snapshot';

const NOT_HELPFUL_REASON = 'Preemption is not helpful for scheduling';
const NO_VICTIMS_REASON = 'No preemption victims found for incoming pod';
const NEVER_MESSAGE = 'not eligible due to preemptionPolicy=Never.';
const TERMINATING_MESSAGE = 'not eligible due to a terminating pod on the nominated node.';

const noVictims = unschedulable(NO_VICTIMS_REASON);

/** What came of trying to make room. */
export interface Preemption {
  /** The node that is being freed for the Pod. */
  readonly node?: string;
  /** Why there is none; empty when there is one. */
  readonly message: string;
  /** True when an earlier nomination stands. */
  readonly keepsNomination: boolean;
}

/** The scheduler that makes room. */
interface Preemptor {
  readonly name: string;
  readonly preemption: PreemptionLimits;
}

/** A node and who would have to go. */
export interface Candidate {
  readonly node: NodeInfo;
  /** The most important first. */
  readonly victims: readonly PodInfo[];
  /** How many of them a disruption budget protects. */
  readonly violations: number;
}

/** Higher priority first, then who has run longer. upstream: scheduler/util MoreImportantPod */
function compareImportance(a: PodInfo, b: PodInfo): number {
  if (a.priority !== b.priority) return b.priority - a.priority;
  const never = Number.POSITIVE_INFINITY;
  const [started, otherStarted] = [a.startTime ?? never, b.startTime ?? never];
  return started === otherStarted ? 0 : started - otherStarted;
}

const TARGET_REASON = 'PreemptionByScheduler';

function isLeavingForOthers({ pod }: PodInfo): boolean {
  if (pod.metadata.deletionTimestamp === undefined) return false;
  return (pod.status.conditions ?? []).some(
    ({ type, status, reason }) =>
      type === 'DisruptionTarget' && status === 'True' && reason === TARGET_REASON,
  );
}

/** Why the Pod may not preempt others now; '' when it may. upstream: PodEligibleToPreemptOthers */
function ineligibility({ pod, snapshot }: Cycle, diagnosis: Diagnosis): string {
  if (pod.pod.spec.preemptionPolicy === 'Never') return NEVER_MESSAGE;
  const nominated = pod.pod.status.nominatedNodeName;
  const node = nominated === undefined ? undefined : snapshot.byName.get(nominated);
  if (node === undefined) return '';
  const verdict = diagnosis.verdicts.find((v) => v.node.name === nominated);
  if (verdict?.rejection.resolvable === false) return '';
  for (const other of node.pods.values()) {
    if (other.priority < pod.priority && isLeavingForOthers(other)) return TERMINATING_MESSAGE;
  }
  return '';
}

function selectsSomething({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return Object.keys(matchLabels).length > 0 || matchExpressions.length > 0;
}

interface Split {
  readonly violating: PodInfo[];
  readonly others: PodInfo[];
}

/** Parts the Pods into those that a budget would protect, taken in order, and the others. */
function splitByBudgets(pods: readonly PodInfo[], snapshot: Snapshot): Split {
  const split: Split = { violating: [], others: [] };
  const left = new Map<PodDisruptionBudget, number>();
  for (const pod of pods) {
    let violates = false;
    for (const budget of snapshot.lookup.budgets(pod.namespace)) {
      const { selector } = budget.spec;
      if (selector === undefined || !selectsSomething(selector)) continue;
      if (!matchesSelector(selector, pod.labels)) continue;
      if (budget.status.disruptedPods?.[pod.name] !== undefined) continue;
      const allowed = (left.get(budget) ?? budget.status.disruptionsAllowed ?? 0) - 1;
      left.set(budget, allowed);
      if (allowed < 0) violates = true;
    }
    (violates ? split.violating : split.others).push(pod);
  }
  return split;
}

/** Who must leave the node, as few as can be; or why that would not help. upstream: SelectVictimsOnNode */
export function selectVictims(cycle: Cycle, node: NodeInfo): Candidate | Rejection {
  const { pod, snapshot } = cycle;
  const lower: PodInfo[] = [];
  for (const other of node.pods.values()) if (other.priority < pod.priority) lower.push(other);
  if (lower.length === 0) return noVictims;
  const copy = node.copy();
  const out = new Set<PodInfo>();
  const remove = (other: PodInfo) => {
    copy.removePod(other);
    cycle.adjust(other, copy, -1);
    out.add(other);
  };
  const restore = (other: PodInfo) => {
    copy.addPod(other);
    cycle.adjust(other, copy, 1);
    out.delete(other);
  };
  try {
    for (const other of lower) remove(other);
    const verdict = cycle.check(copy);
    if (verdict !== undefined) return verdict.rejection;
    lower.sort(compareImportance);
    const { violating, others } = splitByBudgets(lower, snapshot);
    const victims: PodInfo[] = [];
    const mustLeave = (other: PodInfo) => {
      restore(other);
      if (cycle.check(copy) === undefined) return false;
      remove(other);
      victims.push(other);
      return true;
    };
    const violations = violating.filter(mustLeave).length;
    others.forEach(mustLeave);
    return { node, victims: victims.sort(compareImportance), violations };
  } finally {
    for (const other of [...out]) restore(other);
  }
}

function earliestStart({ victims }: Candidate): number {
  const [first] = victims;
  let earliest = Number.POSITIVE_INFINITY;
  for (const { priority, startTime } of victims) {
    if (priority === first?.priority) earliest = Math.min(earliest, startTime ?? earliest);
  }
  return earliest;
}

/** From every victim's priority, so that many of a low priority weigh more than few. */
const PRIORITY_OFFSET = 2 ** 31;

const MEASURES: readonly ((candidate: Candidate) => number)[] = [
  ({ violations }) => violations,
  ({ victims }) => victims[0]?.priority ?? 0,
  ({ victims }) => victims.reduce((sum, { priority }) => sum + priority + PRIORITY_OFFSET, 0),
  ({ victims }) => victims.length,
  (candidate) => -earliestStart(candidate),
];

/** The candidate that hurts least; the first of equals. upstream: pickOneNodeForPreemption */
export function pickCandidate(candidates: readonly Candidate[]): Candidate | undefined {
  let left = candidates;
  for (const measure of MEASURES) {
    if (left.length <= 1) break;
    const values = left.map(measure);
    const least = Math.min(...values);
    left = left.filter((_, index) => values[index] === least);
  }
  return left[0];
}

/** Tries out the nodes from `offset` on, until there are candidates enough. upstream: DryRunPreemption */
function dryRun(
  cycle: Cycle,
  nodes: readonly NodeInfo[],
  offset: number,
  { candidatesPercentage, candidatesMin }: PreemptionLimits,
) {
  const wanted = Math.max(candidatesMin, Math.floor((nodes.length * candidatesPercentage) / 100));
  const candidates: Candidate[] = [];
  const verdicts: Diagnosis['verdicts'][number][] = [];
  let harmless = 0;
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[(offset + i) % nodes.length] as NodeInfo;
    const result = selectVictims(cycle, node);
    if ('reasons' in result) {
      verdicts.push({ node, plugin: 'DefaultPreemption', rejection: result });
      continue;
    }
    candidates.push(result);
    if (result.violations === 0) harmless++;
    if (harmless > 0 && candidates.length >= wanted) break;
  }
  return { candidates, verdicts };
}

/**
 * Makes room for a Pod that fits nowhere by deleting Pods of lower priority, where that hurts least.
 * upstream: plugins/defaultpreemption, framework/preemption Evaluator
 */
export function preempt(
  env: Env,
  cycle: Cycle,
  diagnosis: Diagnosis,
  { name: schedulerName, preemption: limits }: Preemptor,
): Preemption {
  const message = ineligibility(cycle, diagnosis);
  if (message !== '') return { message, keepsNomination: true };
  const nodes = diagnosis.verdicts
    .filter(({ rejection }) => rejection.resolvable)
    .map(({ node }) => node);
  const offset = nodes.length === 0 ? 0 : env.random.below(nodes.length);
  const { candidates, verdicts } = dryRun(cycle, nodes, offset, limits);
  const chosen = pickCandidate(candidates);
  if (chosen === undefined) {
    const rest = unresolvable(NOT_HELPFUL_REASON);
    const why = { ...diagnosis, verdicts, rest, beforeNodes: false };
    return { message: fitMessage(why), keepsNomination: false };
  }
  env.loop.cause = env.note('preemption', {
    pod: cycle.pod.key,
    node: chosen.node.name,
    victims: chosen.victims.map(({ key }) => key),
    violations: chosen.violations,
  });
  for (const victim of chosen.victims) evictVictim(env, victim, cycle.pod, chosen, schedulerName);
  clearLowerNominations(env, cycle, chosen.node.name);
  return { node: chosen.node.name, message: '', keepsNomination: false };
}

function evictVictim(
  env: Env,
  victim: PodInfo,
  preemptor: PodInfo,
  { node }: Candidate,
  schedulerName: string,
): void {
  const { namespace, name, uid } = victim;
  if (victim.terminating) return;
  const condition = {
    type: 'DisruptionTarget',
    status: 'True',
    reason: TARGET_REASON,
    message: `${schedulerName}: preempting to accommodate a higher priority pod`,
  };
  try {
    patchStatus(env, victim, ({ status }) => withCondition(status, condition, env.loop.now));
    env.api.delete(Pods, { namespace, name }, { preconditions: { uid } });
  } catch (error) {
    if (!isApiError(error)) throw error;
    env.note('retry', { key: victim.key, reason: error.reason, message: error.message });
    return;
  }
  const text = `Preempted by pod ${preemptor.uid} on node ${node.name}`;
  env.events.record(victim.pod, 'Normal', 'Preempted', text, 'Preempting');
}

/** Pods of lower priority that wait for the node must look for another. */
function clearLowerNominations(env: Env, { pod, snapshot }: Cycle, node: string): void {
  for (const other of [...(snapshot.nominated.get(node)?.values() ?? [])]) {
    if (other.uid === pod.uid || other.priority >= pod.priority) continue;
    snapshot.unnominate(other.uid);
    try {
      patchStatus(env, other, ({ status: { nominatedNodeName: _, ...rest } }) => rest);
    } catch (error) {
      if (!isApiError(error)) throw error;
      env.note('retry', { key: other.key, reason: error.reason, message: error.message });
    }
  }
}
