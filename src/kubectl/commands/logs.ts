import { Pods } from '../../api/core/pod';
import { isApiError } from '../../api/errors';
import type { Kind } from '../../api/kind';
import type { KubeObject } from '../../api/object';
import type { Pod } from '../../api/schema/objects';
import { matchesSelector, parseSelector } from '../../api/selector';
import { parseTimestamp } from '../../api/timestamp';
import { containerNames, mustHaveLog, stampedLine } from '../../apiserver/pod-log';
import type { Command } from '../command';
import { CommandError } from '../errors';
import type { Session } from '../session';
import type { LoggedLine, LogRequest } from '../target';
import { defaultContainer, selectorOf } from './pod-of';

const USAGE =
  "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command";
const SELECTOR_TAIL = 10;

function requestOf(session: Session): LogRequest {
  const { flags } = session;
  const since = flags.duration('since');
  const tail = flags.has('tail')
    ? flags.number('tail')
    : flags.text('selector') === ''
      ? -1
      : SELECTOR_TAIL;
  const sinceTime = flags.text('since-time');
  const limitBytes = flags.number('limit-bytes');
  return {
    previous: flags.boolean('previous'),
    ...(tail >= 0 ? { tail } : {}),
    ...(since > 0 ? { since: session.now - since } : {}),
    ...(sinceTime === '' ? {} : { since: parseTimestamp(sinceTime) }),
    ...(limitBytes > 0 ? { limitBytes } : {}),
  };
}

/** The containers whose logs are wanted. */
function wantedContainers(session: Session, pod: Pod): readonly string[] {
  const { flags } = session;
  if (flags.boolean('all-containers')) return containerNames(pod);
  const named = flags.text('container');
  if (named === '') return [defaultContainer(pod, (line) => session.warn(line))];
  if (!containerNames(pod).includes(named)) {
    throw new CommandError(`container ${named} is not valid for pod ${pod.metadata.name}`);
  }
  return [named];
}

function lineText(session: Session, pod: Pod, container: string, line: LoggedLine): string {
  const { flags } = session;
  const prefix = flags.boolean('prefix') ? `[pod/${pod.metadata.name}/${container}] ` : '';
  if (!flags.boolean('timestamps')) return prefix + line.text;
  return prefix + stampedLine(line);
}

function showLog(session: Session, pod: Pod, container: string): void {
  const request = requestOf(session);
  // the right to read logs is that of the subresource
  session.target.server.admitRequest(session.api.user, 'get', Pods as Kind, pod.metadata, 'log');
  mustHaveLog(pod, container, request.previous);
  const lines = session.target.logs(pod, container, request) ?? [];
  for (const line of lines) session.print(lineText(session, pod, container, line));
}

/** Pods whose logs say most stand first. upstream: kubectl podutils.ByLogging */
function byLogging(a: Pod, b: Pod): number {
  const rank = (pod: Pod) => [
    pod.spec.nodeName ? 0 : 1,
    pod.status.phase === 'Running' ? 0 : pod.status.phase === 'Unknown' ? 1 : 2,
    pod.status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ===
    true
      ? 0
      : 1,
  ];
  const [left, right] = [rank(a), rank(b)];
  for (let i = 0; i < left.length; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The type of a kind's objects in Go, as messages name it. */
function goType({ version, kind }: Kind): string {
  return `*${version}.${kind}`;
}

/** The Pods that a word means: a Pod, or those of a workload. */
function podsOf(session: Session, word: string): readonly Pod[] {
  const [type = '', name = ''] = word.includes('/') ? word.split('/') : ['pods', word];
  const kind = session.kind(type);
  let object: KubeObject;
  try {
    object = session.api.get(kind, { namespace: session.scope(kind), name });
  } catch (error) {
    if (!isApiError(error, 'NotFound')) throw error;
    throw new CommandError(
      `error from server (NotFound): ${error.message} in namespace ${JSON.stringify(session.namespace)}`,
    );
  }
  if (kind.id === Pods.id) return [object as Pod];
  const selector = selectorOf(object);
  if (selector === undefined)
    throw new CommandError(
      `cannot get the logs from ${goType(kind)}: selector for ${goType(kind)} not implemented`,
    );
  const pods = session.api
    .list(Pods, { namespace: object.metadata.namespace })
    .items.filter(({ metadata }) => matchesSelector(selector, metadata.labels));
  const sorted = [...pods].sort(byLogging);
  const [first] = sorted;
  if (first === undefined) throw new CommandError('timed out waiting for the condition');
  if (session.flags.boolean('all-pods')) return sorted;
  if (sorted.length > 1)
    session.warn(`Found ${sorted.length} pods, using pod/${first.metadata.name}`);
  return [first];
}

/** `kubectl logs`. */
export const logsCommand: Command = {
  path: 'logs',
  flags: [
    'all-containers',
    'all-pods',
    'container',
    'ignore-errors',
    'limit-bytes',
    'max-log-requests',
    'prefix',
    'previous',
    'selector',
    'since',
    'since-time',
    'tail',
    'timestamps',
    'pod-running-timeout',
  ],
  run(session) {
    const { flags, words } = session;
    const selector = flags.text('selector');
    if (words.length === 0 && selector === '') throw session.usage(USAGE);
    if (words.length > 0 && selector !== '')
      throw session.usage('only a selector (-l) or a POD name is allowed');
    if (words.length > 2) throw session.usage(USAGE);
    if (words.length === 2 && flags.text('container') !== '') {
      throw new CommandError('only one of -c or an inline [CONTAINER] arg is allowed');
    }
    const inline = words[1];
    if (inline !== undefined) {
      const container = flags.definition('container');
      if (container !== undefined) flags.set(container, inline);
    }
    const pods =
      selector === ''
        ? podsOf(session, words[0] ?? '')
        : session.api.list(Pods, { namespace: session.namespace, labels: parseSelector(selector) })
            .items;
    if (flags.duration('since') > 0 && flags.has('since-time'))
      throw new CommandError('at most one of `sinceTime` or `sinceSeconds` may be specified');
    if (pods.length === 0) session.warn(`No resources found in ${session.namespace} namespace.`);
    for (const pod of pods)
      for (const container of wantedContainers(session, pod)) showLog(session, pod, container);
    return undefined;
  },
};
