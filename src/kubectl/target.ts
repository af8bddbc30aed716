import type { ManifestProblem } from '../api/manifest';
import type { Pod } from '../api/schema/objects';
import type { User } from '../apiserver/api';
import type { ApiServer } from '../apiserver/server';
import type { Session as ClientSession, ClientStreams } from '../kubelet/container/exec-session';
import type { Duration, Time } from '../sim/loop';
import type { Kubeconfig } from './config/kubeconfig';

/** Which lines of a container's log are wanted. */
export interface LogRequest {
  /** The run before the present one. */
  readonly previous: boolean;
  /** At most so many of the last lines. */
  readonly tail?: number;
  /** Not older than this moment. */
  readonly since?: Time;
}

/** One line of a log. */
export interface LoggedLine {
  readonly time: Time;
  readonly text: string;
}

/** A container as those see it who come to its streams. */
export interface RunningContainer {
  /** Runs a command beside the main program. */
  exec(words: readonly string[], streams: ClientStreams, isTerminal: boolean): ClientSession;
  /** Shows what the main program writes from now on. */
  attach(streams: ClientStreams): ClientSession;
}

/** What kubectl needs of a cluster; cluster.ts has it. */
export interface KubectlTarget {
  readonly server: ApiServer;
  readonly now: Time;
  /**
   * Lets simulated time pass until the goal holds, at most `timeout` milliseconds; true when it holds.
   * Afterwards the time is that of the goal, or the deadline.
   */
  waitUntil(goal: () => boolean, timeout: Duration): boolean;
  /** What a container wrote; undefined when the node has no log of such a run. */
  logs(pod: Pod, container: string, request: LogRequest): readonly LoggedLine[] | undefined;
  /** The newest OpenAPI that the server publishes; v3 when left out, servers before v1.24 had v2 alone. */
  readonly openApi?: 'v2' | 'v3';
  /** A running container, for those who run commands in it; undefined when it does not run. */
  container?(pod: Pod, name: string): RunningContainer | undefined;
}

/** A request by its path, as `get --raw` makes it. */
export interface RawRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly user: User;
  readonly body?: unknown;
}

/** Who runs a command, and where. */
export interface KubectlContext {
  /** Who made the cluster when left out. */
  readonly user?: User;
  /** The namespace that commands are about unless they name another. */
  readonly namespace: string;
  /** What `-f -` reads. */
  readonly stdin?: string;
  /** Folders in which files are looked for, in turn. */
  readonly roots: readonly string[];
  /** How long a command may wait that has no time limit of its own; an hour when left out. */
  readonly patience?: Duration;
  /** What `kubectl config` looks at and changes; a new one for each command when left out. */
  readonly kubeconfig?: Kubeconfig;
  /** Asks the API server by paths, as over HTTP. */
  readonly ask?: (request: RawRequest) => { readonly code: number; readonly text: string };
  /** Variables of the environment that commands look at, as KUBE_EDITOR. */
  readonly environment?: Readonly<Record<string, string>>;
  /** How long a command takes from one object to the next; no time when left out. */
  readonly pace?: Duration;
}

/** What a command said, and how it ended. */
export interface KubectlResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  /** Where the manifests that it has read are wrong, for people: kubectl itself tells less. */
  readonly problems?: readonly ManifestProblem[];
}
