import { Events } from '../api/core/event';
import { isApiError } from '../api/errors';
import type { KubeObject, New } from '../api/object';
import type { Event, ObjectReference } from '../api/schema/objects';
import { microTimestamp, timestamp } from '../api/timestamp';
import type { Api } from '../apiserver/api';
import type { Time } from '../sim/loop';
import type { Scope } from '../sim/scope';

export type EventType = 'Normal' | 'Warning';

/** Who records, as Events show it. */
export interface EventSource {
  readonly component: string;
  readonly host?: string;
}

interface Known {
  namespace: string;
  name: string;
  count: number;
}

interface Similar {
  readonly messages: Set<string>;
  last: Time;
}

// upstream: client-go tools/record: EventAggregator
const SIMILAR_MAX = 10;
const SIMILAR_INTERVAL = 600_000;
/** A failed write is tried again so often, so late. upstream: maxTriesPerEvent, defaultSleepDuration */
const TRIES_MAX = 12;
const RETRY_DELAY = 10_000;
/** How many Events, kinds of Events and objects a recorder remembers at most. upstream: maxLruCacheEntries */
const REMEMBERED_MAX = 4096;
/** Of one object, so many Events are written at once, then one in five minutes. upstream: EventSourceObjectSpamFilter */
const SPAM_BURST = 25;
const SPAM_REFILL = 300_000;

/** Forgets what was used longest ago, half of what it holds at a time. */
class Recent<V> {
  private young = new Map<string, V>();
  private old = new Map<string, V>();

  get(key: string): V | undefined {
    const value = this.young.get(key);
    if (value !== undefined || this.old.size === 0) return value;
    const found = this.old.get(key);
    if (found !== undefined) this.set(key, found);
    return found;
  }

  set(key: string, value: V): void {
    if (this.young.size >= REMEMBERED_MAX / 2 && !this.young.has(key)) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(key, value);
  }
}

const HALF = 2 ** 32;
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function hexOf(word: number): string {
  return `${HEX[word >>> 24]}${HEX[(word >>> 16) & 255]}${HEX[(word >>> 8) & 255]}${HEX[word & 255]}`;
}

interface Bucket {
  tokens: number;
  since: Time;
}

/**
 * Writes Events: equal ones are counted, the tenth similar one is combined, an object of which there is too
 * much to say is left alone for a while, as client-go's recorder does. The newer form only counts.
 */
export class EventRecorder {
  private readonly known = new Recent<Known>();
  private readonly similar = new Recent<Similar>();
  private readonly buckets = new Recent<Bucket>();
  private sequence = 0;

  constructor(
    private readonly scope: Scope,
    private readonly api: Api,
    private readonly source: EventSource,
    private readonly newForm: boolean,
  ) {
    Object.freeze(source);
  }

  /** Records that something happened to the object now. */
  record(object: KubeObject, type: EventType, reason: string, message: string, action = ''): void {
    this.recordFor(referenceTo(object), type, reason, message, action);
  }

  /** The same for an object that is known by reference only; `fieldPath` names a part of it (a container). */
  recordFor(
    about: ObjectReference,
    type: EventType,
    reason: string,
    message: string,
    action = '',
  ): void {
    const text = this.newForm ? message : this.combine(about, type, reason, message);
    const combined = text !== message;
    const key = `${about.uid}/${about.fieldPath ?? ''}/${type}/${reason}/${combined ? '' : text}`;
    const known = this.known.get(key);
    // what the filter drops counts all the same
    if (known !== undefined) known.count++;
    if (!this.newForm && this.isSpam(about)) return;
    this.write({ about, type, reason, message: text, action, key, known }, 1);
  }

  private isSpam(about: ObjectReference): boolean {
    const key = about.uid ?? `${about.kind}/${about.namespace}/${about.name}`;
    const { now } = this.scope.loop;
    const bucket = this.buckets.get(key);
    if (bucket === undefined) {
      this.buckets.set(key, { tokens: SPAM_BURST - 1, since: now });
      return false;
    }
    const earned = (now - bucket.since) / SPAM_REFILL;
    bucket.tokens = Math.min(SPAM_BURST, bucket.tokens + earned);
    bucket.since = now;
    if (bucket.tokens < 1) return true;
    bucket.tokens--;
    return false;
  }

  private combine(
    about: ObjectReference,
    type: EventType,
    reason: string,
    message: string,
  ): string {
    const key = `${about.uid}/${about.fieldPath ?? ''}/${type}/${reason}`;
    const { now } = this.scope.loop;
    let similar = this.similar.get(key);
    if (similar === undefined || now - similar.last > SIMILAR_INTERVAL) {
      similar = { messages: new Set(), last: now };
      this.similar.set(key, similar);
    }
    similar.last = now;
    similar.messages.add(message);
    if (similar.messages.size < SIMILAR_MAX) return message;
    similar.messages.delete(similar.messages.values().next().value as string);
    return `(combined from similar events): ${message}`;
  }

  private write(event: Recorded, attempt: number): void {
    try {
      this.writeOnce(event);
    } catch (error) {
      if (!isApiError(error)) throw error;
      const gone = error.reason === 'Forbidden' || error.reason === 'NotFound';
      if (gone || attempt >= TRIES_MAX) return;
      this.scope.after(RETRY_DELAY, 'event', () => this.write(event, attempt + 1), 'background');
    }
  }

  private writeOnce(event: Recorded): void {
    const { message, key } = event;
    let { known } = event;
    if (known === undefined) {
      // said meanwhile, when this is not the first attempt
      known = this.known.get(key);
      if (known !== undefined) known.count++;
    }
    const { now } = this.scope.loop;
    if (known !== undefined) {
      const old = this.api.find(Events, known);
      if (old !== undefined) {
        this.api.update(Events, this.repeated(old, known.count, message, now));
        return;
      }
    }
    const created = this.api.create(Events, this.first(event, now));
    this.known.set(key, {
      namespace: created.metadata.namespace ?? '',
      name: created.metadata.name,
      count: 1,
    });
  }

  private repeated(old: Event, count: number, message: string, now: Time): Event {
    if (this.newForm) {
      return { ...old, series: { count, lastObservedTime: microTimestamp(now) } };
    }
    return { ...old, count, message, lastTimestamp: timestamp(now) };
  }

  /** upstream names Events by the object and the time in nanoseconds, in hexadecimal. */
  private nanoseconds(now: Time): string {
    // in two halves of 32 bits, for they are more than a number holds
    const micros = Math.floor(now * 1000);
    const upper = Math.floor(micros / HALF);
    const lower = (micros - upper * HALF) * 1000 + (this.sequence++ % 1000);
    const carry = Math.floor(lower / HALF);
    return `${hexOf(upper * 1000 + carry)}${hexOf(lower - carry * HALF)}`;
  }

  private first(event: Recorded, now: Time): New<Event> {
    const { about, type, reason, message, action } = event;
    const namespace = about.namespace ?? 'default';
    const metadata = { namespace, name: `${about.name}.${this.nanoseconds(now)}` };
    const { component, host } = this.source;
    if (this.newForm) {
      return {
        metadata,
        involvedObject: about,
        reason,
        message,
        type,
        eventTime: microTimestamp(now),
        action,
        reportingComponent: component,
        reportingInstance: `${component}-0`,
      };
    }
    const time = timestamp(now);
    return {
      metadata,
      involvedObject: about,
      reason,
      message,
      type,
      source: this.source,
      firstTimestamp: time,
      lastTimestamp: time,
      count: 1,
      reportingComponent: component,
      reportingInstance: host ?? '',
    };
  }
}

interface Recorded {
  readonly about: ObjectReference;
  readonly type: EventType;
  readonly reason: string;
  readonly message: string;
  readonly action: string;
  /** What makes it the same as another Event. */
  readonly key: string;
  /** The Event that says so already. */
  readonly known: Known | undefined;
}

/** How an Event names its object; frozen, for it has the server's form. */
export function referenceTo(object: KubeObject, fieldPath?: string): ObjectReference {
  const { namespace, name, uid, resourceVersion } = object.metadata;
  return Object.freeze({
    apiVersion: object.apiVersion,
    kind: object.kind,
    ...(namespace === undefined ? {} : { namespace }),
    name,
    uid,
    resourceVersion,
    ...(fieldPath === undefined ? {} : { fieldPath }),
  });
}
