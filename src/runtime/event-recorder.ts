import { Events } from '../api/core/event';
import { isApiError } from '../api/errors';
import type { KubeObject, New } from '../api/object';
import type { Event, ObjectReference } from '../api/schema/objects';
import { microTimestamp, timestamp } from '../api/timestamp';
import type { Api } from '../apiserver/api';
import type { Time } from '../sim/loop';
import type { Scope } from '../sim/scope';
import {
  EventMemory,
  type EventType,
  type Known,
  knownIn,
  remember,
  type Topic,
} from './event-memory';
import type { HostClock } from './host-clock';

export type { EventType } from './event-memory';

/** Who records, as Events show it. */
export interface EventSource {
  readonly component: string;
  readonly host?: string;
}

/** A failed write is tried again so often, so late. upstream: maxTriesPerEvent, defaultSleepDuration */
const TRIES_MAX = 12;
const RETRY_DELAY = 10_000;

/** The source of an Event in the newer form. */
const NOBODY: NonNullable<Event['source']> = Object.freeze({});
const HALF = 2 ** 32;
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function hexOf(word: number): string {
  return `${HEX[word >>> 24]}${HEX[(word >>> 16) & 255]}${HEX[(word >>> 8) & 255]}${HEX[word & 255]}`;
}

/** Who speaks, in which form, and by which clock. */
export interface RecorderOptions {
  readonly source: EventSource;
  /** As events.k8s.io has them, which the scheduler writes. */
  readonly newForm: boolean;
  readonly clock: HostClock;
}

/**
 * Writes Events: equal ones are counted, the tenth similar one is combined, an object of which there is too
 * much to say is left alone for a while, as client-go's recorder does. The newer form only counts.
 */
export class EventRecorder {
  private readonly memory: EventMemory;
  private sequence = 0;
  private readonly source: EventSource;
  private readonly newForm: boolean;
  private readonly clock: HostClock;

  constructor(
    private readonly scope: Scope,
    private readonly api: Api,
    { source, newForm, clock }: RecorderOptions,
  ) {
    this.memory = new EventMemory(scope.loop);
    this.source = Object.freeze(source);
    this.newForm = newForm;
    this.clock = clock;
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
    const { memory } = this;
    const object = memory.of(about);
    const topic = memory.topicOf(object, about.fieldPath, type, reason);
    const isCombined = !this.newForm && memory.isOneOfMany(topic, message);
    const text = isCombined ? `(combined from similar events): ${message}` : message;
    const key = isCombined ? '' : message;
    const known = knownIn(topic, key);
    // what the filter drops counts all the same
    if (known !== undefined) known.count++;
    if (!this.newForm && memory.isSpam(object)) return;
    this.write({ about, type, reason, message: text, action, topic, key, known }, 1);
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
    const { message, topic, key } = event;
    let { known } = event;
    if (known === undefined) {
      // said meanwhile, when this is not the first attempt
      known = knownIn(topic, key);
      if (known !== undefined) known.count++;
    }
    const now = this.clock.shown(this.scope.loop.now);
    if (known !== undefined) {
      if (this.repeat(known, message, now)) return;
    }
    const created = this.api.create(Events, this.first(event, now));
    const { namespace = '', name } = created.metadata;
    if (known === undefined) {
      remember(topic, { message: key, namespace, name, count: 1 });
    } else {
      known.namespace = namespace;
      known.name = name;
      known.count = 1;
    }
  }

  /** Counts what was said before once more; false when that is forgotten. upstream: the recorder sends a patch */
  private repeat({ namespace, name, count }: Known, message: string, now: Time): boolean {
    const patch = this.newForm
      ? { series: { count, lastObservedTime: microTimestamp(now) } }
      : { count, message, lastTimestamp: timestamp(now) };
    try {
      this.api.patch(Events, { namespace, name }, patch, { type: 'strategic' });
      return true;
    } catch (error) {
      if (!isApiError(error, 'NotFound')) throw error;
      return false;
    }
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

  /** The Event in the server's form, field by field, and frozen: most writes are Events, and nobody need decode them. */
  private first(event: Recorded, now: Time): New<Event> {
    const { about, type, reason, message, action } = event;
    const namespace = about.namespace ?? 'default';
    const name = `${about.name}.${this.nanoseconds(now)}`;
    const draft: { -readonly [K in keyof New<Event>]: New<Event>[K] } = {
      apiVersion: Events.apiVersion,
      kind: Events.kind,
      metadata: Object.freeze({ namespace, name }),
      involvedObject: Object.freeze(about),
      reason,
    };
    if (message !== '') draft.message = message;
    draft.type = type;
    const { component, host } = this.source;
    if (this.newForm) {
      draft.eventTime = microTimestamp(now);
      if (action !== '') draft.action = action;
      draft.reportingComponent = component;
      draft.reportingInstance = `${component}-0`;
      draft.source = NOBODY;
      draft.firstTimestamp = null;
      draft.lastTimestamp = null;
    } else {
      const time = timestamp(now);
      draft.source = this.source;
      draft.firstTimestamp = time;
      draft.lastTimestamp = time;
      draft.count = 1;
      draft.reportingComponent = component;
      draft.reportingInstance = host ?? '';
      draft.eventTime = null;
    }
    return Object.freeze(draft);
  }
}

interface Recorded {
  readonly about: ObjectReference;
  readonly type: EventType;
  readonly reason: string;
  readonly message: string;
  readonly action: string;
  readonly topic: Topic;
  /** What makes it the same as another Event of the topic. */
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
