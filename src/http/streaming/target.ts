import { Pods } from '../../api/core/pod';
import { badRequestError } from '../../api/errors';
import type { Kind } from '../../api/kind';
import type { Pod } from '../../api/schema/objects';
import type { User } from '../../apiserver/api';
import { admitConnection, type ConnectOptions } from '../../apiserver/body-admission';
import { loggedContainer, mustHaveHost } from '../../apiserver/pod-log';
import { isFlagSet } from '../query-flag';
import type { Route } from '../route';
import type { Site } from '../site';

/** A request for the streams of a Pod. */
export interface StreamRequest {
  readonly user: User;
  readonly route: Route;
  readonly query: URLSearchParams;
}

/** Which streams a client wants. */
export interface CommandStreams {
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly tty: boolean;
}

/** What a client may be connected with: a command, the main program, or the Pod's ports. */
export type StreamTarget =
  | {
      readonly kind: 'exec' | 'attach';
      readonly pod: Pod;
      readonly container: string;
      readonly command: readonly string[];
      readonly streams: CommandStreams;
    }
  | { readonly kind: 'portforward'; readonly pod: Pod };

/** What a client asks for, as webhooks are told. */
function optionsOf(subresource: string, query: URLSearchParams): ConnectOptions {
  if (subresource === 'portforward') {
    const ports = query.getAll('ports').flatMap((text) => text.split(',').map(Number));
    return {
      kind: 'PodPortForwardOptions',
      apiVersion: 'v1',
      ...(ports.length === 0 ? {} : { ports }),
    };
  }
  const set = ['stdin', 'stdout', 'stderr', 'tty'].filter((name) => isFlagSet(query, name));
  const container = query.get('container') ?? '';
  const command = query.getAll('command');
  return {
    kind: subresource === 'exec' ? 'PodExecOptions' : 'PodAttachOptions',
    apiVersion: 'v1',
    ...Object.fromEntries(set.map((name) => [name, true])),
    ...(container === '' ? {} : { container }),
    ...(subresource === 'exec' ? { command } : {}),
  };
}

/** Whether and with what a client is connected; an error when it may not be. upstream: registry/core/pod, streamLocation */
export function streamTarget(site: Site, request: StreamRequest): StreamTarget {
  const { user, route, query } = request;
  const { name, namespace, subresource } = route;
  const ref = { name, namespace };
  const connection = { user, kind: Pods as Kind, ref, subresource };
  const wanted = admitConnection(site.server, connection, optionsOf(subresource, query));
  const { stdin = false, stdout = false, stderr = false, tty = false, command = [] } = wanted;
  const streams = { stdin, stdout, stderr: stderr && !tty, tty };
  const pod = site.server.mustGet(Pods, ref);
  if (subresource === 'portforward') {
    mustHaveHost(pod);
    return { kind: 'portforward', pod };
  }
  const container = loggedContainer(pod, wanted.container ?? '');
  mustHaveHost(pod);
  if (subresource === 'exec' && command.length === 0) {
    throw badRequestError('you must specify a command');
  }
  if (!streams.stdin && !streams.stdout && !streams.stderr) {
    throw badRequestError('you must specify at least 1 of stdin, stdout, stderr');
  }
  return { kind: subresource as 'exec' | 'attach', pod, container, command, streams };
}
