import { Events } from '../api/core/event';
import { isApiError } from '../api/errors';
import type { KubeObject, New } from '../api/object';
import type { Event, ObjectReference } from '../api/schema/objects';
import { microTimestamp, timestamp } from '../api/timestamp';
import type { Api } from '../apiserver/api';
import type { Time } from '../sim/loop';
import type { Scope } from '../sim/scope';
import type { HostClock } from './host-clock';

export type EventType = 'Normal' | 'Warning';

/** Who records, as Events show it. */
export interface EventSource {
  readonly component: string;
  readonly host?: string;
}

/** An Event that was written, as whoever says the same again finds it. */
interface Known {
  /** Its message; '' when it stands for many similar ones. */
  readonly message: string;
  namespace: string;
  name: string;
  count: number;
}

// Lists here are short, many and long-lived: each is made as long as it is by concat, for one that grows takes room for 17.

/** One thing that is said of an object, in varying words. */
interface Topic {
  readonly fieldPath: string | undefined;
  readonly type: EventType;
  readonly reason: string;
  /** Different messages since there was a long silence, the newest last. */
  messages: readonly string[];
  last: Time;
  known: readonly Known[];
}

/** What a recorder remembers of an object. */
interface Memory {
  /** How many more Events may be written of it. */
  tokens: number;
  since: Time;
  topics: readonly Topic[];
}

// upstream: client-go tools/record: EventAggregator
const SIMILAR_MAX = 10;
const SIMILAR_INTERVAL = 600_000;
/** A failed write is tried again so often, so late. upstream: maxTriesPerEvent, defaultSleepDuration */
const TRIES_MAX = 12;
const RETRY_DELAY = 10_000;
/** How many objects a recorder remembers at most, and how many Events of one topic. upstream: maxLruCacheEntries */
const REMEMBERED_MAX = 4096;
const KNOWN_MAX = 64;
/** Of one object, so many Events are written at once, then one in five minutes. upstream: EventSourceObjectSpamFilter */
const SPAM_BURST = 25;
const SPAM_REFILL = 300_000;

/** Forgets what was used longest ago, half of what it holds at a time. */
class Recent<V> {
  private young = new Map<string, V>();
  private old: ReadonlyMap<string, V> | undefined;

  get(key: string): V | undefined {
    const value = this.young.get(key);
    if (value !== undefined || this.old === undefined) return value;
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
  private readonly memories = new Recent<Memory>();
  private sequence = 0;
  private readonly source: EventSource;
  private readonly newForm: boolean;
  private readonly clock: HostClock;

  constructor(
    private readonly scope: Scope,
    private readonly api: Api,
    { source, newForm, clock }: RecorderOptions,
  ) {
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
    const memory = this.memoryOf(about);
    const topic = this.topicOf(memory, about.fieldPath, type, reason);
    const isCombined = !this.newForm && this.isOneOfMany(topic, message);
    const text = isCombined ? `(combined from similar events): ${message}` : message;
    const key = isCombined ? '' : message;
    const known = knownIn(topic, key);
    // what the filter drops counts all the same
    if (known !== undefined) known.count++;
    if (!this.newForm && this.isSpam(memory)) return;
    this.write({ about, type, reason, message: text, action, topic, key, known }, 1);
  }

  private memoryOf({ uid, kind, namespace, name }: ObjectReference): Memory {
    const key = uid ?? `${kind}/${namespace}/${name}`;
    let memory = this.memories.get(key);
    if (memory === undefined) {
      memory = { tokens: SPAM_BURST, since: this.scope.loop.now, topics: [] };
      this.memories.set(key, memory);
    }
    return memory;
  }

  private topicOf(
    memory: Memory,
    fieldPath: string | undefined,
    type: EventType,
    reason: string,
  ): Topic {
    for (const topic of memory.topics) {
      if (topic.reason === reason && topic.type === type && topic.fieldPath === fieldPath)
        return topic;
    }
    const topic = { fieldPath, type, reason, messages: [], last: this.scope.loop.now, known: [] };
    memory.topics = memory.topics.concat(topic);
    return topic;
  }

  private isSpam(memory: Memory): boolean {
    const { now } = this.scope.loop;
    const earned = (now - memory.since) / SPAM_REFILL;
    memory.tokens = Math.min(SPAM_BURST, memory.tokens + earned);
    memory.since = now;
    if (memory.tokens < 1) return true;
    memory.tokens--;
    return false;
  }

  /** True when the topic has been told in so many words that one Event stands for all further ones. */
  private isOneOfMany(topic: Topic, message: string): boolean {
    const { now } = this.scope.loop;
    if (now - topic.last > SIMILAR_INTERVAL) topic.messages = [];
    topic.last = now;
    if (!topic.messages.includes(message)) topic.messages = topic.messages.concat(message);
    if (topic.messages.length < SIMILAR_MAX) return false;
    topic.messages = topic.messages.slice(1);
    return true;
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
      const next = { message: key, namespace, name, count: 1 };
      topic.known = topic.known.slice(1 - KNOWN_MAX).concat(next);
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

function knownIn({ known }: Topic, message: string): Known | undefined {
  for (const one of known) if (one.message === message) return one;
  return undefined;
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
