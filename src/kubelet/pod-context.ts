import type { Api } from '../apiserver/api';
import type { EventType } from '../runtime/event-recorder';
import type { Duration, Loop } from '../sim/loop';
import type { Random } from '../sim/random';
import type { Scope } from '../sim/scope';
import type { BackOff } from './back-off';
import type { ContainerRuntime } from './container/container-runtime';
import type { Outside } from './container/process';
import type { Missing } from './pod-config';
import type { ContainerState, PodState } from './pod-state';

/** What the parts of a Pod's worker share. */
export interface PodContext {
  readonly state: PodState;
  readonly api: Api;
  readonly loop: Loop;
  readonly scope: Scope;
  readonly random: Random;
  readonly runtime: ContainerRuntime;
  readonly outside: Outside;
  /** Back-offs of restarts and of pulls. */
  readonly crashes: BackOff;
  readonly pulls: BackOff;
  /** The Pod's address; empty until it has one. */
  readonly podIP: string;
  /** True when the Pod is being ended. */
  readonly isEnding: boolean;
  /** Changes when all that is under way is given up. */
  readonly epoch: number;
  /** Goes on later, unless the worker was told to give up meanwhile. */
  later(delay: Duration, label: string, run: () => void): void;
  /** Records an Event of a container. */
  say(container: ContainerState, type: EventType, reason: string, message: string): void;
  /** Records an Event of the Pod as a whole. */
  sayOfPod(type: EventType, reason: string, message: string): void;
  /** Writes the Pod's status. */
  write(): void;
  /** Listens to a container that runs, and probes it. */
  adopt(container: ContainerState): void;
  /** Something has to come before the Pod can go on. */
  awaitConfig(missing: Missing): void;
}
