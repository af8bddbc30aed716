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
  last: Time;
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

/** Writes Events: equal ones are counted, the tenth similar one is combined, as client-go's recorder does. */
export class EventRecorder {
  private readonly known = new Map<string, Known>();
  private readonly similar = new Map<string, Similar>();
  private sequence = 0;

  constructor(
    private readonly scope: Scope,
    private readonly api: Api,
    private readonly source: EventSource,
    private readonly newForm: boolean,
  ) {}

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
    this.write({ about, type, reason, message: text, action }, 1);
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
    const { about, type, reason, message } = event;
    const combined = message.startsWith('(combined from similar events)');
    const key = `${about.uid}/${about.fieldPath ?? ''}/${type}/${reason}/${combined ? '' : message}`;
    const known = this.known.get(key);
    const { now } = this.scope.loop;
    if (known !== undefined) {
      const old = this.api.find(Events, known);
      if (old !== undefined) {
        known.count++;
        known.last = now;
        this.api.update(Events, this.repeated(old, known.count, message, now));
        return;
      }
    }
    const created = this.api.create(Events, this.first(event, now));
    this.known.set(key, {
      namespace: created.metadata.namespace ?? '',
      name: created.metadata.name,
      count: 1,
      last: now,
    });
  }

  private repeated(old: Event, count: number, message: string, now: Time): Event {
    if (this.newForm) {
      return { ...old, series: { count, lastObservedTime: microTimestamp(now) } };
    }
    return { ...old, count, message, lastTimestamp: timestamp(now) };
  }

  private first(event: Recorded, now: Time): New<Event> {
    const { about, type, reason, message, action } = event;
    const namespace = about.namespace ?? 'default';
    // upstream names Events by the object and the time in nanoseconds, in hexadecimal
    const nanos = BigInt(Math.floor(now * 1000)) * 1000n + BigInt(this.sequence++ % 1000);
    const metadata = { namespace, name: `${about.name}.${nanos.toString(16)}` };
    const base = { metadata, involvedObject: about, reason, message, type };
    const { component, host } = this.source;
    if (this.newForm) {
      return {
        ...base,
        eventTime: microTimestamp(now),
        action,
        reportingComponent: component,
        reportingInstance: `${component}-0`,
      };
    }
    return {
      ...base,
      source: this.source,
      firstTimestamp: timestamp(now),
      lastTimestamp: timestamp(now),
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
}

/** How an Event names its object. */
export function referenceTo(object: KubeObject, fieldPath?: string): ObjectReference {
  const { namespace, name, uid, resourceVersion } = object.metadata;
  return {
    apiVersion: object.apiVersion,
    kind: object.kind,
    ...(namespace === undefined ? {} : { namespace }),
    name,
    uid,
    resourceVersion,
    ...(fieldPath === undefined ? {} : { fieldPath }),
  };
}
