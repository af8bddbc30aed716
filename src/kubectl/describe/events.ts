import { Events } from '../../api/core/event';
import { isApiError } from '../../api/errors';
import { humanDuration } from '../../api/human-duration';
import type { KubeObject } from '../../api/object';
import type { Event } from '../../api/schema/objects';
import { parseTimestamp } from '../../api/timestamp';
import type { Session } from '../session';
import type { Lines } from './lines';

/** How long ago something was; `<unknown>` when nobody knows. */
export function since(session: Session, time: string | null | undefined): string {
  return time ? humanDuration(session.now - parseTimestamp(time)) : '<unknown>';
}

/** When an Event was seen: `5m (x3 over 10m)`. */
export function intervalText(session: Session, event: Event): string {
  const { series, count = 0, eventTime, firstTimestamp, lastTimestamp } = event;
  const first = since(session, eventTime ?? firstTimestamp);
  if (series !== undefined) {
    return `${since(session, series.lastObservedTime)} (x${series.count} over ${first})`;
  }
  return count > 1 ? `${since(session, lastTimestamp)} (x${count} over ${first})` : first;
}

/** The Events about an object, in the order of their names. */
export function eventsOf(
  session: Session,
  object: KubeObject,
  uid = object.metadata.uid,
): readonly Event[] {
  const { name, namespace } = object.metadata;
  const fields = [
    `involvedObject.name=${name}`,
    ...(namespace ? [`involvedObject.namespace=${namespace}`] : []),
    `involvedObject.kind=${object.kind}`,
    `involvedObject.uid=${uid}`,
  ];
  try {
    const options = { ...(namespace ? { namespace } : {}), fields: fields.join(',') };
    return session.api.list(Events, options).items;
  } catch (error) {
    // whoever may not see Events sees none
    if (isApiError(error, 'Forbidden')) return [];
    throw error;
  }
}

function lastTime({ lastTimestamp }: Event): number {
  return lastTimestamp ? parseTimestamp(lastTimestamp) : 0;
}

/** Adds the table of Events. upstream: kubectl describe, DescribeEvents */
export function addEvents(lines: Lines, session: Session, events: readonly Event[]): void {
  if (!session.flags.boolean('show-events')) return;
  if (events.length === 0) {
    lines.field(0, 'Events', '<none>');
    return;
  }
  lines.add(0, 'Events:');
  lines.add(1, 'Type\tReason\tAge\tFrom\tMessage');
  lines.add(1, '----\t------\t----\t----\t-------');
  for (const event of [...events].sort((a, b) => lastTime(a) - lastTime(b))) {
    const source = event.source?.component || event.reportingComponent || '';
    lines.add(
      1,
      `${event.type ?? ''}\t${event.reason ?? ''}\t${intervalText(session, event)}\t${source}\t${(event.message ?? '').trim()}`,
    );
  }
}
