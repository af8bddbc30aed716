import type { ContainerStatus, Pod, PodCondition } from '../api/schema/objects';
import type { Time } from '../sim/loop';
import type { PodState } from './pod-state';

interface Judged {
  readonly status: 'True' | 'False';
  readonly reason?: string;
  readonly message?: string;
}

const TRUE: Judged = { status: 'True' };
const FALSE: Judged = { status: 'False' };

/** The conditions that belong to the kubelet, in its order. upstream: pkg/kubelet/types, PodConditionsByKubelet */
const OWNED = [
  'PodResizePending',
  'PodResizeInProgress',
  'PodReadyToStartContainers',
  'Initialized',
  'Ready',
  'ContainersReady',
  'PodScheduled',
];

const TARGET = 'DisruptionTarget';

/** What the conditions are judged by. */
export interface Judgement {
  readonly phase: string;
  readonly inits: readonly ContainerStatus[];
  readonly mains: readonly ContainerStatus[];
}

function initialized(state: PodState, { phase, inits, mains }: Judgement): Judged {
  if (phase === 'Succeeded') return { status: 'True', reason: 'PodCompleted' };
  if (inits.length === 0) return TRUE;
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
  const unready = counted(state, inits, mains).filter((s) => !s.ready);
  if (unready.length === 0) return TRUE;
  return {
    status: 'False',
    reason: 'ContainersNotReady',
    message: `containers with unready status: [${names(unready)}]`,
  };
}

/** The containers that have to be ready: sidecars and the main ones. */
function counted(
  state: PodState,
  inits: readonly ContainerStatus[],
  mains: readonly ContainerStatus[],
): readonly ContainerStatus[] {
  if (inits.length === 0) return mains;
  const sidecars = state.containers.filter((c) => c.kind === 'sidecar').map((c) => c.spec.name);
  return [...inits.filter((s) => sidecars.includes(s.name)), ...mains];
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
  const { generation } = pod.metadata;
  const stamp = state.clock.stamp(now);
  const old = pod.status.conditions ?? [];
  const conditions = old.filter((condition) => !OWNED.includes(condition.type));
  const add = (type: string, judged: Judged) => {
    const known = old.find((c) => c.type === type);
    conditions.push(condition(type, judged, known, { generation, stamp }));
  };
  addResize(state, (type, judged, of) => {
    const known = old.find((c) => c.type === type);
    conditions.push(condition(type, judged, known, { generation: of, stamp }));
  });
  if (state.disruption !== undefined && !old.some(({ type }) => type === TARGET)) {
    conditions.push({
      type: TARGET,
      status: 'True',
      reason: 'TerminationByKubelet',
      message: state.disruption,
      lastProbeTime: null,
      lastTransitionTime: stamp,
    });
  }
  const containers = containersReady(state, judgement);
  if (state.features.PodReadyToStartContainersCondition) {
    add('PodReadyToStartContainers', state.sandbox?.alive === true ? TRUE : FALSE);
  }
  add('Initialized', initialized(state, judgement));
  add('Ready', ready(pod, containers));
  add('ContainersReady', containers);
  add('PodScheduled', TRUE);
  // as long as it is: a list that grew has room for more, and this one is kept
  return conditions.slice();
}

/** How far a change of the Pod's size has come. upstream: status manager, GetPodResizeConditions */
function addResize(
  { resize }: PodState,
  add: (type: string, judged: Judged, generation: number | undefined) => void,
): void {
  if (resize === undefined) return;
  const { pending, inProgress } = resize;
  if (pending !== undefined) {
    const { reason, message, generation } = pending;
    add('PodResizePending', { status: 'True', reason, message }, generation);
  }
  if (inProgress === undefined) return;
  const { error, generation } = inProgress;
  const judged =
    error === undefined ? TRUE : ({ ...TRUE, reason: 'Error', message: error } as const);
  add('PodResizeInProgress', judged, generation);
}

/** The condition as it is now: the old one itself when nothing of it has changed. */
function condition(
  type: string,
  { status, reason, message }: Judged,
  old: PodCondition | undefined,
  { generation, stamp }: { readonly generation: number | undefined; readonly stamp: string },
): PodCondition {
  const isSame = old?.status === status;
  if (
    isSame &&
    old.reason === reason &&
    old.message === message &&
    old.observedGeneration === generation &&
    old.lastProbeTime === null
  ) {
    return old;
  }
  const since = isSame ? old.lastTransitionTime : undefined;
  return {
    type,
    ...(generation === undefined ? {} : { observedGeneration: generation }),
    status,
    lastProbeTime: null,
    lastTransitionTime: since ?? stamp,
    ...(reason === undefined ? {} : { reason }),
    ...(message === undefined ? {} : { message }),
  };
}
