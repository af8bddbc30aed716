import type { FeatureGates } from '../api/features/feature-gates';
import type { Settings } from '../api/settings';
import type { Api } from '../apiserver/api';
import type { Loop } from '../sim/loop';
import type { Random } from '../sim/random';
import type { Scope } from '../sim/scope';
import type { Cache } from './cache';
import type { EventRecorder } from './event-recorder';
import type { HostClock } from './host-clock';

/** How chance fell elsewhere: it then falls the same way here. Pods are told by their keys. */
export interface Chance {
  /** The node that a Pod was given, should it be one of several equally good ones. */
  nodeOf(pod: string): string | undefined;
  /** Of Pods that may as well be given up, those with a lower number go first. */
  turnOf(pod: string): number;
  /** These nodes in the order in which they get the next Pods of a DaemonSet, by its key. */
  nodesFor(set: string, nodes: readonly string[]): readonly string[];
}

/** All that an actor has: nothing else reaches it, and nothing of it outlives its scope. */
export interface Env {
  /** The actor's name, as the trace has it. */
  readonly name: string;
  readonly loop: Loop;
  readonly scope: Scope;
  readonly api: Api;
  /** Shared by all actors of one process. */
  readonly cache: Cache;
  readonly random: Random;
  readonly settings: Settings;
  /** What the cluster had switched on when the process started. */
  readonly features: FeatureGates;
  /** Undefined when chance is free, as it mostly is. */
  readonly chance: Chance | undefined;
  /** The clock of the host it runs on: what it writes down, never what it waits by. */
  readonly clock: HostClock;
  readonly events: EventRecorder;
  /** Writes a note of the actor's own into the trace (a decision, a refusal); returns its sequence number. */
  note(type: string, data: unknown): number;
  /** The same environment for one who goes by another name in Events and in the trace. */
  as(name: string): Env;
}

/** Something that acts: a controller, the scheduler, a kubelet. All it knows of others is in the API. */
export interface Actor {
  readonly name: string;
  /** The component that its Events name as their source; its name by default. */
  readonly reportsAs?: string;
  /** The user as whom it calls the API; by default a service account of its name. */
  readonly user?: string;
  /** True for one that is run with the credentials of those who made the cluster: it may do anything. */
  readonly isMaster?: boolean;
  start(env: Env): void;
}
