import { isJsonObject } from '../api/object';
import { type Repetition, repetitionIn, withRepeated } from '../api/schema/repeated-fields';

/** What a body's text says that its value does not: what stands in it twice. */
export interface TextRemarks {
  /** Of JSON. */
  readonly repetition?: Repetition;
  /** Of YAML: the lines that repeat a key, in the words of Go's YAML. */
  readonly lines?: readonly string[];
}

/** By the value that was read from the text; values without remarks are not in it. */
const remarks = new WeakMap<object, TextRemarks>();

/** Reads JSON, and remembers what the text says twice. Throws a SyntaxError. */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) return value;
  const repetition = repetitionIn(text);
  if (repetition !== undefined) remarks.set(value, { repetition });
  return value;
}

/** Remembers the keys that the YAML of a value repeats. */
export function remarkLines(value: unknown, lines: readonly string[]): void {
  if (isJsonObject(value) && lines.length > 0) remarks.set(value, { lines });
}

/** upstream: yaml, TypeError */
function yamlError(lines: readonly string[]): string {
  return `yaml: unmarshal errors:\n${lines.map((line) => `  ${line}`).join('\n')}`;
}

/** What strict decoding says of the object whose text was read, beside `found`; undefined when nothing. */
export function textErrors(
  body: unknown,
): ((found: readonly string[]) => readonly string[]) | undefined {
  const known = typeof body === 'object' && body !== null ? remarks.get(body) : undefined;
  if (known === undefined) return undefined;
  const { repetition, lines } = known;
  if (repetition !== undefined) return (found) => withRepeated(found, repetition);
  return (found) => [yamlError(lines ?? []), ...found];
}
