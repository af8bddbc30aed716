import { Pods } from '../../api/core/pod';
import { isApiError } from '../../api/errors';
import type { Kind } from '../../api/kind';
import type { KubeObject } from '../../api/object';
import type { Pod } from '../../api/schema/objects';
import { matchesSelector } from '../../api/selector';
import { goTimeProblem, parseTimestamp } from '../../api/timestamp';
import { containerNames } from '../../apiserver/pod-log';
import type { Command } from '../command';
import { CommandError, messageOf } from '../errors';
import { getNamed, select } from '../select';
import { forEach, type Session } from '../session';
import type { LogRequest } from '../target';
import { follow, LogStream } from './log-stream';
import { defaultContainer, goType, selectorOf } from './pod-of';

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
  return {
    previous: flags.boolean('previous'),
    ...(tail >= 0 ? { tail } : {}),
    ...(since > 0 ? { since: session.now - since } : {}),
    ...(sinceTime === '' ? {} : { since: parseTimestamp(sinceTime) }),
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

/** The Pods that a word means: a Pod, or those of a workload. */
function podsOf(session: Session, word: string): readonly Pod[] {
  const [type = '', name = ''] = word.includes('/') ? word.split('/') : ['pods', word];
  const kind = session.kind(type);
  let object: KubeObject;
  try {
    object = getNamed(session, kind, name);
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

/** Which words and flags go together. upstream: kubectl logs, Complete */
function checkWords(session: Session): void {
  const { flags, words } = session;
  const selector = flags.text('selector');
  if (words.length === 0 && selector === '') throw session.usage(USAGE);
  if (words.length > 0 && selector !== '')
    throw session.usage('only a selector (-l) or a POD name is allowed');
  if (words.length > 2) throw session.usage(USAGE);
  const [, inline] = words;
  if (inline === undefined) return;
  if (flags.text('container') !== '')
    throw new CommandError('only one of -c or an inline [CONTAINER] arg is allowed');
  const container = flags.definition('container');
  if (container !== undefined) flags.set(container, inline);
}

/** upstream: kubectl logs, Validate */
function checkNumbers({ flags }: Session): void {
  const sinceTime = flags.text('since-time');
  const problem = sinceTime === '' ? undefined : goTimeProblem(sinceTime);
  if (problem !== undefined) throw new CommandError(problem);
  const container = flags.text('container');
  if (container !== '' && flags.boolean('all-containers'))
    throw new CommandError(
      `--all-containers=true should not be specified with container name ${container}`,
    );
  if (flags.number('tail') < -1)
    throw new CommandError('--tail must be greater than or equal to -1');
  if (flags.number('limit-bytes') < 0)
    throw new CommandError('--limit-bytes must be greater than 0');
  if (flags.duration('since') < 0) throw new CommandError('--since must be greater than 0');
  if (flags.text('selector') !== '') return;
  if (flags.duration('since') > 0 && flags.has('since-time'))
    throw new CommandError('at most one of `sinceTime` or `sinceSeconds` may be specified');
}

/** The Pods whose logs are wanted, by name or by label. */
function podsMeant(session: Session): readonly Pod[] {
  const { flags, words } = session;
  if (flags.text('selector') === '') {
    const pods = podsOf(session, words[0] ?? '');
    return pods;
  }
  const { items, errors } = select(session, { words: [], kind: Pods as Kind });
  for (const error of errors) throw error;
  return items.map(({ object }) => object as Pod);
}

/** `kubectl logs`. */
export const logsCommand: Command = {
  path: 'logs',
  flags: [
    'all-containers',
    'all-pods',
    'container',
    'follow',
    'ignore-errors',
    'insecure-skip-tls-verify-backend',
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
    checkWords(session);
    checkNumbers(session);
    const pods = podsMeant(session);
    const request = requestOf(session);
    const limit = session.flags.number('limit-bytes') || undefined;
    const wanted = pods.flatMap((pod) =>
      wantedContainers(session, pod).map((container) => ({ pod, container })),
    );
    if (pods.length === 0) session.warn(`No resources found in ${session.namespace} namespace.`);
    const { flags } = session;
    const [follows, most] = [flags.boolean('follow'), flags.number('max-log-requests')];
    if (follows && wanted.length > most)
      throw new CommandError(
        `you are attempting to follow ${wanted.length} log streams, but maximum allowed concurrency is ${most}, use --max-log-requests to increase the limit`,
      );
    const streams: LogStream[] = [];
    const failures = forEach(wanted, (place) => {
      const stream = new LogStream(session, place, request, limit);
      stream.show();
      streams.push(stream);
    });
    for (const error of failures) {
      if (!flags.boolean('ignore-errors')) throw error;
      session.print(messageOf(error));
    }
    if (follows && !follow(session, streams) && flags.has('request-timeout'))
      throw new CommandError('context deadline exceeded');
    return undefined;
  },
};
