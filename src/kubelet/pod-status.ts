import { startsAgain } from '../api/core/container-restart';
import type {
  Container as ContainerSpec,
  ContainerStatus,
  Pod,
  PodStatus,
} from '../api/schema/objects';
import type { Time } from '../sim/loop';
import { podConditions } from './conditions';
import { containerStatus } from './container-status';
import { isInitialized, type PodState } from './pod-state';

/** The phase of a Pod whose containers have these statuses. upstream: kubelet_pods.go, getPhase */
function podPhase(
  { pod, finished, features }: PodState,
  inits: readonly ContainerStatus[],
  mains: readonly ContainerStatus[],
): string {
  const { initContainers: specs = [], containers } = pod.spec;
  const isOver = (spec: ContainerSpec | undefined, code: number | undefined) =>
    spec !== undefined && code !== undefined && !startsAgain(spec, pod.spec, code, features);
  let pending = false;
  let sidecarPending = false;
  inits.forEach((status, index) => {
    if (specs[index]?.restartPolicy === 'Always') {
      if (status.started !== true && status.state?.terminated === undefined) sidecarPending = true;
      return;
    }
    const { terminated, running } = status.state ?? {};
    if (terminated?.exitCode === 0) return;
    if (isOver(specs[index], terminated?.exitCode)) return;
    pending =
      pending ||
      running !== undefined ||
      terminated !== undefined ||
      status.state?.waiting !== undefined;
  });
  const failed = inits.some(({ state }, index) => {
    const code = state?.terminated?.exitCode;
    return code !== 0 && isOver(specs[index], code);
  });
  if (failed) return 'Failed';
  const counts = { running: 0, waiting: 0, stopped: 0, succeeded: 0, over: 0 };
  mains.forEach(({ state, lastState }, index) => {
    const ended =
      state?.terminated ?? (state?.waiting === undefined ? undefined : lastState?.terminated);
    if (state?.running !== undefined) counts.running++;
    else if (ended !== undefined) {
      counts.stopped++;
      if (ended.exitCode === 0) counts.succeeded++;
      if (isOver(containers[index], ended.exitCode)) counts.over++;
    } else counts.waiting++;
  });
  if ((pending || (sidecarPending && counts.running + counts.stopped === 0)) && !finished)
    return 'Pending';
  if (counts.waiting > 0) return finished ? 'Failed' : 'Pending';
  if (counts.running > 0) return 'Running';
  if (!finished && counts.over < counts.stopped) return 'Running';
  return counts.stopped === counts.succeeded ? 'Succeeded' : 'Failed';
}

function rejectedStatus({ pod, failure, startTime, clock }: PodState): PodStatus {
  const { status } = pod;
  return {
    ...observed(pod),
    phase: 'Failed',
    ...(status.conditions === undefined ? {} : { conditions: status.conditions }),
    ...(failure === undefined ? {} : { message: failure.message, reason: failure.reason }),
    startTime: clock.stamp(startTime),
    ...(status.qosClass === undefined ? {} : { qosClass: status.qosClass }),
  };
}

function observed(pod: Pod): Pick<PodStatus, 'observedGeneration'> {
  const { generation } = pod.metadata;
  return generation === undefined ? {} : { observedGeneration: generation };
}

/** The status that the kubelet reports for a Pod. upstream: generateAPIPodStatus */
export function podStatus(state: PodState, now: Time): PodStatus {
  if (state.rejected) return rejectedStatus(state);
  const { pod, hostIP, finished, failure, clock } = state;
  const hasInits = (pod.spec.initContainers?.length ?? 0) > 0;
  const creating = hasInits ? 'PodInitializing' : 'ContainerCreating';
  const initialized = isInitialized(state);
  const showsSignal = state.features.ContainerStopSignals;
  const inits: ContainerStatus[] = [];
  const mains: ContainerStatus[] = [];
  const ephemerals: ContainerStatus[] = [];
  for (const container of state.containers) {
    const status = containerStatus(container, {
      creating,
      finished,
      initialized,
      clock,
      showsSignal,
    });
    if (container.kind === 'main') mains.push(status);
    else (container.kind === 'ephemeral' ? ephemerals : inits).push(status);
  }
  const phase = failure === undefined ? presentPhase(state, inits, mains) : 'Failed';
  const podIP = addressOf(state);
  const { generation } = pod.metadata;
  const { qosClass, resourceClaimStatuses } = pod.status;
  // field by field: a literal with many spreads has a hidden class of its own, which all readers pay for
  const status: { -readonly [K in keyof PodStatus]: PodStatus[K] } = {};
  if (generation !== undefined) status.observedGeneration = generation;
  status.phase = phase;
  status.conditions = podConditions(state, { phase, inits, mains }, now);
  if (failure !== undefined) {
    status.message = failure.message;
    status.reason = failure.reason;
  }
  status.hostIP = hostIP;
  status.hostIPs = [{ ip: hostIP }];
  if (podIP !== '') {
    status.podIP = podIP;
    status.podIPs = [{ ip: podIP }];
  }
  status.startTime = clock.stamp(state.startTime);
  if (hasInits) status.initContainerStatuses = inits;
  status.containerStatuses = byName(mains);
  if (ephemerals.length > 0) status.ephemeralContainerStatuses = byName(ephemerals);
  if (qosClass !== undefined) status.qosClass = qosClass;
  if (resourceClaimStatuses !== undefined) status.resourceClaimStatuses = resourceClaimStatuses;
  return status;
}

/** The statuses of a list in the order of their names, as long as it is. upstream: SortedContainerStatuses */
function byName(statuses: readonly ContainerStatus[]): ContainerStatus[] {
  return statuses.length < 2
    ? statuses.slice()
    : statuses.slice().sort((a, b) => (a.name < b.name ? -1 : 1));
}

function presentPhase(
  state: PodState,
  inits: readonly ContainerStatus[],
  mains: readonly ContainerStatus[],
): string {
  const { finished, containers } = state;
  const phase = podPhase(state, inits, mains);
  // what the kubelet ended to start it again is no end of the Pod
  const restarts = !finished && containers.some((container) => container.restartDue);
  return restarts && phase !== 'Pending' ? 'Running' : phase;
}

/** The Pod's address; a Pod that is over keeps the one it had. */
function addressOf({ pod, sandbox, finished, hostIP }: PodState): string {
  if (finished) return sandbox?.ip || (pod.status.podIP ?? '');
  if (sandbox === undefined || !sandbox.alive) return '';
  return pod.spec.hostNetwork === true ? hostIP : sandbox.ip;
}
