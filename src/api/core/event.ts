import type { Time } from '../../sim/loop';
import { humanDuration } from '../human-duration';
import { defineKind } from '../kind';
import { pathSegmentErrors } from '../names';
import type { Event } from '../schema/objects';
import { parseTimestamp } from '../timestamp';
import { validateOccurrence } from './event-validation';

function lastSeen(event: Event, now: Time): string {
  const time =
    event.series?.lastObservedTime ??
    event.lastTimestamp ??
    event.eventTime ??
    event.firstTimestamp;
  return time ? humanDuration(now - parseTimestamp(time)) : '<unknown>';
}

function firstSeen(event: Event, now: Time): string {
  const time = event.firstTimestamp ?? event.eventTime;
  return time ? humanDuration(now - parseTimestamp(time)) : '<unknown>';
}

export const Events = defineKind<Event>('v1', 'Event', {
  validateName: pathSegmentErrors,
  takesAnyFinalizer: true,
  validate: (event) => validateOccurrence(event, 'reportingComponent'),
  selectableFields: {
    'involvedObject.kind': (event) => event.involvedObject.kind ?? '',
    'involvedObject.namespace': (event) => event.involvedObject.namespace ?? '',
    'involvedObject.name': (event) => event.involvedObject.name ?? '',
    'involvedObject.uid': (event) => event.involvedObject.uid ?? '',
    'involvedObject.apiVersion': (event) => event.involvedObject.apiVersion ?? '',
    'involvedObject.resourceVersion': (event) => event.involvedObject.resourceVersion ?? '',
    'involvedObject.fieldPath': (event) => event.involvedObject.fieldPath ?? '',
    reason: (event) => event.reason ?? '',
    reportingComponent: (event) => event.reportingComponent ?? '',
    source: (event) => event.source?.component || (event.reportingComponent ?? ''),
    type: (event) => event.type ?? '',
  },
  row: (event, now) => [
    lastSeen(event, now),
    event.type ?? '',
    event.reason ?? '',
    `${(event.involvedObject.kind ?? '').toLowerCase()}/${event.involvedObject.name ?? ''}`,
    event.involvedObject.fieldPath ?? '',
    [event.source?.component ?? event.reportingComponent ?? '', event.source?.host ?? '']
      .filter((part) => part !== '')
      .join(', '),
    (event.message ?? '').trim(),
    firstSeen(event, now),
    event.series?.count ?? event.count ?? 1,
    event.metadata.name,
  ],
});
