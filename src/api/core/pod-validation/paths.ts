import { type FieldError, invalid, required } from '../../field-error';

/** A path may not climb. upstream: core validation, validatePathNoBacksteps */
export function noBacksteps(path: string, value: string): FieldError[] {
  return value.split('/').includes('..') ? [invalid(path, value, "must not contain '..'")] : [];
}

/** A path must be relative and may not climb. upstream: core validation, validateLocalDescendingPath */
export function localDescending(path: string, value: string): FieldError[] {
  const errors = value.startsWith('/') ? [invalid(path, value, 'must be a relative path')] : [];
  return [...errors, ...noBacksteps(path, value)];
}

/** As {@link localDescending}, without the names kept for the kubelet. upstream: ValidateLocalNonReservedPath */
export function localNonReserved(path: string, value: string): FieldError[] {
  const errors = localDescending(path, value);
  if (value.startsWith('..') && !value.startsWith('../') && value !== '..') {
    errors.push(invalid(path, value, "must not start with '..'"));
  }
  return errors;
}

/** The permission bits of a file. */
export function fileMode(path: string, mode: number | undefined): FieldError[] {
  if (mode === undefined || (mode >= 0 && mode <= 0o777)) return [];
  return [invalid(path, mode, 'must be a number between 0 and 0777 (octal), both inclusive')];
}

/** Each of the fields must be there and not empty. */
export function needs<T extends object>(
  of: T,
  path: string,
  fields: readonly (keyof T & string)[],
): FieldError[] {
  return fields.filter((field) => !of[field]).map((field) => required(`${path}.${field}`));
}
