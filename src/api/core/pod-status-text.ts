import type { Time } from '../../sim/loop';
import { conditionOf, isTrue } from '../condition';
import { humanDuration } from '../human-duration';
import type { Container, ContainerStatus, Pod } from '../schema/objects';
import { parseTimestamp } from '../timestamp';

/** An init container that keeps running beside the others. */
function isSidecar(container: Container): boolean {
  return container.restartPolicy === 'Always';
}

function initText(pod: Pod): string | undefined {
  const statuses = pod.status.initContainerStatuses ?? [];
  const containers = pod.spec.initContainers ?? [];
  for (let i = 0; i < statuses.length; i++) {
    const status = statuses[i] as ContainerStatus;
    const container = containers[i];
    const { terminated, waiting } = status.state ?? {};
    if (terminated !== undefined && terminated.exitCode === 0) continue;
    if (container !== undefined && isSidecar(container) && status.started === true) continue;
    if (terminated !== undefined) {
      if (terminated.reason !== undefined) return `Init:${terminated.reason}`;
      return terminated.signal
        ? `Init:Signal:${terminated.signal}`
        : `Init:ExitCode:${terminated.exitCode}`;
    }
    if (waiting?.reason !== undefined && waiting.reason !== 'PodInitializing') {
      return `Init:${waiting.reason}`;
    }
    return `Init:${i}/${containers.length}`;
  }
  return undefined;
}

function containersText(pod: Pod, before: string): string {
  let text = before;
  let running = false;
  for (const status of [...(pod.status.containerStatuses ?? [])].reverse()) {
    const { waiting, terminated } = status.state ?? {};
    if (waiting?.reason !== undefined && waiting.reason !== '') text = waiting.reason;
    else if (terminated !== undefined) {
      if (terminated.reason !== undefined && terminated.reason !== '') text = terminated.reason;
      else
        text = terminated.signal
          ? `Signal:${terminated.signal}`
          : `ExitCode:${terminated.exitCode}`;
    } else if (status.ready && status.state?.running !== undefined) running = true;
  }
  if (text !== 'Completed' || !running) return text;
  return isTrue(pod.status.conditions, 'Ready') ? 'Running' : 'NotReady';
}

/** The STATUS of `kubectl get pods`. upstream: printers, printPod */
export function podStatusText(pod: Pod): string {
  const { status, metadata } = pod;
  let text = status.reason ?? status.phase ?? 'Unknown';
  const scheduled = conditionOf(status.conditions, 'PodScheduled');
  if (scheduled?.reason === 'SchedulingGated') text = 'SchedulingGated';
  const init = initText(pod);
  if (init !== undefined && !isTrue(status.conditions, 'Initialized')) text = init;
  else text = containersText(pod, text);
  if (metadata.deletionTimestamp === undefined) return text;
  if (status.reason === 'NodeLost') return 'Unknown';
  return status.phase === 'Succeeded' || status.phase === 'Failed' ? text : 'Terminating';
}

/** Sum of restarts and when the last one was: `3 (5m ago)`. */
export function restartsText(pod: Pod, now: Time): string {
  let restarts = 0;
  let last = Number.NaN;
  const sidecars = (pod.status.initContainerStatuses ?? []).filter((status) =>
    pod.spec.initContainers?.some((c) => c.name === status.name && isSidecar(c)),
  );
  for (const { restartCount, lastState } of [
    ...(pod.status.containerStatuses ?? []),
    ...sidecars,
  ]) {
    restarts += restartCount;
    const finished = lastState?.terminated?.finishedAt;
    if (!finished) continue;
    const time = parseTimestamp(finished);
    if (Number.isNaN(last) || time > last) last = time;
  }
  if (restarts === 0 || Number.isNaN(last)) return `${restarts}`;
  return `${restarts} (${humanDuration(now - last)} ago)`;
}

/** `1/2`: how many of its containers (sidecars too) are ready. */
export function readyText(pod: Pod): string {
  const sidecars = (pod.spec.initContainers ?? []).filter(isSidecar).map(({ name }) => name);
  const all = pod.spec.containers.length + sidecars.length;
  const statuses = [
    ...(pod.status.containerStatuses ?? []),
    ...(pod.status.initContainerStatuses ?? []).filter(({ name }) => sidecars.includes(name)),
  ];
  const ready = statuses.filter((s) => s.ready && s.state?.running !== undefined).length;
  return `${ready}/${all}`;
}
