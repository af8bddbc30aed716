import { canonicalQuantity, QUANTITY_PATTERN_MESSAGE } from '../quantity';
import { goTimeProblem, RFC3339_MICRO, timestamp } from '../timestamp';
import { DecodeError, mismatch, type Place } from './decode-error';
import type { Shape } from './schema';

const INT32 = 2 ** 31;

/** True when the value can be taken as it is: it was decoded before, or is a plain scalar of the right type. */
export function isTaken(shape: Shape, value: unknown): boolean {
  if (typeof value === 'object') return Object.isFrozen(value);
  if (shape.form !== 'scalar') return false;
  switch (shape.scalar) {
    case 'string':
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

/** The beginning of nearly all times, which are right at a glance. */
const GLANCE = String.raw`^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d`;
const PLAIN = new RegExp(`${GLANCE}Z$`);
const PLAIN_MICRO = new RegExp(`${GLANCE}\\.\\d{6}Z$`);

/** A time in the form that is stored. */
export function time(value: unknown, place: Place): string {
  if (typeof value !== 'string') throw mismatch(value, { ...place, goType: 'string' });
  if (!PLAIN.test(value)) {
    const problem = goTimeProblem(value);
    if (problem !== undefined) throw new DecodeError(problem);
    return timestamp(Date.parse(value.replace(',', '.')));
  }
  lastTime = value;
  return value;
}

/** A time in microseconds in the form that is stored. */
export function microTime(value: unknown, place: Place): string {
  if (typeof value !== 'string') throw mismatch(value, { ...place, goType: 'string' });
  if (PLAIN_MICRO.test(value)) return value;
  const problem = goTimeProblem(value, RFC3339_MICRO);
  if (problem !== undefined) throw new DecodeError(problem);
  const fraction = value.slice(20, 26);
  const whole = timestamp(Date.parse(`${value.slice(0, 19)}${value.slice(26)}`));
  return `${whole.slice(0, -1)}.${fraction}Z`;
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const DIGIT = /[A-Za-z0-9+/]/;

/** The place that Go's decoder blames in a text that is not base64. upstream: encoding/base64, decodeQuantum */
function badByteOf(text: string): number {
  const digits: number[] = [];
  let at = 0;
  for (; at < text.length; at++) {
    const char = text.charAt(at);
    if (DIGIT.test(char)) digits.push(at);
    else if (char !== '\r' && char !== '\n') break;
  }
  const inGroup = digits.length % 4;
  // it ends within a group
  if (at === text.length) return at - inGroup;
  if (text[at] !== '=' || inGroup < 2) return at;
  const rest = text.slice(at + 1);
  const next = at + 1 + (rest.length - rest.replace(/^[\r\n]+/, '').length);
  if (inGroup === 3) return next;
  if (next >= text.length) return text.length;
  return text[next] === '=' ? next + 1 : next - 1;
}

/** Bytes in base64, without line ends. */
export function bytes(value: unknown, place: Place): string {
  if (typeof value !== 'string') throw mismatch(value, place);
  const text = value.replace(/[\r\n]/g, '');
  if (!BASE64.test(text)) {
    throw new DecodeError(`illegal base64 data at input byte ${badByteOf(value)}`);
  }
  return text;
}
