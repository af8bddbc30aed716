import { validateLabelSelector, validatePodSpec } from '../core/pod-validation';
import { type FieldError, invalid, notSupported, required } from '../field-error';
import type { LabelSelector, PodTemplateSpec } from '../schema/objects';
import { matchesSelector } from '../selector';

/** What is wrong with a workload's selector and template. upstream: apps validation */
export function validateSelectorAndTemplate(
  selector: LabelSelector | undefined,
  template: PodTemplateSpec,
  path = 'spec',
): FieldError[] {
  const errors: FieldError[] = [];
  if (selector === undefined) errors.push(required(`${path}.selector`));
  else {
    errors.push(...validateLabelSelector(selector, `${path}.selector`));
    if (isEmpty(selector)) {
      errors.push(
        invalid(`${path}.selector`, selector, 'empty selector is invalid for deployment'),
      );
    }
  }
  if (selector !== undefined && !isEmpty(selector)) {
    const labels = template.metadata?.labels ?? {};
    if (!matchesSelector(selector, labels)) {
      errors.push(
        invalid(
          `${path}.template.metadata.labels`,
          labels,
          '`selector` does not match template `labels`',
        ),
      );
    }
  }
  const { spec } = template;
  if (spec === undefined) return [...errors, required(`${path}.template.spec.containers`)];
  errors.push(...validatePodSpec(spec, `${path}.template.spec`, template.metadata));
  if (
    spec.restartPolicy !== 'Always' &&
    ['OnFailure', 'Never'].includes(spec.restartPolicy ?? '')
  ) {
    errors.push(
      notSupported(`${path}.template.spec.restartPolicy`, spec.restartPolicy, ['Always']),
    );
  }
  return errors;
}

function isEmpty(selector: LabelSelector): boolean {
  return (
    Object.keys(selector.matchLabels ?? {}).length === 0 &&
    (selector.matchExpressions ?? []).length === 0
  );
}
