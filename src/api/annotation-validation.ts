import { type FieldError, invalidEach, tooLong } from './field-error';
import { qualifiedNameErrors } from './names';

const BYTES_MAX = 256 * 1024;

/** What is wrong with annotations, whose keys may have capitals. upstream: apimachinery validation, ValidateAnnotations */
export function validateAnnotations(
  annotations: Readonly<Record<string, string>> | undefined,
  path: string,
): FieldError[] {
  if (annotations === undefined) return [];
  const errors: FieldError[] = [];
  let size = 0;
  for (const [key, value] of Object.entries(annotations)) {
    errors.push(...invalidEach(path, key, qualifiedNameErrors(key.toLowerCase())));
    size += Buffer.byteLength(key) + Buffer.byteLength(value);
  }
  if (size > BYTES_MAX) errors.push(tooLong(path, BYTES_MAX));
  return errors;
}
