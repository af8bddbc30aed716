import { type ApiError, badRequestError, invalidError, isApiError } from '../api/errors';
import { type FieldError, forbidden, notSupported } from '../api/field-error';
import type { Kind } from '../api/kind';
import type { KubeObject } from '../api/object';
import type { Api, ListOptions, WatchOptions } from '../apiserver/api';
import type { ApiServer } from '../apiserver/server';
import type { Change } from '../apiserver/store';
import type { Presentation } from './presentation';
import { isFlagSet } from './query-flag';

/** One line of a watch; an ERROR is the last. */
export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: object;
}

/** A watch that waits to be begun. */
export interface Watching {
  /** After so many seconds the server ends it. */
  readonly timeoutSeconds: number;
  /** True when the client wants to hear from time to time how far the server is. */
  readonly bookmarks: boolean;
  /** Sends what has happened and what happens from now on; returns how to end it. */
  begin(send: (event: WatchEvent) => void): () => void;
  /** How far the server is. */
  bookmark(): WatchEvent;
}

/** What a client says of its watch. */
export interface WatchRequest {
  readonly kind: Kind;
  readonly select: ListOptions;
  readonly query: URLSearchParams;
  readonly presentation: Presentation;
}

const INITIAL_EVENTS_END = 'k8s.io/initial-events-end';

/** True when the query asks for a watch. */
export function isWatch(query: URLSearchParams): boolean {
  return isFlagSet(query, 'watch');
}

/** Prepares a watch; what is wrong with it is thrown now, before anything is sent. */
export function watchOf(server: ApiServer, api: Api, request: WatchRequest): Watching {
  const { kind, select, query, presentation } = request;
  checkInitialEvents(query);
  const version = query.get('resourceVersion') ?? '';
  if (!/^\d*$/.test(version)) {
    throw badRequestError(
      `Invalid value: ${JSON.stringify(version)}: strconv.ParseUint: parsing ${JSON.stringify(version)}: invalid syntax`,
    );
  }
  const sendsInitial = query.get('sendInitialEvents');
  const isFresh = version === '' || version === '0';
  const wantsState = sendsInitial === null ? isFresh : isFlagSet(query, 'sendInitialEvents');
  const seconds = Number(query.get('timeoutSeconds') ?? 0);
  const present = presenter(server, presentation);
  const bookmarks = isFlagSet(query, 'allowWatchBookmarks');
  const length = { timeoutSeconds: seconds > 0 ? seconds : server.watchLength(), bookmarks };
  let begin: ReturnType<typeof prepared>;
  try {
    // asked for now, so that a refusal is an answer and not an event
    begin = prepared(api, kind, {
      ...select,
      ...(wantsState ? { state: true } : isFresh ? {} : { resourceVersion: version }),
    });
  } catch (error) {
    if (isApiError(error, 'Expired')) return endedBy(error, length);
    throw error;
  }
  return {
    ...length,
    bookmark: () => ({ type: 'BOOKMARK', object: bookmarkOf(server, presentation, false) }),
    begin: (send) =>
      begin(
        (change) => send({ type: change.type, object: present(seenIn(change)) }),
        () => {
          if (!wantsState || sendsInitial === null || !bookmarks) return;
          send({ type: 'BOOKMARK', object: bookmarkOf(server, presentation, true) });
        },
      ),
  };
}

/** upstream: cacher, newErrWatcher: that a version is forgotten is told by the watch, which is over then */
function endedBy(
  { status }: ApiError,
  length: Pick<Watching, 'timeoutSeconds' | 'bookmarks'>,
): Watching {
  const event: WatchEvent = { type: 'ERROR', object: status };
  return {
    ...length,
    bookmark: () => event,
    begin(send) {
      send(event);
      return () => {};
    },
  };
}

/** The events that a watch has to tell at once. */
export function eventsSoFar(watching: Watching): readonly WatchEvent[] {
  const events: WatchEvent[] = [];
  watching.begin((event) => events.push(event))();
  return events;
}

/** Begins the watch, which may be refused, and keeps what it tells until somebody listens. */
function prepared(
  api: Api,
  kind: Kind,
  options: WatchOptions,
): (notify: (change: Change) => void, caughtUp: () => void) => () => void {
  const early: Change[] = [];
  let notify = (change: Change): void => {
    early.push(change);
  };
  const stop = api.watch(kind, options, (change) => notify(change));
  return (listener, caughtUp) => {
    notify = listener;
    for (const change of early) listener(change);
    caughtUp();
    return stop;
  };
}

/** The object of an event: one that is gone carries the revision of its deletion. */
function seenIn({ type, object, revision }: Change): KubeObject {
  const resourceVersion = String(revision);
  if (type !== 'DELETED' || object.metadata.resourceVersion === resourceVersion) return object;
  return { ...object, metadata: { ...object.metadata, resourceVersion } };
}

function presenter(server: ApiServer, presentation: Presentation): (object: KubeObject) => object {
  if (presentation.form.as !== 'table') {
    const { kind } = presentation;
    return (object) => presentation.one(server.fields.show(kind, object), server.now);
  }
  let headless = false;
  return (object) => {
    const { resourceVersion } = object.metadata;
    const table = presentation.table([object], { resourceVersion }, server.now, headless);
    headless = true;
    return table;
  };
}

function bookmarkOf(server: ApiServer, presentation: Presentation, isEnd: boolean): object {
  const { kind, form } = presentation;
  const resourceVersion = String(server.store.revision);
  if (form.as === 'table') return presentation.table([], { resourceVersion }, server.now, true);
  const annotations = isEnd ? { annotations: { [INITIAL_EVENTS_END]: 'true' } } : {};
  const metadata = { resourceVersion, creationTimestamp: null, ...annotations };
  if (form.as === 'metadata') {
    return { kind: 'PartialObjectMetadata', apiVersion: `meta.k8s.io/${form.version}`, metadata };
  }
  return { kind: kind.kind, apiVersion: kind.apiVersion, metadata };
}

/** upstream: apimachinery, ValidateListOptions */
function checkInitialEvents(query: URLSearchParams): void {
  const path = 'resourceVersionMatch';
  const match = query.get(path) ?? '';
  const errors: FieldError[] = [];
  if (query.get('sendInitialEvents') === null) {
    const detail = `${path} is forbidden for watch unless sendInitialEvents is provided`;
    if (match !== '') errors.push(forbidden(path, detail));
  } else if (match === '') {
    const detail = `sendInitialEvents requires setting ${path} to NotOlderThan`;
    errors.push(forbidden(path, detail));
  } else if (match !== 'NotOlderThan') errors.push(notSupported(path, match, ['NotOlderThan']));
  if (errors.length === 0) return;
  const options = { group: 'meta.k8s.io', kind: 'ListOptions', plural: 'listoptions' };
  throw invalidError(options, '', errors);
}
