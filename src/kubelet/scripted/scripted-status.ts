import type {
  ContainerState,
  ContainerStatus,
  Pod,
  PodCondition,
  PodStatus,
} from '../../api/schema/objects';
import { timestamp } from '../../api/timestamp';
import type { Time } from '../../sim/loop';
import { formatPod } from '../pod-state';

/** How a scripted kubelet treats a Pod; times in seconds. upstream: the recordings' README, Scripted kubelets */
export interface ScriptedBehaviour {
  /** From binding to containers running. */
  readonly start?: number;
  /** From running to Ready; null: never; 0: with Running. */
  readonly ready?: number | null;
  /** From the deletion timestamp to the Pod's removal. */
  readonly terminate?: number;
  readonly pullError?: boolean;
  readonly exit?: { readonly after: number; readonly code: number };
  /** The first delay of CrashLoopBackOff, which doubles. */
  readonly backoff?: number;
}

/** Where a scripted Pod is in its life. */
export interface ScriptedState {
  step: 'creating' | 'pullError' | 'pullBackOff' | 'running' | 'exited' | 'crashLoop' | 'done';
  ready: boolean;
  ip: string;
  readonly bound: Time;
  started: Time;
  finished: Time;
  code: number;
  restarts: number;
  /** The exit before the present run, if any. */
  last: { readonly code: number; readonly started: Time; readonly finished: Time } | undefined;
  /** Seconds of back-off, when it waits in it. */
  delay: number;
}

function terminated(code: number, started: Time, finished: Time): ContainerState {
  return {
    terminated: {
      exitCode: code,
      reason: code === 0 ? 'Completed' : 'Error',
      startedAt: timestamp(started),
      finishedAt: timestamp(finished),
    },
  };
}

function containerState(
  pod: Pod,
  name: string,
  image: string,
  state: ScriptedState,
): ContainerState {
  switch (state.step) {
    case 'creating':
      return { waiting: { reason: 'ContainerCreating' } };
    case 'pullError':
      return {
        waiting: {
          reason: 'ErrImagePull',
          message: `rpc error: code = NotFound desc = failed to pull image "${image}": not found`,
        },
      };
    case 'pullBackOff':
      return {
        waiting: { reason: 'ImagePullBackOff', message: `Back-off pulling image "${image}"` },
      };
    case 'running':
      return { running: { startedAt: timestamp(state.started) } };
    case 'crashLoop': {
      const message = `back-off ${state.delay}s restarting failed container=${name} pod=${formatPod(pod)}`;
      return { waiting: { reason: 'CrashLoopBackOff', message } };
    }
    default:
      return terminated(state.code, state.started, state.finished);
  }
}

function lastState(state: ScriptedState): ContainerState {
  if (state.step === 'crashLoop') return terminated(state.code, state.started, state.finished);
  const { last } = state;
  return last === undefined ? {} : terminated(last.code, last.started, last.finished);
}

function phaseOf(state: ScriptedState): string {
  if (['creating', 'pullError', 'pullBackOff'].includes(state.step)) return 'Pending';
  if (state.step !== 'done') return 'Running';
  return state.code === 0 ? 'Succeeded' : 'Failed';
}

/** The status that a scripted kubelet writes for a Pod. */
export function scriptedStatus(
  pod: Pod,
  state: ScriptedState,
  hostIP: string,
  now: Time,
): PodStatus {
  const { status: old } = pod;
  const phase = phaseOf(state);
  const running = state.step === 'running';
  const pulled = phase !== 'Pending';
  const statuses = pod.spec.containers.map(
    ({ name, image = '' }): ContainerStatus => ({
      name,
      state: containerState(pod, name, image, state),
      lastState: lastState(state),
      ready: running && state.ready,
      restartCount: state.restarts,
      image,
      imageID: pulled ? `sim://${image}` : '',
      started: running,
    }),
  );
  const names = pod.spec.containers.map((container) => container.name).join(' ');
  const isReady = running && state.ready;
  const unready =
    phase === 'Succeeded'
      ? { reason: 'PodCompleted' }
      : {
          reason: 'ContainersNotReady',
          message: `containers with unready status: [${names}]`,
        };
  const condition = (type: string, holds: boolean, more: object): PodCondition => {
    const before = old.conditions?.find((c) => c.type === type);
    const status = holds ? 'True' : 'False';
    const since = before?.status === status ? before.lastTransitionTime : undefined;
    return {
      type,
      status,
      lastProbeTime: null,
      lastTransitionTime: since ?? timestamp(now),
      ...more,
    };
  };
  const completed = phase === 'Succeeded' ? { reason: 'PodCompleted' } : {};
  const own = [
    condition('Initialized', true, completed),
    condition('Ready', isReady, isReady ? {} : unready),
    condition('ContainersReady', isReady, isReady ? {} : unready),
    condition('PodScheduled', true, {}),
  ];
  const types = own.map((c) => c.type);
  return {
    phase,
    conditions: [...(old.conditions ?? []).filter((c) => !types.includes(c.type)), ...own],
    hostIP,
    ...(state.ip === '' ? {} : { podIP: state.ip, podIPs: [{ ip: state.ip }] }),
    startTime: timestamp(state.bound),
    containerStatuses: statuses,
    ...(old.nominatedNodeName ? { nominatedNodeName: old.nominatedNodeName } : {}),
    ...(old.qosClass === undefined ? {} : { qosClass: old.qosClass }),
  };
}
