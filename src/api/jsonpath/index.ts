import { sortedJson } from '../json-text';
import { follow, type Scope } from './follow';
import { JsonPathError, type Part, parseTemplate } from './template';

export { JsonPathError } from './template';

/** kubectl's JSONPath template, ready to be used on objects. upstream: client-go util/jsonpath */
export interface JsonPath {
  /** The text that kubectl prints. A missing key is an error unless `allowMissing`. */
  print(object: unknown, allowMissing?: boolean): string;
  /** The values that the paths find, in order. */
  values(object: unknown, allowMissing?: boolean): readonly unknown[];
}

/** A value as a path prints it: strings bare, all else as JSON with sorted keys. */
function jsonPathText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return '';
  return sortedJson(value);
}

function print(parts: readonly Part[], at: unknown, scope: Scope): string {
  return parts
    .map((part) => {
      if (part.type === 'text') return part.text;
      if (part.type === 'unknown') throw new JsonPathError(`unrecognized identifier ${part.word}`);
      const values = follow(part.steps, at, scope);
      if (part.type === 'path') return values.map(jsonPathText).join(' ');
      return values.map((value) => print(part.body, value, scope)).join('');
    })
    .join('');
}

function collect(parts: readonly Part[], at: unknown, scope: Scope): unknown[] {
  return parts.flatMap((part) => {
    if (part.type === 'text' || part.type === 'unknown') return [];
    const values = follow(part.steps, at, scope);
    return part.type === 'path'
      ? values
      : values.flatMap((value) => collect(part.body, value, scope));
  });
}

/** Reads a template such as `{.items[*].metadata.name}`. Throws {@link JsonPathError}. */
export function parseJsonPath(template: string): JsonPath {
  const parts = parseTemplate(template);
  return {
    print: (object, allowMissing = true) =>
      print(parts, object, { root: object, allowMissing, allowBeyond: false }),
    values: (object, allowMissing = true) =>
      collect(parts, object, { root: object, allowMissing, allowBeyond: true }),
  };
}

/** A path as custom columns and `--sort-by` take it: braces and the first dot may be left out. */
export function relaxedJsonPath(text: string): string {
  // nothing leads nowhere
  if (text === '') return '';
  const match = /^(?:\{\.?([^{}]+)\}|\.?([^{}]+))$/.exec(text);
  if (match === null) {
    throw new JsonPathError(
      `unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'`,
    );
  }
  return `{.${match[1] ?? match[2]}}`;
}
