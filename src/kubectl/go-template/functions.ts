import { goText } from '../../api/go-format';
import { isJsonObject } from '../../api/object';
import { sprint, sprintf, typeName } from './format';

/** What a function of a template cannot do; the words follow `error calling NAME: `. */
export class CallError extends Error {
  override readonly name = 'CallError';
}

/** Go's truth: zero, empty and missing are false. */
export function isTruth(value: unknown): boolean {
  if (value === null || value === undefined) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (isJsonObject(value)) return Object.keys(value).length > 0;
  return value !== '' && value !== 0 && value !== false;
}

function lengthOf(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (Array.isArray(value)) return value.length;
  if (isJsonObject(value)) return Object.keys(value).length;
  if (value === null || value === undefined) throw new CallError('len of nil pointer');
  throw new CallError(`len of type ${typeName(value)}`);
}

function indexed(value: unknown, key: unknown): unknown {
  if (value === null || value === undefined) throw new CallError('index of untyped nil');
  if (isJsonObject(value)) {
    if (typeof key !== 'string')
      throw new CallError(`value has type ${typeName(key)}; should be string`);
    return value[key];
  }
  if (!Array.isArray(value) && typeof value !== 'string')
    throw new CallError(`can't index item of type ${typeName(value)}`);
  if (typeof key !== 'number')
    throw new CallError(`cannot index slice/array with type ${typeName(key)}`);
  if (key < 0 || key >= value.length) throw new CallError(`index out of range: ${key}`);
  return typeof value === 'string' ? Buffer.from(value)[key] : value[key];
}

function sliced(value: unknown, from: unknown = 0, to: unknown = undefined): unknown {
  if (value === null || value === undefined) throw new CallError('slice of untyped nil');
  if (!Array.isArray(value) && typeof value !== 'string')
    throw new CallError(`can't slice item of type ${typeName(value)}`);
  const end = to === undefined ? value.length : Number(to);
  if (end > value.length) throw new CallError(`index out of range: ${end}`);
  return value.slice(Number(from), end);
}

/** Whether a path of keys leads to something. */
function exists(value: unknown, ...keys: readonly unknown[]): boolean {
  let at = value;
  for (const key of keys) {
    if (isJsonObject(at) && typeof key === 'string' && key in at) at = at[key];
    else if (Array.isArray(at) && typeof key === 'number' && key in at) at = at[key];
    else return false;
  }
  return true;
}

type Basic = 'bool' | 'number' | 'string';

function basicOf(value: unknown): Basic | undefined {
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  return typeof value === 'number' ? 'number' : undefined;
}

const INCOMPATIBLE = 'incompatible types for comparison';

function equal(...values: readonly unknown[]): boolean {
  const [first, ...others] = values;
  if (others.length === 0) throw new CallError('missing argument for comparison');
  return others.some((other) => {
    if (first === null || first === undefined) return other === null || other === undefined;
    if (other === null || other === undefined) return false;
    const [left, right] = [basicOf(first), basicOf(other)];
    if (left === undefined || right === undefined) throw new CallError('non-comparable type');
    if (left !== right) throw new CallError(INCOMPATIBLE);
    return first === other;
  });
}

function less(left: unknown, right: unknown): boolean {
  const [a, b] = [basicOf(left), basicOf(right)];
  if (a === undefined || b === undefined || a === 'bool')
    throw new CallError('invalid type for comparison');
  if (a !== b) throw new CallError(INCOMPATIBLE);
  return (left as string) < (right as string);
}

const HTML: Readonly<Record<string, string>> = {
  '"': '&#34;',
  "'": '&#39;',
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
};

const JS: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
  '<': '\\u003C',
  '>': '\\u003E',
  '&': '\\u0026',
  '=': '\\u003D',
  '\n': '\\u000A',
  '\t': '\\u0009',
  '\r': '\\u000D',
};

/** The functions of kubectl's templates: Go's own, `exists` and `base64decode`. upstream: text/template */
export const functions: ReadonlyMap<string, (...values: unknown[]) => unknown> = new Map<
  string,
  (...values: unknown[]) => unknown
>([
  ['len', lengthOf],
  ['index', (value, ...keys) => keys.reduce(indexed, value)],
  ['slice', sliced],
  ['not', (value) => !isTruth(value)],
  ['print', (...values) => sprint(values)],
  ['printf', (format, ...values) => sprintf(String(format), values)],
  ['println', (...values) => `${values.map(goText).join(' ')}\n`],
  ['html', (...values) => sprint(values).replace(/["'&<>]/g, (char) => HTML[char] ?? char)],
  ['js', (...values) => sprint(values).replace(/[\\'"<>&=\n\t\r]/g, (char) => JS[char] ?? char)],
  ['urlquery', (...values) => encodeURIComponent(sprint(values)).replaceAll('%20', '+')],
  ['eq', equal],
  ['ne', (left, right) => !equal(left, right)],
  ['lt', less],
  ['le', (left, right) => less(left, right) || equal(left, right)],
  ['gt', (left, right) => !less(left, right) && !equal(left, right)],
  ['ge', (left, right) => !less(left, right)],
  ['exists', exists],
  ['base64decode', (text) => Buffer.from(String(text), 'base64').toString()],
]);

/** Functions that look at their arguments one after the other, and no further than needed. */
export const LAZY: ReadonlySet<string> = new Set(['and', 'or']);
