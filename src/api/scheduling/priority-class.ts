import { ageOf } from '../age';
import { type FieldError, forbidden, invalid, notSupported } from '../field-error';
import { defineKind } from '../kind';
import type { PriorityClass } from '../schema/objects';

const POLICIES = ['PreemptLowerPriority', 'Never'];
const SYSTEM: ReadonlyMap<string, number> = new Map([
  ['system-cluster-critical', 2_000_000_000],
  ['system-node-critical', 2_000_001_000],
]);

/** Why this is none of the classes that every cluster has. upstream: scheduling.IsKnownSystemPriorityClass */
function systemError({ metadata, value, globalDefault }: PriorityClass): string | undefined {
  const known = SYSTEM.get(metadata.name);
  if (known === undefined) return `${metadata.name} is not a known system priority class`;
  if (value !== known) return `value of ${metadata.name} PriorityClass must be ${known}`;
  if (globalDefault !== true) return undefined;
  return `globalDefault of ${metadata.name} PriorityClass must be false`;
}

/** The highest value that a user may give. upstream: scheduling.HighestUserDefinablePriority */
const USER_MAX = 1_000_000_000;

export const PriorityClasses = defineKind<PriorityClass>('scheduling.k8s.io/v1', 'PriorityClass', {
  defaults(draft) {
    if (draft.preemptionPolicy === undefined) draft.preemptionPolicy = 'PreemptLowerPriority';
  },
  prepareForCreate(draft) {
    // upstream: nobody counts what comes after
    draft.metadata = { ...draft.metadata, generation: 1 };
  },
  validate(priority) {
    const errors: FieldError[] = [];
    const { metadata, value, preemptionPolicy = '' } = priority;
    const isSystem = metadata.name.startsWith('system-');
    const why = isSystem ? systemError(priority) : undefined;
    if (why !== undefined) {
      errors.push(
        forbidden(
          'metadata.name',
          `priority class names with 'system-' prefix are reserved for system use only. error: ${why}`,
        ),
      );
    } else if (!isSystem && value > USER_MAX) {
      errors.push(
        forbidden('value', `maximum allowed value of a user defined priority is ${USER_MAX}`),
      );
    }
    if (!POLICIES.includes(preemptionPolicy)) {
      errors.push(notSupported('preemptionPolicy', preemptionPolicy, POLICIES));
    }
    return errors;
  },
  validateUpdate(priority, old) {
    const errors: FieldError[] = [];
    if (priority.value !== old.value)
      errors.push(forbidden('Value', 'may not be changed in an update.'));
    if (priority.preemptionPolicy !== old.preemptionPolicy) {
      errors.push(invalid('preemptionPolicy', priority.preemptionPolicy, 'field is immutable'));
    }
    return errors;
  },
  mustStay: ({ metadata }) =>
    SYSTEM.has(metadata.name) ? 'this is a system priority class and cannot be deleted' : undefined,
  row: (priority, now) => [
    priority.metadata.name,
    priority.value,
    priority.globalDefault === true,
    ageOf(priority, now),
    priority.preemptionPolicy ?? '',
  ],
});
