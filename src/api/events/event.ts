import type { Time } from '../../sim/loop';
import { type FieldError, immutable, invalid, invalidEach, required } from '../field-error';
import { humanDuration } from '../human-duration';
import { defineKind } from '../kind';
import { qualifiedNameErrors } from '../names';
import { deepEqual } from '../object';
import type { EventsEvent } from '../schema/objects';
import { parseTimestamp } from '../timestamp';

// upstream: core validation, ValidateEventCreate and ValidateEventUpdate
const TEXT_MAX = 128;
const NOTE_MAX = 1024;
const TYPES = ['Normal', 'Warning'];
const WITHOUT_NAMESPACE = ['default', 'kube-system'];

/** A text that must be there, within its limit; the messages name fields as core/v1 does. */
function validateText(text: string, field: string, max = TEXT_MAX): FieldError[] {
  const errors = text === '' && max === TEXT_MAX ? [required(field)] : [];
  if (text.length <= max) return errors;
  return [...errors, invalid(field, '', `can have at most ${max} characters`)];
}

function validateNamespace({ metadata, regarding, eventTime }: EventsEvent): FieldError[] {
  const { namespace = '' } = regarding ?? {};
  const own = metadata.namespace ?? '';
  const fits = eventTime
    ? namespace !== '' || WITHOUT_NAMESPACE.includes(own)
    : namespace === own || (namespace === '' && own === 'default');
  if (fits) return [];
  return [invalid('involvedObject.namespace', namespace, 'does not match event.namespace')];
}

function validateTold(event: EventsEvent): FieldError[] {
  const { reportingController = '', reportingInstance = '', action = '', reason = '' } = event;
  const path = 'reportingController';
  return [
    ...(reportingController === '' ? [required(path)] : []),
    ...invalidEach(path, reportingController, qualifiedNameErrors(reportingController)),
    ...validateText(reportingInstance, 'reportingInstance'),
    ...validateText(action, 'action'),
    ...validateText(reason, 'reason'),
    ...validateText(event.note ?? '', 'message', NOTE_MAX),
  ];
}

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
  const errors = validateNamespace(event);
  if (eventTime) errors.push(...validateTold(event));
  errors.push(...validateSeries(event));
  if (!eventTime) errors.push(required('eventTime'));
  if (!TYPES.includes(type)) errors.push(invalid('type', '', `has invalid value: ${type}`));
  return [...errors, ...validateDeprecated(event)];
}

/** What an update may not change, and how messages name it. */
const FIXED: readonly (readonly [field: keyof EventsEvent, shown: string])[] = [
  ['regarding', 'involvedObject'],
  ['reason', 'reason'],
  ['note', 'message'],
  ['deprecatedSource', 'source'],
  ['deprecatedFirstTimestamp', 'firstTimestamp'],
  ['deprecatedLastTimestamp', 'lastTimestamp'],
  ['deprecatedCount', 'count'],
  ['type', 'type'],
  ['eventTime', 'eventTime'],
  ['action', 'action'],
  ['related', 'related'],
  ['reportingController', 'reportingController'],
  ['reportingInstance', 'reportingInstance'],
];

function ago(time: string | null | undefined, now: Time): string {
  return time ? humanDuration(now - parseTimestamp(time)) : '<unknown>';
}

export const RegardingEvents = defineKind<EventsEvent>('events.k8s.io/v1', 'Event', {
  validate,
  validateReplacement: (event, old) => [
    ...validate(event),
    ...FIXED.flatMap(([field, shown]) =>
      immutable(shown, event[field], deepEqual(event[field], old[field])),
    ),
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
