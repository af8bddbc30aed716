import type { Pod } from '../api/schema/objects';
import type { User } from '../apiserver/api';
import type { ApiServer } from '../apiserver/server';
import type { Duration, Time } from '../sim/loop';

/** Which lines of a container's log are wanted. */
export interface LogRequest {
  /** The run before the present one. */
  readonly previous: boolean;
  /** At most so many of the last lines. */
  readonly tail?: number;
  /** Not older than this moment. */
  readonly since?: Time;
  readonly limitBytes?: number;
}

/** One line of a log. */
export interface LoggedLine {
  readonly time: Time;
  readonly text: string;
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
}

/** Who runs a command, and where. */
export interface KubectlContext {
  /** `kubernetes-admin` of `system:masters` when left out. */
  readonly user?: User;
  /** The namespace that commands are about unless they name another. */
  readonly namespace: string;
  /** What `-f -` reads. */
  readonly stdin?: string;
  /** Folders in which files are looked for, in turn. */
  readonly roots: readonly string[];
  /** How long a command may wait that has no time limit of its own; an hour when left out. */
  readonly patience?: Duration;
  /** How long a command takes from one object to the next; no time when left out. */
  readonly pace?: Duration;
}

/** What a command said, and how it ended. */
export interface KubectlResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}
