import { type FieldError, invalid } from '../field-error';
import { dns1035LabelErrors } from '../names';
import type { CustomResourceDefinitionNames } from '../schema/objects';

const MIXED = 'may have mixed case, but should otherwise match: ';

/** What is wrong with a DNS-1035 label. */
export function labelError(path: string, value: string, prefix = ''): FieldError[] {
  const details = dns1035LabelErrors(prefix === '' ? value : value.toLowerCase());
  return details.length === 0 ? [] : [invalid(path, value, `${prefix}${details.join(',')}`)];
}

/** What is wrong with the names of a definition's kind, or with those that it was given. upstream: ValidateCustomResourceDefinitionNames */
export function validateNames(names: CustomResourceDefinitionNames, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const { plural = '', singular = '', kind = '', listKind = '' } = names;
  for (const [field, value] of Object.entries({ plural, singular })) {
    if (value !== '') errors.push(...labelError(`${path}.${field}`, value));
  }
  for (const [field, value] of Object.entries({ kind, listKind })) {
    if (value !== '') errors.push(...labelError(`${path}.${field}`, value, MIXED));
  }
  names.shortNames?.forEach((name, index) => {
    errors.push(...labelError(`${path}.shortNames[${index}]`, name));
  });
  if (kind !== '' && kind === listKind) {
    const detail = 'kind and listKind may not be the same';
    errors.push(invalid(`${path}.listKind`, listKind, detail));
  }
  names.categories?.forEach((category, index) => {
    errors.push(...labelError(`${path}.categories[${index}]`, category));
  });
  return errors;
}
