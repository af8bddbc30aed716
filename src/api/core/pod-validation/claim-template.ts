import { type FieldError, required } from '../../field-error';
import type { Volume } from '../../schema/objects';
import { validateTemplateMetadata } from '../../template-metadata';
import { validateClaimSpec } from '../persistent-volume-claim-validation';

/** What is wrong with the claim of a generic ephemeral volume. upstream: validateEphemeralVolumeSource */
export function validateClaimTemplate(
  { volumeClaimTemplate: template }: NonNullable<Volume['ephemeral']>,
  path: string,
): FieldError[] {
  const at = `${path}.volumeClaimTemplate`;
  if (template === undefined) return [required(at)];
  return [
    ...validateTemplateMetadata(template.metadata, `${at}.metadata`),
    ...validateClaimSpec(template.spec, `${at}.spec`),
  ];
}
