import { Events } from '../../api/core/event';
import { Pods } from '../../api/core/pod';
import type { Event } from '../../api/schema/objects';
import type { Count } from '../count';
import type { Claim } from '../expect';
import type { Reference } from '../reference';
import { holds, pending, vacuous } from '../verdict';
import type { World } from '../world';
import { missing, noPodEver, objectOf, subjectOf } from './objects';

/** Which Events are meant: those with this reason, that say this text, about whom. */
export interface EventTopic {
  readonly reason?: string;
  readonly text?: string;
  readonly about?: Reference;
  /** True when the Pods of the workload are meant, and not the workload itself. */
  readonly ofItsPods?: boolean;
}

function concerns(world: World, { involvedObject }: Event, topic: EventTopic): boolean {
  const { about } = topic;
  if (about === undefined) return true;
  const { kind, name, namespace, uid = '' } = involvedObject;
  if (topic.ofItsPods) {
    const isPod = kind === Pods.kind;
    return isPod && world.lineage.descended(uid, about.kind.kind, about.namespace, about.name);
  }
  const isThere = about.namespace === undefined || namespace === about.namespace;
  return kind === about.kind.kind && name === about.name && isThere;
}

function* eventsAbout(world: World, topic: EventTopic): Iterable<Event> {
  for (const event of world.cluster.server.store.objects(Events).values()) {
    if (concerns(world, event, topic)) yield event;
  }
}

function isMeant({ reason = '', message = '' }: Event, topic: EventTopic): boolean {
  return reason === (topic.reason ?? reason) && message.includes(topic.text ?? '');
}

function listText(events: readonly Event[]): string {
  if (events.length === 0) return 'there are no Events about it';
  const lines = events.slice(-6).map(({ reason, message }) => `\n      ${reason}: ${message}`);
  return `its Events are:${lines.join('')}`;
}

const subject = ({ about }: EventTopic) => (about === undefined ? undefined : subjectOf(about));

/** There is such an Event. */
export function eventSays(topic: EventTopic): Claim {
  return (world) => {
    const events = [...eventsAbout(world, topic)];
    return events.some((event) => isMeant(event, topic))
      ? holds
      : pending(() => listText(events), subject(topic));
  };
}

/** How often it happened: an Event that comes again is counted up. */
function timesOf({ count = 1, series }: Event): number {
  return Math.max(1, count, series?.count ?? 0);
}

/** Such an Event has come so many times. None is vacuous when there is nothing that it could be about. */
export function thereAreEvents(
  topic: EventTopic & { readonly about: Reference },
  count: Count,
): Claim {
  return (world) => {
    const events = [...eventsAbout(world, topic)];
    let times = 0;
    for (const event of events) if (isMeant(event, topic)) times += timesOf(event);
    if (!count.admits(times)) {
      const found = times === 0 ? '' : `there ${times === 1 ? 'is' : 'are'} ${times}; `;
      return pending(() => `${found}${listText(events)}`, subject(topic));
    }
    const { about } = topic;
    const seen = times > 0 || events.length > 0 || isKnown(world, topic);
    if (seen) return holds;
    return vacuous(topic.ofItsPods ? noPodEver(world, about) : missing(world, about));
  };
}

function isKnown(world: World, { about, ofItsPods }: EventTopic): boolean {
  if (about === undefined) return true;
  if (ofItsPods !== true) return objectOf(world, about) !== undefined;
  return world.lineage.podsOf(about.kind.kind, about.namespace, about.name) !== undefined;
}
