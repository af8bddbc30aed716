import { type FieldError, forbidden, required } from '../../field-error';
import { validateLabelMap } from '../../label-selector';
import type { Volume } from '../../schema/objects';
import { validateClaimSpec } from '../persistent-volume-claim-validation';

/** What is wrong with the claim of a generic ephemeral volume. upstream: validateEphemeralVolumeSource */
export function validateClaimTemplate(
  { volumeClaimTemplate: template }: NonNullable<Volume['ephemeral']>,
  path: string,
): FieldError[] {
  const at = `${path}.volumeClaimTemplate`;
  if (template === undefined) return [required(at)];
  const { metadata = {}, spec } = template;
  const errors = validateLabelMap(metadata.labels, `${at}.metadata.labels`);
  for (const [field, value] of Object.entries(metadata)) {
    if (['labels', 'annotations'].includes(field) || value === null) continue;
    errors.push(forbidden(`${at}.metadata.${field}`, 'cannot be set'));
  }
  return [...errors, ...validateClaimSpec(spec, `${at}.spec`)];
}
