import type {
  ContainerState as ApiContainerState,
  Container as ContainerSpec,
  ContainerStateTerminated,
  ContainerStatus,
  ResourceRequirements,
  VolumeMountStatus,
} from '../api/schema/objects';
import type { HostClock } from '../runtime/host-clock';
import type { Container } from './container/container';
import { canonicalImage, imageId } from './image/image-reference';
import type { ContainerState } from './pod-state';

const NOTHING: ApiContainerState = {};

function terminated(run: Container, clock: HostClock): ContainerStateTerminated {
  const exit = run.exit ?? { code: 0, reason: 'Completed' };
  return {
    exitCode: exit.code,
    ...(exit.signal === undefined ? {} : { signal: exit.signal }),
    reason: exit.reason,
    ...(exit.message === undefined ? {} : { message: exit.message }),
    startedAt: clock.stamp(run.startedAt),
    finishedAt: clock.stamp(run.finishedAt ?? run.startedAt),
    containerID: `containerd://${run.id}`,
  };
}

// upstream: TerminatePod: what was never seen to end is reported as an error
const UNKNOWN: ContainerStateTerminated = {
  exitCode: 137,
  reason: 'ContainerStatusUnknown',
  message: 'The container could not be located when the pod was terminated',
  startedAt: null,
  finishedAt: null,
};

/** What a status says beside what the container itself knows. */
export interface StatusContext {
  /** Why a container waits when nothing else is known. */
  readonly creating: string;
  /** True when nothing of the Pod runs or will run again. */
  readonly finished: boolean;
  /** True when all init containers have done their work. */
  readonly initialized: boolean;
  /** The clock of the node. */
  readonly clock: HostClock;
  /** True when it tells what signal ends the container. */
  readonly showsSignal: boolean;
}

function stateOf(container: ContainerState, context: StatusContext): ApiContainerState {
  const { run, waiting } = container;
  const { creating, finished, initialized, clock } = context;
  if (run?.running === true) return { running: { startedAt: clock.stamp(run.startedAt) } };
  if (run !== undefined && (waiting === undefined || finished))
    return { terminated: terminated(run, clock) };
  if (finished && initialized) return { terminated: UNKNOWN };
  return { waiting: waiting ?? { reason: creating } };
}

function lastStateOf(
  container: ContainerState,
  { finished, clock }: StatusContext,
): ApiContainerState {
  const { run, previous, waiting } = container;
  const showsRun = run !== undefined && (run.running || waiting === undefined || finished);
  const past = showsRun ? previous : run;
  return past?.exit === undefined ? NOTHING : { terminated: terminated(past, clock) };
}

interface Constant {
  readonly resources: Pick<ContainerStatus, 'resources' | 'allocatedResources' | 'volumeMounts'>;
}

const constants = new WeakMap<ContainerSpec, Constant>();

/** What the status repeats of the spec; computed once for each template. */
function constantOf(spec: ContainerSpec): Constant {
  let constant = constants.get(spec);
  if (constant === undefined) {
    const { requests } = spec.resources ?? {};
    const mounts: VolumeMountStatus[] = (spec.volumeMounts ?? []).map((mount) => ({
      name: mount.name,
      mountPath: mount.mountPath,
      ...(mount.readOnly === true ? { readOnly: true, recursiveReadOnly: 'Disabled' } : {}),
    }));
    constant = {
      resources: {
        ...(requests === undefined ? {} : { allocatedResources: requests }),
        ...sizeOf(spec.resources),
        ...(mounts.length === 0 ? {} : { volumeMounts: mounts }),
      },
    };
    constants.set(spec, constant);
  }
  return constant;
}

function sizeOf({
  limits,
  requests,
}: ResourceRequirements = {}): Pick<ContainerStatus, 'resources'> {
  return {
    resources: {
      ...(limits === undefined ? {} : { limits }),
      ...(requests === undefined ? {} : { requests }),
    },
  };
}

/** A container's status. upstream: convertToAPIContainerStatuses */
export function containerStatus(
  container: ContainerState,
  context: StatusContext,
): ContainerStatus {
  const { spec, run } = container;
  const running = run?.running === true;
  const image = spec.image ?? '';
  const done = container.kind === 'init' && run?.exit?.code === 0;
  const shown = stateOf(container, context);
  const { resources } = constantOf(spec);
  // what runs has the size that it has; what does not will start at the one that was granted
  const actual = running && run.resources !== spec.resources ? sizeOf(run.resources) : {};
  const status: ContainerStatus = {
    name: spec.name,
    state: shown,
    lastState: lastStateOf(container, context),
    ready: done || (running && container.ready),
    restartCount: run?.options.attempt ?? 0,
    image: run === undefined ? image : canonicalImage(image),
    imageID: run === undefined ? '' : imageId(image),
    ...(run === undefined ? {} : { containerID: `containerd://${run.id}` }),
    // upstream: nobody probes ephemeral containers, and so nobody says that they have started
    ...(container.kind === 'ephemeral' ? {} : { started: running && container.started }),
    ...resources,
    ...actual,
  };
  if (!context.showsSignal || run === undefined) return status;
  return { ...status, stopSignal: run.options.stopSignal };
}
