import {
  duplicate,
  type FieldError,
  invalid,
  invalidEach,
  notSupported,
  required,
  tooLong,
} from './field-error';
import { qualifiedNameErrors } from './names';

/** What metav1.Condition has, which newer kinds use for their conditions. */
export interface StandardCondition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly lastTransitionTime?: string | null;
  readonly observedGeneration?: number;
}

const STATUSES = ['False', 'True', 'Unknown'];
const REASON = /^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$/;
const REASON_MAX = 1024;
const MESSAGE_MAX = 32 * 1024;
const REASON_FORM =
  "a condition reason must start with alphabetic character, optionally followed by a string of alphanumeric characters or '_,:', and must end with an alphanumeric character or '_' (e.g. 'my_name',  or 'MY_NAME',  or 'MyName',  or 'ReasonA,ReasonB',  or 'ReasonA:ReasonB', regex used for validation is '[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?')";

function validateReason(reason: string, path: string): FieldError[] {
  if (reason === '') return [required(path, 'must be set')];
  const errors = REASON.test(reason) ? [] : [invalid(path, reason, REASON_FORM)];
  return reason.length > REASON_MAX ? [...errors, tooLong(path, REASON_MAX)] : errors;
}

function validateCondition(condition: StandardCondition, path: string): FieldError[] {
  const { type, status, reason = '', message = '', observedGeneration = 0 } = condition;
  const errors = invalidEach(`${path}.type`, type, qualifiedNameErrors(type));
  if (!STATUSES.includes(status)) errors.push(notSupported(`${path}.status`, status, STATUSES));
  if (observedGeneration < 0) {
    const detail = 'must be greater than or equal to zero';
    errors.push(invalid(`${path}.observedGeneration`, observedGeneration, detail));
  }
  if (!condition.lastTransitionTime) {
    errors.push(required(`${path}.lastTransitionTime`, 'must be set'));
  }
  errors.push(...validateReason(reason, `${path}.reason`));
  return message.length > MESSAGE_MAX
    ? [...errors, tooLong(`${path}.message`, MESSAGE_MAX)]
    : errors;
}

/** What is wrong with conditions of the standard form. upstream: metav1 validation, ValidateConditions */
export function validateConditions(
  conditions: readonly StandardCondition[] | undefined,
  path: string,
): FieldError[] {
  const types = (conditions ?? []).map(({ type }) => type);
  return (conditions ?? []).flatMap((condition, index) => {
    const at = `${path}[${index}]`;
    const isAgain = types.indexOf(condition.type) < index;
    return [
      ...(isAgain ? [duplicate(`${at}.type`, condition.type)] : []),
      ...validateCondition(condition, at),
    ];
  });
}
