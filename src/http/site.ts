import type { Pod } from '../api/schema/objects';
import type { Served } from '../apiserver/discovery';
import type { ApiServer } from '../apiserver/server';
import type { ClientStreams, Session } from '../kubelet/container/exec-session';
import type { PodNetwork } from '../kubelet/container/pod-http';
import type { Time } from '../sim/loop';
import type { FindUser } from './authentication';
import type { DrivenClock } from './clock-resource';

/** One line that a container wrote. */
export interface LogLine {
  readonly time: Time;
  readonly text: string;
}

/** Which lines of a container are wanted. */
export interface LogOptions {
  /** At most so many of the last lines. */
  readonly tail?: number;
  /** Not older than this moment. */
  readonly since?: Time;
}

/** A container as clients of its streams see it. */
export interface RunningContainer {
  /** Runs a command beside the main program. */
  exec(words: readonly string[], streams: ClientStreams, isTerminal: boolean): Session;
  /** Shows what the main program writes from now on. */
  attach(streams: ClientStreams): Session;
}

/** What stands behind an address: the API server, and what its answers need beside it. */
export interface Site {
  readonly server: ApiServer;
  /** The resources that are served now. */
  readonly served: () => Served;
  readonly findUser: FindUser;
  /** True when clients of v1.20 find their old versions. */
  readonly legacyApis?: boolean;
  /** What moves the cluster's time; undefined where nobody may. */
  readonly clock?: DrivenClock;
  /** `127.0.0.1:6443`, as discovery tells it. */
  readonly address: string;
  /** What a container wrote; undefined when its node has no such log. */
  logs(
    pod: Pod,
    container: string,
    request: LogOptions & { readonly previous: boolean },
  ): readonly LogLine[] | undefined;
  /** A running container, for clients of its streams; undefined when it does not run. */
  container(pod: Pod, name: string): RunningContainer | undefined;
  /** True when a node's machine is up and connected. */
  isReachable(node: string): boolean;
  /** What a Pod uses now: thousandths of a CPU, and bytes. */
  usage(pod: Pod): { readonly cpu: number; readonly memory: number };
  /** Who answers at the addresses of Pods. */
  readonly network: PodNetwork;
  /** The processes of the control plane, for /api/v1/componentstatuses; undefined where there are none. */
  components?(): readonly { readonly name: string; readonly isRunning: boolean }[];
}
