import { canonicalQuantity, QUANTITY_PATTERN_MESSAGE } from '../quantity';
import { timestamp } from '../timestamp';
import { DecodeError, mismatch, type Place } from './decode-error';
import type { Shape } from './schema';

const INT32 = 2 ** 31;

/** True when the value can be taken as it is: it was decoded before, or is a plain scalar of the right type. */
export function isTaken(shape: Shape, value: unknown): boolean {
  if (typeof value === 'object') return Object.isFrozen(value);
  if (shape.form !== 'scalar') return false;
  switch (shape.scalar) {
    case 'string':
    case 'micro-time':
    case 'duration':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'time':
      return value === lastTime;
    default:
      return false;
  }
}

/** The timestamp that was found right last: most are of the present second. */
let lastTime = '';

/** A whole number within its bounds. Throws {@link DecodeError}, like all below. */
export function integer(scalar: 'int32' | 'int64', value: unknown, place: Place): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) throw mismatch(value, place);
  if (scalar === 'int32' && (value >= INT32 || value < -INT32)) throw mismatch(value, place);
  return value;
}

/** A quantity in its canonical form. */
export function quantity(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number') {
    throw new DecodeError(QUANTITY_PATTERN_MESSAGE);
  }
  const text = canonicalQuantity(String(value));
  if (text === undefined) throw new DecodeError(QUANTITY_PATTERN_MESSAGE);
  return text;
}

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** A time in the form that is stored. */
export function time(value: unknown, place: Place): string {
  if (typeof value !== 'string') throw mismatch(value, { ...place, goType: 'string' });
  if (!RFC3339.test(value)) {
    throw new DecodeError(
      `parsing time ${JSON.stringify(value)} as "2006-01-02T15:04:05Z07:00": cannot parse ${JSON.stringify(value)} as "2006"`,
    );
  }
  if (value.length !== 20) return timestamp(Date.parse(value));
  lastTime = value;
  return value;
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Bytes in base64, without line ends. */
export function bytes(value: unknown, place: Place): string {
  if (typeof value !== 'string') throw mismatch(value, place);
  const text = value.replace(/[\r\n]/g, '');
  if (!BASE64.test(text)) {
    let at = 0;
    while (at < text.length && /[A-Za-z0-9+/]/.test(text[at] as string)) at++;
    throw new DecodeError(
      `illegal base64 data at input byte ${at >= text.length ? at - (at % 4) : at}`,
    );
  }
  return text;
}
