import {
  type FieldError,
  forbidden,
  type GoJson,
  invalid,
  invalidEach,
  required,
} from './field-error';
import { goStruct } from './go-value';
import { labelValueErrors, qualifiedNameErrors } from './names';
import type { LabelSelector, LabelSelectorRequirement } from './schema/objects';

/** What is wrong with labels, or with a map of equalities. upstream: metav1 validation, ValidateLabels */
export function validateLabelMap(
  labels: Readonly<Record<string, string>> | undefined,
  path: string,
): FieldError[] {
  const errors: FieldError[] = [];
  for (const [key, value] of Object.entries(labels ?? {})) {
    errors.push(...invalidEach(path, key, qualifiedNameErrors(key)));
    errors.push(...invalidEach(path, value, labelValueErrors(value)));
  }
  return errors;
}

function validateRequirement(
  { key, operator, values = [] }: LabelSelectorRequirement,
  path: string,
): FieldError[] {
  const errors: FieldError[] = [];
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) {
      errors.push(
        required(`${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'"),
      );
    }
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0) {
      errors.push(
        forbidden(
          `${path}.values`,
          "may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
        ),
      );
    }
  } else errors.push(invalid(`${path}.operator`, operator, 'not a valid selector operator'));
  errors.push(...invalidEach(`${path}.key`, key, qualifiedNameErrors(key)));
  values.forEach((value, index) => {
    errors.push(...invalidEach(`${path}.values[${index}]`, value, labelValueErrors(value)));
  });
  return errors;
}

/** Everything that is wrong with a label selector. upstream: metav1 validation, ValidateLabelSelector */
export function validateLabelSelector(selector: LabelSelector, path: string): FieldError[] {
  return [
    ...validateLabelMap(selector.matchLabels, `${path}.matchLabels`),
    ...(selector.matchExpressions ?? []).flatMap((requirement, index) =>
      validateRequirement(requirement, `${path}.matchExpressions[${index}]`),
    ),
  ];
}

/** True when the selector can be evaluated: each operator has the values that it needs. */
export function isSelectorSound(selector: LabelSelector): boolean {
  return validateLabelSelector(selector, '').length === 0;
}

/** True when the selector selects everything. */
export function isSelectorEmpty({ matchLabels, matchExpressions }: LabelSelector): boolean {
  return Object.keys(matchLabels ?? {}).length === 0 && (matchExpressions ?? []).length === 0;
}

/** A selector as messages show it; nothing of one that is not there. */
export function shownSelector(selector: LabelSelector | undefined): GoJson | undefined {
  if (selector === undefined) return undefined;
  return goStruct('io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector', selector);
}
