import { ageOf } from '../age';
import { type FieldError, forbidden } from '../field-error';
import { defineKind } from '../kind';
import type { PriorityClass } from '../schema/objects';

/** The highest value that a user may give. upstream: scheduling.HighestUserDefinablePriority */
const USER_MAX = 1_000_000_000;

export const PriorityClasses = defineKind<PriorityClass>('scheduling.k8s.io/v1', 'PriorityClass', {
  hasGeneration: true,
  defaults(draft) {
    if (draft.preemptionPolicy === undefined) draft.preemptionPolicy = 'PreemptLowerPriority';
  },
  validate({ metadata, value }) {
    const errors: FieldError[] = [];
    const isSystem = metadata.name.startsWith('system-');
    if (isSystem && !SYSTEM.has(`${metadata.name}=${value}`)) {
      errors.push(
        forbidden(
          'metadata.name',
          "priority class names with 'system-' prefix are reserved for system use only",
        ),
      );
    } else if (!isSystem && value > USER_MAX) {
      errors.push(
        forbidden('value', `maximum allowed value of a user defined priority is ${USER_MAX}`),
      );
    }
    return errors;
  },
  validateUpdate(priority, old) {
    const errors: FieldError[] = [];
    if (priority.value !== old.value)
      errors.push(forbidden('value', 'may not be changed in an update.'));
    if (priority.preemptionPolicy !== old.preemptionPolicy) {
      errors.push(forbidden('preemptionPolicy', 'may not be changed in an update.'));
    }
    return errors;
  },
  row: (priority, now) => [
    priority.metadata.name,
    priority.value,
    priority.globalDefault === true,
    ageOf(priority, now),
    priority.preemptionPolicy ?? '',
  ],
});

const SYSTEM = new Set(['system-cluster-critical=2000000000', 'system-node-critical=2000001000']);
