import { Pods } from '../../api/core/pod';
import { badRequestError } from '../../api/errors';
import type { Pod } from '../../api/schema/objects';
import type { User } from '../../apiserver/api';
import { loggedContainer, mustHaveHost } from '../../apiserver/pod-log';
import { verbOf } from '../proxy/passed';
import type { Route } from '../route';
import type { Site } from '../site';

/** A request for the streams of a Pod. */
export interface StreamRequest {
  readonly user: User;
  readonly route: Route;
  readonly method: string;
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

function isSet(query: URLSearchParams, name: string): boolean {
  const value = query.get(name);
  return value !== null && value !== '' && value !== 'false' && value !== '0';
}

/** Whether and with what a client is connected; an error when it may not be. upstream: registry/core/pod, streamLocation */
export function streamTarget(site: Site, request: StreamRequest): StreamTarget {
  const { user, route, method, query } = request;
  const { name, namespace, subresource } = route;
  const ref = { name, namespace };
  site.server.admitRequest(user, verbOf(method), Pods, ref, subresource);
  const pod = site.server.mustGet(Pods, ref);
  if (subresource === 'portforward') {
    mustHaveHost(pod);
    return { kind: 'portforward', pod };
  }
  const streams = {
    stdin: isSet(query, 'stdin'),
    stdout: isSet(query, 'stdout'),
    stderr: isSet(query, 'stderr') && !isSet(query, 'tty'),
    tty: isSet(query, 'tty'),
  };
  const container = loggedContainer(pod, query.get('container') ?? '');
  mustHaveHost(pod);
  const command = query.getAll('command');
  if (subresource === 'exec' && command.length === 0) {
    throw badRequestError('you must specify a command');
  }
  if (!streams.stdin && !streams.stdout && !streams.stderr) {
    throw badRequestError('you must specify at least 1 of stdin, stdout, stderr');
  }
  return { kind: subresource as 'exec' | 'attach', pod, container, command, streams };
}
