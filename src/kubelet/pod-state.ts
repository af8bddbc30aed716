import { startsAgain } from '../api/core/container-restart';
import type { FeatureGates } from '../api/features/feature-gates';
import type { Container as ContainerSpec, Pod } from '../api/schema/objects';
import type { Env } from '../runtime/env';
import type { HostClock } from '../runtime/host-clock';
import type { Time } from '../sim/loop';
import type { Container } from './container/container';
import type { Sandbox } from './container/container-runtime';

/** Why a container does not run, as its status shows it. */
export interface Waiting {
  readonly reason: string;
  readonly message?: string;
}

/** What a kubelet knows of one container of a Pod. */
export interface ContainerState {
  /** As the kubelet runs it: with the resources that the container was granted, whatever the Pod asks for since. */
  spec: ContainerSpec;
  readonly kind: 'init' | 'sidecar' | 'main' | 'ephemeral';
  /** Where it is in the Pod, as Events name it. */
  readonly fieldPath: string;
  /** The last run; undefined before the first. */
  run: Container | undefined;
  previous: Container | undefined;
  /** Why it does not run, where there is more to say than that it is being created. */
  waiting: Waiting | undefined;
  /** Not before this moment is a start tried again. */
  retryAt: Time | undefined;
  /** True when it was ended to be started again, whatever the policy makes of its exit code. */
  restartDue: boolean;
  /** What the probes found out. */
  ready: boolean;
  started: boolean;
}

/** How far a change of a Pod's resources has come; each part shows as a condition of the Pod. */
export interface ResizeState {
  /** Why the node does not grant what the Pod asks for. */
  readonly pending?: {
    readonly reason: 'Deferred' | 'Infeasible';
    readonly message: string;
    readonly generation: number | undefined;
  };
  /** What was granted is being put into effect; the generation of the Pod that asked for it. */
  readonly inProgress?: {
    readonly generation: number | undefined;
    /** Why that does not succeed. */
    readonly error?: string;
  };
}

/** What a kubelet knows of a Pod. */
export interface PodState {
  pod: Pod;
  /** Ephemeral containers come last, and may become more. */
  containers: readonly ContainerState[];
  /** Undefined while the Pod has what it asks for. */
  resize: ResizeState | undefined;
  startTime: Time;
  volumesMounted: boolean;
  sandbox: Sandbox | undefined;
  /** Set when the Pod was ended by the kubelet, or not taken at all. */
  failure: { readonly reason: string; readonly message: string } | undefined;
  /** Why the kubelet disrupts the Pod for the node's sake. */
  disruption: string | undefined;
  /** True when the Pod was never taken: it has no containers. */
  rejected: boolean;
  /** True when all is over and nothing of the Pod runs. */
  finished: boolean;
  readonly hostIP: string;
  /** What the kubelet was told to do when it started. */
  readonly features: FeatureGates;
  /** The clock of the node. */
  readonly clock: HostClock;
}

/** How a Pod looks to a kubelet that sees it for the first time. */
export function newPodState(
  pod: Pod,
  { loop, clock, features }: Pick<Env, 'loop' | 'clock' | 'features'>,
  hostIP: string,
): PodState {
  const { initContainers = [], containers, ephemeralContainers = [] } = pod.spec;
  const started = pod.status.startTime;
  return {
    pod,
    containers: [
      ...initContainers.map((spec) =>
        newContainerState(spec, spec.restartPolicy === 'Always' ? 'sidecar' : 'init'),
      ),
      ...containers.map((spec) => newContainerState(spec, 'main')),
      ...ephemeralContainers.map((spec) => newContainerState(spec, 'ephemeral')),
    ],
    resize: undefined,
    startTime: started === undefined ? loop.now : clock.moment(Date.parse(started)),
    volumesMounted: false,
    sandbox: undefined,
    failure: undefined,
    disruption: undefined,
    rejected: false,
    finished: false,
    hostIP,
    clock,
    features,
  };
}

/** In which list of a Pod's spec each kind of container stands. */
export const containerLists = {
  init: 'initContainers',
  sidecar: 'initContainers',
  main: 'containers',
  ephemeral: 'ephemeralContainers',
} as const;

/** A container that has not run yet. */
export function newContainerState(
  spec: ContainerSpec,
  kind: ContainerState['kind'],
): ContainerState {
  return {
    spec,
    kind,
    fieldPath: `spec.${containerLists[kind]}{${spec.name}}`,
    run: undefined,
    previous: undefined,
    waiting: undefined,
    retryAt: undefined,
    restartDue: false,
    ready: false,
    started: false,
  };
}

/** True when the container runs now. */
export function isRunning(container: ContainerState): boolean {
  return container.run?.running === true;
}

/** True when the last run ended well. */
export function hasSucceeded({ run }: ContainerState): boolean {
  return run?.exit?.code === 0;
}

/** True when the last run has ended, and its exit code is no reason to start the container again. */
export function hasEndedForGood({ run, spec }: ContainerState, state: PodState): boolean {
  const { pod, features } = state;
  return run?.exit !== undefined && !startsAgain(spec, pod.spec, run.exit.code, features);
}

/** True when all init containers have done their work. */
export function isInitialized({ containers }: PodState): boolean {
  return containers.every((container) => container.kind !== 'init' || hasSucceeded(container));
}

/** `uid/container`: the key of back-offs and the end of messages. */
export function containerKey(pod: Pod, name: string): string {
  return `${pod.metadata.uid}/${name}`;
}

/** `name_namespace(uid)`, as the kubelet's messages name a Pod. upstream: format.Pod */
export function formatPod({ metadata }: Pod): string {
  return `${metadata.name}_${metadata.namespace ?? ''}(${metadata.uid})`;
}
