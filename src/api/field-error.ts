import { goQuoted } from './go-format';

/** Why a field is refused; the names that stand in a Status' causes. */
export type FieldErrorType =
  | 'FieldValueNotFound'
  | 'FieldValueRequired'
  | 'FieldValueDuplicate'
  | 'FieldValueInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueForbidden'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany'
  | 'FieldValueTypeInvalid'
  | 'InternalError';

/** One thing that is wrong with an object. */
export interface FieldError {
  readonly type: FieldErrorType;
  readonly field: string;
  /** What is wrong, as the API server words it, without the field. */
  readonly message: string;
}

/** A value that is JSON already, as Go writes it: with the order and the names of a struct's fields. */
export class GoJson {
  constructor(readonly text: string) {}
}

/** JSON as Go's encoder writes it: keys sorted; <, > and & as escapes. */
export function goJson(value: unknown): string {
  return JSON.stringify(value, sorted).replace(
    /[<>&]/g,
    (c) => `\\u00${c.charCodeAt(0).toString(16)}`,
  );
}

function sorted(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const from = value as Record<string, unknown>;
  return Object.fromEntries(
    Object.keys(from)
      .sort()
      .map((key) => [key, from[key]]),
  );
}

function shown(value: unknown): string {
  if (value instanceof GoJson) return value.text;
  // a text is quoted as it is; what is more becomes JSON
  if (typeof value === 'string') return goQuoted(value);
  // upstream: a nil pointer becomes a text; a list or map that is nil is JSON's null
  return value === undefined ? '"null"' : goJson(value);
}

function detailed(what: string, detail: string): string {
  return detail === '' ? what : `${what}: ${detail}`;
}

/** A value is missing. */
export function required(field: string, detail = ''): FieldError {
  return { type: 'FieldValueRequired', field, message: detailed('Required value', detail) };
}

/** A value is wrong. */
export function invalid(field: string, value: unknown, detail: string): FieldError {
  return {
    type: 'FieldValueInvalid',
    field,
    message: detailed(`Invalid value: ${shown(value)}`, detail),
  };
}

/** A value is wrong in each of these ways. */
export function invalidEach(
  field: string,
  value: unknown,
  details: readonly string[],
): FieldError[] {
  return details.map((detail) => invalid(field, value, detail));
}

/** What is wrong when a value may not differ from the old one. */
export function immutable(field: string, value: unknown, isSame: boolean): FieldError[] {
  return isSame ? [] : [invalid(field, value, 'field is immutable')];
}

/** What is wrong with a number that may not be negative. */
export function nonNegative(field: string, value: number | undefined): FieldError[] {
  return value !== undefined && value < 0
    ? [invalid(field, value, 'must be greater than or equal to 0')]
    : [];
}

/** A value is none of those that there are. */
export function notSupported(
  field: string,
  value: unknown,
  supported: readonly string[],
): FieldError {
  const values = supported.map(goQuoted).join(', ');
  return {
    type: 'FieldValueNotSupported',
    field,
    message: `Unsupported value: ${shown(value)}${values === '' ? '' : `: supported values: ${values}`}`,
  };
}

/** A value stands where it may not. */
export function forbidden(field: string, detail: string): FieldError {
  return { type: 'FieldValueForbidden', field, message: detailed('Forbidden', detail) };
}

/** A value that must be unique stands twice. */
export function duplicate(field: string, value: unknown): FieldError {
  return { type: 'FieldValueDuplicate', field, message: `Duplicate value: ${shown(value)}` };
}

/** What a field refers to does not exist. */
export function notFound(field: string, value: unknown): FieldError {
  return { type: 'FieldValueNotFound', field, message: `Not found: ${shown(value)}` };
}

/** A value is longer than `max` bytes. */
export function tooLong(field: string, max: number): FieldError {
  return {
    type: 'FieldValueTooLong',
    field,
    message: `Too long: may not be more than ${max} bytes`,
  };
}

/** A list has more than `max` items. */
export function tooMany(field: string, count: number, max: number): FieldError {
  return {
    type: 'FieldValueTooMany',
    field,
    message: `Too many: ${count}: must have at most ${max} items`,
  };
}

/** A value has the wrong type. */
export function typeInvalid(field: string, value: unknown, detail: string): FieldError {
  return {
    type: 'FieldValueTypeInvalid',
    field,
    message: detailed(`Invalid value: ${shown(value)}`, detail),
  };
}

/** The error as one line: field, colon, message. */
export function formatFieldError(error: FieldError): string {
  return `${error.field}: ${error.message}`;
}
