import { spend } from '../budget';
import type { Library } from '../engine';
import { evaluationError } from './conversion';

class Strings {}

function replace(text: string, from: string, to: string, limit: number): string {
  if (limit === 0) return text;
  const pieces = text.split(from);
  const count = limit < 0 ? pieces.length - 1 : Math.min(limit, pieces.length - 1);
  const made = pieces.slice(0, count + 1).join(to);
  spend((text.length + made.length) / 10);
  const rest = pieces.slice(count + 1);
  return rest.length === 0 ? made : `${made}${from}${rest.join(from)}`;
}

function charAt(text: string, index: bigint): string {
  const letters = [...text];
  if (index < 0n || index > BigInt(letters.length)) {
    throw evaluationError(`index out of range: ${index}`);
  }
  return letters[Number(index)] ?? '';
}

function shown(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`;
  if (value instanceof Date) return value.toISOString().replace(/\.?0*Z$/, 'Z');
  if (typeof value === 'number') return Number.isInteger(value) ? `${value}` : `${value}`;
  if (typeof value !== 'object') return String(value);
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  if (!(value instanceof Map) && value.constructor !== Object) return String(value);
  const texts = entries.map(([key, item]) => `${shown(key)}: ${shown(item)}`);
  return `{${texts.sort().join(', ')}}`;
}

function whole(value: unknown, verb: string): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'boolean' && verb === 'b') return value ? 1n : 0n;
  if (typeof value === 'object' && value !== null) {
    const plain: unknown = value.valueOf();
    if (typeof plain === 'bigint') return plain;
  }
  throw evaluationError(
    `error during formatting: ${verb}: integer clause can only be used on integers`,
  );
}

function hex(value: unknown): string {
  if (typeof value === 'string') return Buffer.from(value, 'utf8').toString('hex');
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return whole(value, 'x').toString(16);
}

const VERBS: Readonly<Record<string, (value: unknown, precision: number) => string>> = {
  s: shown,
  d: (value) => (typeof value === 'number' ? shown(value) : whole(value, 'd').toString()),
  f: (value, precision) => Number(value).toFixed(precision),
  e: (value, precision) =>
    Number(value)
      .toExponential(precision)
      .replace(/e([+-])(\d)$/, 'e$10$2'),
  b: (value) => whole(value, 'b').toString(2),
  o: (value) => whole(value, 'o').toString(8),
  x: hex,
  X: (value) => hex(value).toUpperCase(),
};

function format(pattern: string, values: readonly unknown[]): string {
  let next = 0;
  const made = pattern.replace(/%(%|(?:\.(\d+))?(.))/g, (_all, body: string, precision, verb) => {
    if (body === '%') return '%';
    const write = VERBS[verb];
    if (write === undefined) {
      throw evaluationError(
        `could not parse formatting clause: unrecognized formatting clause "${verb}"`,
      );
    }
    if (next >= values.length) throw evaluationError(`index ${next} out of range`);
    return write(values[next++], precision === undefined ? 6 : Number(precision));
  });
  spend((pattern.length + made.length) / 10);
  return made;
}

/** What strings can do beyond the engine's own. upstream: cel-go ext.Strings, version 2 */
export const stringLibrary: Library = (environment) => {
  environment
    .registerFunction('string.charAt(int): string', charAt)
    .registerFunction(
      'string.replace(string, string): string',
      (text: string, a: string, b: string) => replace(text, a, b, -1),
    )
    .registerFunction(
      'string.replace(string, string, int): string',
      (text: string, a: string, b: string, limit: bigint) => replace(text, a, b, Number(limit)),
    )
    .registerFunction('string.format(list): string', format)
    .registerType('kubernetes.Strings', Strings)
    .registerConstant('strings', 'kubernetes.Strings', new Strings())
    .registerFunction('kubernetes.Strings.quote(string): string', (_: Strings, text: string) =>
      JSON.stringify(text),
    );
};
