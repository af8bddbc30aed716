import type { Time } from '../../sim/loop';
import { Events } from '../core/event';
import { validateOccurrence } from '../core/event-validation';
import { type FieldError, immutable, invalid, required } from '../field-error';
import { goField } from '../go-value';
import { humanDuration } from '../human-duration';
import { defineKind } from '../kind';
import { deepEqual, type JsonObject, type KubeObject } from '../object';
import type { Event, EventsEvent } from '../schema/objects';
import { parseTimestamp } from '../timestamp';

// upstream: core validation, ValidateEventCreate and ValidateEventUpdate
const TYPES = ['Normal', 'Warning'];

function validateSeries({ series }: EventsEvent): FieldError[] {
  if (series === undefined) return [];
  const errors: FieldError[] = [];
  if (series.count < 2) errors.push(invalid('series.count', '', 'should be at least 2'));
  return series.lastObservedTime ? errors : [...errors, required('series.lastObservedTime')];
}

function validateDeprecated(event: EventsEvent): FieldError[] {
  const { component = '', host = '' } = event.deprecatedSource ?? {};
  const set = {
    firstTimestamp: Boolean(event.deprecatedFirstTimestamp),
    lastTimestamp: Boolean(event.deprecatedLastTimestamp),
    count: Boolean(event.deprecatedCount),
    source: component !== '' || host !== '',
  };
  return Object.entries(set).flatMap(([field, isSet]) =>
    isSet ? [invalid(field, '', 'needs to be unset')] : [],
  );
}

function validate(event: EventsEvent): FieldError[] {
  const { eventTime, type = '' } = event;
  const errors = [
    ...validateOccurrence(keep(event), 'reportingController'),
    ...validateSeries(event),
  ];
  if (!eventTime) errors.push(required('eventTime'));
  if (!TYPES.includes(type)) errors.push(invalid('type', '', `has invalid value: ${type}`));
  return [...errors, ...validateDeprecated(event)];
}

/** What an update must be besides: new parts of it are judged, what it was is not. */
function validateUpdate(event: EventsEvent, old: EventsEvent): FieldError[] {
  const errors = validateOccurrence(keep(event), 'reportingController');
  return deepEqual(event.series, old.series) ? errors : [...errors, ...validateSeries(event)];
}

/** What an update may not change, by the names of core/v1. */
const FIXED = [
  'involvedObject',
  'reason',
  'message',
  'source',
  'firstTimestamp',
  'lastTimestamp',
  'count',
  'type',
  'eventTime',
  'action',
  'related',
  'reportingComponent',
  'reportingInstance',
] as const;

function validateFixed(event: EventsEvent, old: EventsEvent): FieldError[] {
  const [next, before] = [keep(event), keep(old)];
  return FIXED.flatMap((field) => {
    const path = field === 'reportingComponent' ? 'reportingController' : field;
    const shown = goField('io.k8s.api.core.v1.Event', field, next[field] ?? undefined);
    return immutable(path, shown, deepEqual(next[field] ?? undefined, before[field] ?? undefined));
  });
}

function ago(time: string | null | undefined, now: Time): string {
  return time ? humanDuration(now - parseTimestamp(time)) : '<unknown>';
}

/** The same Event under the names of core/v1, in which it is stored. upstream: apis/events/v1/conversion.go */
function keep(event: EventsEvent): Event {
  const {
    apiVersion: _,
    regarding = {},
    note,
    reportingController,
    deprecatedSource,
    deprecatedFirstTimestamp,
    deprecatedLastTimestamp,
    deprecatedCount,
    ...same
  } = event;
  return defined({
    ...same,
    apiVersion: 'v1',
    involvedObject: regarding,
    message: note,
    reportingComponent: reportingController,
    source: deprecatedSource,
    firstTimestamp: deprecatedFirstTimestamp,
    lastTimestamp: deprecatedLastTimestamp,
    count: deprecatedCount,
  });
}

function show(event: Event): EventsEvent {
  const {
    apiVersion: _,
    involvedObject,
    message,
    reportingComponent,
    source,
    firstTimestamp,
    lastTimestamp,
    count,
    series,
    ...same
  } = event;
  return defined({
    ...same,
    series:
      series === undefined
        ? undefined
        : { count: series.count ?? 0, lastObservedTime: series.lastObservedTime ?? null },
    apiVersion: 'events.k8s.io/v1',
    eventTime: event.eventTime ?? null,
    regarding: involvedObject,
    note: message,
    reportingController: reportingComponent,
    deprecatedSource: source,
    deprecatedFirstTimestamp: firstTimestamp,
    deprecatedLastTimestamp: lastTimestamp,
    deprecatedCount: count,
  });
}

/** Without the fields that are not there. */
function defined<T extends object>(object: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}

const REFERENCE = [
  'kind',
  'namespace',
  'name',
  'uid',
  'apiVersion',
  'resourceVersion',
  'fieldPath',
];

/** upstream: events/v1 AddFieldLabelConversionsForEvent */
const FIELDS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(REFERENCE.map((name) => [`regarding.${name}`, `involvedObject.${name}`])),
  reason: 'reason',
  reportingController: 'reportingComponent',
  source: 'source',
  type: 'type',
};

/** Events in their newer form; they are stored as core/v1's. */
export const RegardingEvents = defineKind<EventsEvent>('events.k8s.io/v1', 'Event', {
  view: {
    stored: Events,
    show: (stored: KubeObject) => show(stored as Event),
    keep,
    keepPart: (part) => keep(part as unknown as EventsEvent) as unknown as JsonObject,
    fields: FIELDS,
  },
  validate,
  validateReplacement: (event, old) => [
    ...validateUpdate(event, old),
    ...validateFixed(event, old),
  ],
  row: (event, now) => [
    ago(event.series?.lastObservedTime ?? event.deprecatedLastTimestamp ?? event.eventTime, now),
    event.type ?? '',
    event.reason ?? '',
    `${(event.regarding?.kind ?? '').toLowerCase()}/${event.regarding?.name ?? ''}`,
    event.regarding?.fieldPath ?? '',
    [
      event.deprecatedSource?.component || (event.reportingController ?? ''),
      event.deprecatedSource?.host || (event.reportingInstance ?? ''),
    ]
      .filter((part) => part !== '')
      .join(', '),
    (event.note ?? '').trim(),
    ago(event.deprecatedFirstTimestamp ?? event.eventTime, now),
    event.series?.count ?? event.deprecatedCount ?? 1,
    event.metadata.name,
  ],
});
