import { type FieldError, invalid } from '../field-error';

const PERCENT = /^[0-9]+%$/;

/** A number that is not negative, or a percentage. upstream: apps validation, ValidatePositiveIntOrPercent */
export function validateShare(path: string, value: number | string | undefined): FieldError[] {
  if (typeof value === 'string' && !PERCENT.test(value)) {
    const why =
      "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";
    return [invalid(path, value, why)];
  }
  if (typeof value !== 'number' || value >= 0) return [];
  return [invalid(path, value, 'must be greater than or equal to 0')];
}

/** A percentage of at most 100. upstream: apps validation, IsNotMoreThan100Percent */
export function validateAtMostAll(path: string, value: number | string | undefined): FieldError[] {
  if (typeof value !== 'string' || !PERCENT.test(value) || Number.parseInt(value, 10) <= 100) {
    return [];
  }
  return [invalid(path, value, 'must not be greater than 100%')];
}

/** True for 0 and 0%, and for what is no share at all. */
export function isZeroShare(value: number | string | undefined): boolean {
  if (typeof value === 'number') return value === 0;
  return value === undefined || !PERCENT.test(value) || Number.parseInt(value, 10) === 0;
}
