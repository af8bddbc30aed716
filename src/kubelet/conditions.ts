import type { ContainerStatus, Pod, PodCondition } from '../api/schema/objects';
import { timestamp } from '../api/timestamp';
import type { Time } from '../sim/loop';
import type { PodState } from './pod-state';

interface Judged {
  readonly status: 'True' | 'False';
  readonly reason?: string;
  readonly message?: string;
}

const TRUE: Judged = { status: 'True' };

/** The conditions that belong to the kubelet, in its order. upstream: pkg/kubelet/types, PodConditionsByKubelet */
const OWNED = [
  'PodReadyToStartContainers',
  'Initialized',
  'Ready',
  'ContainersReady',
  'PodScheduled',
];

/** What the conditions are judged by. */
export interface Judgement {
  readonly phase: string;
  readonly inits: readonly ContainerStatus[];
  readonly mains: readonly ContainerStatus[];
}

function initialized(state: PodState, { phase, inits, mains }: Judgement): Judged {
  if (phase === 'Succeeded') return { status: 'True', reason: 'PodCompleted' };
  const sidecars = state.containers.filter((c) => c.kind === 'sidecar').map((c) => c.spec.name);
  const begun = mains.some(
    (s) => s.state?.running !== undefined || s.state?.terminated !== undefined,
  );
  const incomplete = inits.filter((s) =>
    sidecars.includes(s.name)
      ? !begun && s.started !== true
      : !begun && s.state?.terminated?.exitCode !== 0,
  );
  if (incomplete.length === 0) return TRUE;
  return {
    status: 'False',
    reason: 'ContainersNotInitialized',
    message: `containers with incomplete status: [${names(incomplete)}]`,
  };
}

function containersReady(state: PodState, { phase, inits, mains }: Judgement): Judged {
  if (phase === 'Succeeded') return { status: 'False', reason: 'PodCompleted' };
  if (phase === 'Failed') return { status: 'False', reason: 'PodFailed' };
  const sidecars = state.containers.filter((c) => c.kind === 'sidecar').map((c) => c.spec.name);
  const counted = [...inits.filter((s) => sidecars.includes(s.name)), ...mains];
  const unready = counted.filter((s) => !s.ready);
  if (unready.length === 0) return TRUE;
  return {
    status: 'False',
    reason: 'ContainersNotReady',
    message: `containers with unready status: [${names(unready)}]`,
  };
}

// upstream: status.GeneratePodReadyCondition
function ready(pod: Pod, containers: Judged): Judged {
  if (containers.status !== 'True') return containers;
  const messages: string[] = [];
  for (const { conditionType } of pod.spec.readinessGates ?? []) {
    const gate = pod.status.conditions?.find((c) => c.type === conditionType);
    if (gate === undefined) {
      messages.push(
        `corresponding condition of pod readiness gate ${JSON.stringify(conditionType)} does not exist.`,
      );
    } else if (gate.status !== 'True') {
      messages.push(
        `the status of pod readiness gate ${JSON.stringify(conditionType)} is not "True", but ${gate.status}`,
      );
    }
  }
  if (messages.length === 0) return TRUE;
  return { status: 'False', reason: 'ReadinessGatesNotReady', message: messages.join(', ') };
}

function names(statuses: readonly ContainerStatus[]): string {
  return statuses.map((status) => status.name).join(' ');
}

/** The Pod's conditions: those of others first, as they are, then the kubelet's own. */
export function podConditions(state: PodState, judgement: Judgement, now: Time): PodCondition[] {
  const { pod } = state;
  const containers = containersReady(state, judgement);
  const judged: Readonly<Record<string, Judged>> = {
    PodReadyToStartContainers: { status: state.sandbox?.alive === true ? 'True' : 'False' },
    Initialized: initialized(state, judgement),
    Ready: ready(pod, containers),
    ContainersReady: containers,
    PodScheduled: TRUE,
  };
  const old = pod.status.conditions ?? [];
  const others = old.filter((condition) => !OWNED.includes(condition.type));
  const own = OWNED.map((type) =>
    condition(
      type,
      judged[type] ?? TRUE,
      old.find((c) => c.type === type),
      pod,
      now,
    ),
  );
  return [...others, ...own];
}

function condition(
  type: string,
  judged: Judged,
  old: PodCondition | undefined,
  pod: Pod,
  now: Time,
): PodCondition {
  const { generation } = pod.metadata;
  const since = old?.status === judged.status ? old.lastTransitionTime : undefined;
  return {
    type,
    ...(generation === undefined ? {} : { observedGeneration: generation }),
    status: judged.status,
    lastProbeTime: null,
    lastTransitionTime: since ?? timestamp(now),
    ...(judged.reason === undefined ? {} : { reason: judged.reason }),
    ...(judged.message === undefined ? {} : { message: judged.message }),
  };
}
