import { badRequestError } from '../api/errors';
import type { ContainerState, Pod } from '../api/schema/objects';
import { timestamp } from '../api/timestamp';
import type { Time } from '../sim/loop';

/** The names of all containers of a Pod: init, main and ephemeral ones. */
export function containerNames(pod: Pod): readonly string[] {
  const { initContainers = [], containers, ephemeralContainers = [] } = pod.spec;
  return [...initContainers, ...containers, ...ephemeralContainers].map(({ name }) => name);
}

/** The container whose log is meant; a 400 when that is not clear. upstream: pod registry, LogLocation */
export function loggedContainer(pod: Pod, asked: string): string {
  const { name } = pod.metadata;
  const all = containerNames(pod);
  if (asked !== '') {
    if (all.includes(asked)) return asked;
    throw badRequestError(`container ${asked} is not valid for pod ${name}`);
  }
  const { containers, initContainers = [] } = pod.spec;
  const [only] = containers;
  if (only !== undefined && containers.length === 1) return only.name;
  const choice = (list: readonly { readonly name: string }[]) =>
    list.map((container) => container.name).join(' ');
  const inits =
    initContainers.length > 0 ? ` or one of the init containers: [${choice(initContainers)}]` : '';
  throw badRequestError(
    `a container name must be specified for pod ${name}, choose one of: [${choice(containers)}]${inits}`,
  );
}

/** Refuses with a 400 when there is nothing to read of a container. upstream: kubelet validateContainerLogStatus */
export function mustHaveLog(pod: Pod, container: string, previous: boolean): void {
  if (!pod.spec.nodeName) return;
  const {
    containerStatuses = [],
    initContainerStatuses = [],
    ephemeralContainerStatuses = [],
  } = pod.status;
  const status = [
    ...initContainerStatuses,
    ...containerStatuses,
    ...ephemeralContainerStatuses,
  ].find(({ name }) => name === container);
  const place = `container ${JSON.stringify(container)} in pod ${JSON.stringify(pod.metadata.name)}`;
  if (previous) {
    if (status?.lastState?.terminated !== undefined) return;
    throw badRequestError(`previous terminated ${place} not found`);
  }
  if (status === undefined) throw badRequestError(`${place} is not available`);
  const { state, lastState } = status;
  if (state?.running !== undefined || state?.terminated !== undefined) return;
  if (lastState?.terminated !== undefined) return;
  const reason = state?.waiting?.reason ?? 'ContainerCreating';
  throw badRequestError(`${place} is waiting to start: ${WAITING[reason] ?? reason}`);
}

const WAITING: Readonly<Record<string, string>> = {
  ErrImagePull: "image can't be pulled",
  ImagePullBackOff: 'trying and failing to pull image',
};

/** A line of a log with its moment before it, as RFC 3339 with nanoseconds. */
export function stampedLine({
  time,
  text,
}: {
  readonly time: Time;
  readonly text: string;
}): string {
  const millis = Math.floor(((time % 1000) + 1000) % 1000);
  const stamp = timestamp(time).replace('Z', `.${String(millis).padStart(3, '0')}000000Z`);
  return `${stamp} ${text}`;
}

/** Cuts what is written so that it has so many bytes in all, in the middle of a line if need be. */
export function byteLimit(limit: number | undefined): (text: string) => string {
  if (limit === undefined) return (text) => text;
  let left = limit;
  return (text) => {
    const bytes = Buffer.from(text, 'utf8').subarray(0, left);
    left -= bytes.length;
    return bytes.toString('utf8');
  };
}

/** What a container is doing; undefined when nothing is known of it. */
export function containerState({ status }: Pod, container: string): ContainerState | undefined {
  const {
    initContainerStatuses = [],
    containerStatuses = [],
    ephemeralContainerStatuses = [],
  } = status;
  const all = [...initContainerStatuses, ...containerStatuses, ...ephemeralContainerStatuses];
  return all.find(({ name }) => name === container)?.state;
}

/** True while a container runs, and may write more. */
export function containerRuns(pod: Pod, container: string): boolean {
  return containerState(pod, container)?.running !== undefined;
}

/** Refuses with a 400 who comes to the streams of a Pod that is on no node. */
export function mustHaveHost({ spec, metadata }: Pod): void {
  if (spec.nodeName) return;
  throw badRequestError(`pod ${metadata.name} does not have a host assigned`);
}
