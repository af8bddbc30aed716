import { type FieldError, forbidden, invalidEach } from './field-error';
import { validateLabelMap } from './label-selector';
import { qualifiedNameErrors } from './names';
import type { ObjectMeta } from './schema/objects';

/** What is wrong with the metadata of a template, of which labels and annotations alone are taken. upstream: core validation, ValidateTemplateObjectMeta */
export function validateTemplateMetadata(
  metadata: Partial<ObjectMeta> | undefined,
  path: string,
): FieldError[] {
  const { annotations = {}, labels, ...rest } = metadata ?? {};
  return [
    ...Object.keys(annotations).flatMap((key) =>
      invalidEach(`${path}.annotations`, key, qualifiedNameErrors(key.toLowerCase())),
    ),
    ...validateLabelMap(labels, `${path}.labels`),
    ...Object.entries(rest).flatMap(([field, value]) =>
      value === null || value === undefined ? [] : [forbidden(`${path}.${field}`, 'cannot be set')],
    ),
  ];
}
