import { type JSONValue, search } from '@jmespath-community/jmespath';
import { parse as parseYaml } from 'yaml';
import { JsonPathError, parseJsonPath, relaxedJsonPath } from '../../api/jsonpath';
import { deepEqual, isJsonObject } from '../../api/object';
import type { Claim } from '../expect';
import type { Reference } from '../reference';
import { UserError } from '../user-error';
import { holds, pending } from '../verdict';
import { missing, objectOf, subjectOf } from './objects';

/** The value of a field as messages have it. */
export function shownField(value: unknown): string {
  return value === undefined ? 'absent' : JSON.stringify(value);
}

/** Where an object does not say what the tree demands; undefined when it does. Keys in parentheses are JMESPath. */
export function mismatch(expected: unknown, actual: unknown, path: string): string | undefined {
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return `${path || 'it'} is ${shownField(actual)}, not a list`;
    if (actual.length !== expected.length) {
      return `${path} has ${actual.length} items, not ${expected.length}`;
    }
    for (let i = 0; i < expected.length; i++) {
      const found = mismatch(expected[i], actual[i], `${path}[${i}]`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (isJsonObject(expected)) {
    for (const [key, value] of Object.entries(expected)) {
      const found = mismatchAt(key, value, actual, path);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (expected === null && actual === undefined) return undefined;
  return deepEqual(expected, actual) || String(expected) === String(actual)
    ? undefined
    : `${path} is ${shownField(actual)}, not ${shownField(expected)}`;
}

/** A key of an assertion tree: `name`, `(JMESPath)`, or with `~.` before it for each item of what it yields. */
const KEY = /^(~\.)?(?:\((.*)\)|(.*))$/s;

function mismatchAt(
  key: string,
  value: unknown,
  actual: unknown,
  path: string,
): string | undefined {
  const [, each, expression, field = ''] = KEY.exec(key) ?? [];
  if (field.startsWith('(')) {
    throw new UserError(`the key "${key}" begins with a parenthesis that is not closed at its end`);
  }
  const below = path === '' ? key : `${path}.${key}`;
  const own = isJsonObject(actual) ? actual[field] : undefined;
  const found = expression === undefined ? own : projected(expression, actual);
  if (each === undefined) return mismatch(value, found, below);
  if (!Array.isArray(found) && !isJsonObject(found)) {
    return `${below.replace('~.', '')} is ${shownField(found)}: it has no items`;
  }
  for (const [index, item] of Object.entries(found)) {
    const difference = mismatch(value, item, `${below.replace('~.', '')}[${index}]`);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function projected(expression: string, from: unknown): unknown {
  try {
    return search((from ?? null) as JSONValue, expression);
  } catch (error) {
    throw new UserError(
      `"${expression}" is no JMESPath: ${error instanceof Error ? error.message : error}`,
    );
  }
}

/** The object says at least what the YAML says. */
export function matches(reference: Reference, yaml: string): Claim {
  let expected: unknown;
  try {
    expected = parseYaml(yaml);
  } catch (error) {
    throw new UserError(
      `the doc string is no YAML: ${error instanceof Error ? error.message : error}`,
    );
  }
  return (world) => {
    const object = objectOf(world, reference);
    if (object === undefined) return pending(missing(world, reference));
    const difference = mismatch(expected, object, '');
    return difference === undefined ? holds : pending(difference, subjectOf(reference));
  };
}

/** Reads a dotted path or kubectl's JSONPath from an object; undefined when there is nothing. */
export function fieldOf(object: unknown, path: string): unknown {
  try {
    const values = parseJsonPath(relaxedJsonPath(path)).values(object, true);
    return values.length > 1 ? values : values[0];
  } catch (error) {
    if (!(error instanceof JsonPathError)) throw error;
    throw new UserError(`"${path}" is no path: ${error.message}`);
  }
}

/** How a claim about a field ends: `is 3`, `is "text"`, `is at least 3`, `contains "text"`, `is absent`. */
export function fieldSays(reference: Reference, path: string, test: FieldTest): Claim {
  return (world) => {
    const object = objectOf(world, reference);
    if (object === undefined) return pending(missing(world, reference));
    const value = fieldOf(object, path);
    return test(value) ? holds : pending(`${path} is ${shownField(value)}`, subjectOf(reference));
  };
}

export type FieldTest = (value: unknown) => boolean;

export const isText =
  (text: string): FieldTest =>
  (value) =>
    String(value) === text;
export const containsText =
  (text: string): FieldTest =>
  (value) =>
    (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).includes(text);
export const lacksText =
  (text: string): FieldTest =>
  (value) =>
    value !== undefined && !containsText(text)(value);
export const isNotText =
  (text: string): FieldTest =>
  (value) =>
    value !== undefined && String(value) !== text;
export const isNothing: FieldTest = (value) => value === undefined;
export const isSomething: FieldTest = (value) => value !== undefined;
export const atLeast =
  (number: number): FieldTest =>
  (value) =>
    value !== undefined && Number(value) >= number;
export const atMost =
  (number: number): FieldTest =>
  (value) =>
    value !== undefined && Number(value) <= number;

/** The object's status.phase is this. */
export function phaseIs(reference: Reference, phase: string): Claim {
  return fieldSays(reference, 'status.phase', isText(phase));
}
