import { type FieldError, invalid, invalidEach, required, tooLong } from '../field-error';
import { dnsSubdomainErrors, qualifiedNameErrors } from '../names';

// upstream: storage validation and core validation, ValidateCSIDriverName
const PARAMETERS_MAX = 512;
const PARAMETERS_BYTES_MAX = 256 * 1024;
const DRIVER_NAME_MAX = 63;

/** What is wrong with the name of a provisioner. */
export function validateProvisioner(name: string, path: string): FieldError[] {
  if (name === '') return [required(path)];
  const lower = name.toLowerCase();
  return invalidEach(path, lower, qualifiedNameErrors(lower));
}

/** What is wrong with the parameters of a class. */
export function validateParameters(
  parameters: Readonly<Record<string, string>> | undefined,
  path: string,
): FieldError[] {
  const entries = Object.entries(parameters ?? {});
  if (entries.length > PARAMETERS_MAX) return [tooLong(path, PARAMETERS_MAX)];
  const errors: FieldError[] = [];
  let size = 0;
  for (const [key, value] of entries) {
    if (key === '') errors.push(invalid(path, key, 'field can not be empty.'));
    size += Buffer.byteLength(key) + Buffer.byteLength(value);
  }
  if (size > PARAMETERS_BYTES_MAX) errors.push(tooLong(path, PARAMETERS_BYTES_MAX));
  return errors;
}

/** What is wrong with the name of a CSI driver, or of a driver of devices. */
export function validateDriverName(name: string, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (name === '') errors.push(required(path));
  if (name.length > DRIVER_NAME_MAX) errors.push(tooLong(path, DRIVER_NAME_MAX));
  return [...errors, ...invalidEach(path, name, dnsSubdomainErrors(name.toLowerCase()))];
}
