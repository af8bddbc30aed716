import type { ObjectReference } from '../api/schema/objects';
import type { Loop, Time } from '../sim/loop';

export type EventType = 'Normal' | 'Warning';

/** An Event that was written, as whoever says the same again finds it. */
export interface Known {
  /** Its message; '' when it stands for many similar ones. */
  readonly message: string;
  namespace: string;
  name: string;
  count: number;
}

// Lists here are short, many and long-lived: each is made as long as it is by concat, for one that grows takes room for 17.

/** One thing that is said of an object, in varying words. */
export interface Topic {
  readonly fieldPath: string | undefined;
  readonly type: EventType;
  readonly reason: string;
  /** Different messages since there was a long silence, the newest last. */
  messages: readonly string[];
  last: Time;
  known: readonly Known[];
}

/** What a recorder remembers of an object. */
export interface Memory {
  /** How many more Events may be written of it. */
  tokens: number;
  since: Time;
  topics: readonly Topic[];
}

// upstream: client-go tools/record: EventAggregator
const SIMILAR_MAX = 10;
const SIMILAR_INTERVAL = 600_000;
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

/** What a recorder remembers of the objects that it has spoken of, the latest 4,096. upstream: EventCorrelator */
export class EventMemory {
  private readonly objects = new Recent<Memory>();

  constructor(private readonly loop: Loop) {}

  /** What is remembered of an object. */
  of({ uid, kind, namespace, name }: ObjectReference): Memory {
    const key = uid ?? `${kind}/${namespace}/${name}`;
    let memory = this.objects.get(key);
    if (memory === undefined) {
      memory = { tokens: SPAM_BURST, since: this.loop.now, topics: [] };
      this.objects.set(key, memory);
    }
    return memory;
  }

  /** What has been said of an object under one heading. */
  topicOf(memory: Memory, fieldPath: string | undefined, type: EventType, reason: string): Topic {
    for (const topic of memory.topics) {
      if (topic.reason === reason && topic.type === type && topic.fieldPath === fieldPath)
        return topic;
    }
    const topic = { fieldPath, type, reason, messages: [], last: this.loop.now, known: [] };
    memory.topics = memory.topics.concat(topic);
    return topic;
  }

  /** True when there has been too much to say of the object lately. */
  isSpam(memory: Memory): boolean {
    const { now } = this.loop;
    const earned = (now - memory.since) / SPAM_REFILL;
    memory.tokens = Math.min(SPAM_BURST, memory.tokens + earned);
    memory.since = now;
    if (memory.tokens < 1) return true;
    memory.tokens--;
    return false;
  }

  /** True when the topic has been told in so many words that one Event stands for all further ones. */
  isOneOfMany(topic: Topic, message: string): boolean {
    const { now } = this.loop;
    if (now - topic.last > SIMILAR_INTERVAL) topic.messages = [];
    topic.last = now;
    if (!topic.messages.includes(message)) topic.messages = topic.messages.concat(message);
    if (topic.messages.length < SIMILAR_MAX) return false;
    topic.messages = topic.messages.slice(1);
    return true;
  }
}

/** The Event of a topic that says so already. */
export function knownIn({ known }: Topic, message: string): Known | undefined {
  for (const one of known) if (one.message === message) return one;
  return undefined;
}

/** Remembers that an Event of the topic says so. */
export function remember(topic: Topic, known: Known): void {
  topic.known = topic.known.slice(1 - KNOWN_MAX).concat(known);
}
