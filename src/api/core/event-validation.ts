import { type FieldError, invalid, invalidEach, required } from '../field-error';
import { qualifiedNameErrors } from '../names';
import type { Event } from '../schema/objects';

// upstream: core validation, legacyValidateEvent
const TEXT_MAX = 128;
const NOTE_MAX = 1024;
const WITHOUT_NAMESPACE = ['default', 'kube-system'];

function tooMuch(field: string, text: string, max: number): FieldError[] {
  return text.length > max ? [invalid(field, '', `can have at most ${max} characters`)] : [];
}

/** A text that must be there, within its limit. */
function validateText(text: string, field: string): FieldError[] {
  return [...(text === '' ? [required(field)] : []), ...tooMuch(field, text, TEXT_MAX)];
}

function validatePlace({ metadata, involvedObject, eventTime }: Event): FieldError[] {
  const { namespace = '' } = involvedObject;
  const own = metadata.namespace ?? '';
  const fits = eventTime
    ? namespace !== '' || WITHOUT_NAMESPACE.includes(own)
    : namespace === own || (namespace === '' && own === 'default');
  if (fits) return [];
  return [invalid('involvedObject.namespace', namespace, 'does not match event.namespace')];
}

/** Who tells of it, and what was done: newer Events, which have a time of their own, must say so. */
function validateTold(event: Event, field: string): FieldError[] {
  const { reportingComponent = '', reportingInstance = '', action = '', reason = '' } = event;
  return [
    ...(reportingComponent === '' ? [required(field)] : []),
    ...invalidEach(field, reportingComponent, qualifiedNameErrors(reportingComponent)),
    ...validateText(reportingInstance, 'reportingInstance'),
    ...validateText(action, 'action'),
    ...validateText(reason, 'reason'),
    ...tooMuch('message', event.message ?? '', NOTE_MAX),
  ];
}

/** What is wrong with an Event of either form; `field` is how the form calls who reports. */
export function validateOccurrence(event: Event, field: string): FieldError[] {
  // not what the namespace is called: it is there, so that was looked at
  const errors = validatePlace(event);
  return event.eventTime ? [...errors, ...validateTold(event, field)] : errors;
}
