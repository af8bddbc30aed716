import { Pods } from '../api/core/pod';
import { badRequestError, invalidError } from '../api/errors';
import { type FieldError, forbidden, invalid } from '../api/field-error';
import type { Pod } from '../api/schema/objects';
import { parseTimestamp } from '../api/timestamp';
import {
  byteLimit,
  containerRuns,
  loggedContainer,
  mustHaveLog,
  stampedLine,
} from '../apiserver/pod-log';
import { isFlagSet } from './query-flag';
import type { RestAnswer } from './rest';
import type { Route } from './route';
import type { LogLine, LogOptions, Site } from './site';
import type { Sink, Stream } from './stream';

/** So often a log that is followed is looked at, in real milliseconds. */
const LOOK_EVERY = 100;

/** `GET …/pods/NAME/log`: what a container wrote, and goes on writing when it is followed. */
export function answerPodLog(site: Site, route: Route, query: URLSearchParams): RestAnswer {
  const { server } = site;
  const { namespace, name } = route;
  const pod = server.mustGet(Pods, { namespace, name });
  const container = loggedContainer(pod, query.get('container') ?? '');
  mustBeValid(name, query);
  const options = optionsOf(query, server.now);
  const cut = byteLimit(number(query, 'limitBytes'));
  mustHaveLog(pod, container, options.previous);
  const show = isFlagSet(query, 'timestamps')
    ? (line: LogLine) => cut(`${stampedLine(line)}\n`)
    : ({ text }: LogLine) => cut(`${text}\n`);
  const read = (more: LogOptions) => site.logs(pod, container, { ...options, ...more }) ?? [];
  const plain = { code: 200, contentType: 'text/plain', warnings: [] };
  if (!isFlagSet(query, 'follow')) return { ...plain, text: read({}).map(show).join('') };
  return { ...plain, stream: follow(read, show, () => isOver(site, pod, container)) };
}

/** upstream: core validation, ValidatePodLogOptions */
function mustBeValid(name: string, query: URLSearchParams): void {
  const errors: FieldError[] = [];
  const least = { tailLines: 0, limitBytes: 1, sinceSeconds: 1 };
  for (const [field, minimum] of Object.entries(least)) {
    const value = number(query, field);
    if (value === undefined || value >= minimum) continue;
    errors.push(
      invalid(field, value, `must be greater than ${minimum === 0 ? 'or equal to 0' : '0'}`),
    );
  }
  if (query.has('sinceSeconds') && query.has('sinceTime')) {
    errors.push(forbidden('', 'at most one of `sinceTime` or `sinceSeconds` may be specified'));
  }
  const options = { group: '', kind: 'PodLogOptions', plural: 'podlogoptions' };
  if (errors.length > 0) throw invalidError(options, name, errors);
}

function number(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  if (/^-?\d+$/.test(text)) return Number(text);
  throw badRequestError(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
}

function optionsOf(
  query: URLSearchParams,
  now: number,
): LogOptions & { readonly previous: boolean } {
  const tail = number(query, 'tailLines');
  const seconds = number(query, 'sinceSeconds');
  const sinceTime = query.get('sinceTime');
  return {
    previous: isFlagSet(query, 'previous'),
    ...(tail === undefined ? {} : { tail }),
    ...(seconds === undefined ? {} : { since: now - seconds * 1000 }),
    ...(sinceTime === null ? {} : { since: parseTimestamp(sinceTime) }),
  };
}

/** True when the container will write no more. */
function isOver({ server }: Site, pod: Pod, container: string): boolean {
  const now = server.store.find(Pods, pod.metadata);
  if (now === undefined || now.metadata.uid !== pod.metadata.uid) return true;
  return !containerRuns(now, container);
}

/** Tells of the lines that are there, and looks again and again for new ones. */
function follow(
  read: (options: LogOptions) => readonly LogLine[],
  show: (line: LogLine) => string,
  over: () => boolean,
): Stream {
  return {
    begin({ clock, write, end }: Sink) {
      let last: LogLine | undefined;
      const tell = (lines: readonly LogLine[]): void => {
        const fresh = last === undefined ? lines : lines.slice(lines.lastIndexOf(last) + 1);
        for (const line of fresh) write(show(line));
        last = lines.at(-1) ?? last;
      };
      tell(read({}));
      let cancel = clock.afterReal(0, look);
      function look(): void {
        // asked before the lines are read, so that none is missed
        const isEnd = over();
        tell(read(last === undefined ? {} : { since: last.time, tail: -1 }));
        if (isEnd) end();
        else cancel = clock.afterReal(LOOK_EVERY, look);
      }
      return () => cancel();
    },
  };
}
