import { LineCounter } from 'yaml';
import { ManifestError } from './manifest-error';
import { tooDeepAt } from './nesting';

/** Texts beyond this are refused. */
const BYTES_MAX = 32 * 1024 * 1024;

/** A piece of a text that is read by itself. */
export interface Piece {
  readonly text: string;
  readonly lines: LineCounter;
  /** The line of the file in which it begins. */
  readonly firstLine: number;
}

/** Where each value of a stream of JSON objects begins and ends. */
function jsonValues(text: string): readonly { readonly start: number; readonly end: number }[] {
  const values: { start: number; end: number }[] = [];
  let depth = 0;
  let start = -1;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string;
    if (quoted) {
      if (char === '\\') i++;
      else if (char === '"') quoted = false;
      continue;
    }
    if (char === '"') quoted = true;
    else if (char === '{' || char === '[') {
      if (depth++ === 0) start = i;
    } else if (char === '}' || char === ']') {
      if (--depth === 0) values.push({ start, end: i + 1 });
    }
  }
  return values;
}

/** The pieces that are read one by one: the whole, or the values of a stream of JSON. Throws {@link ManifestError}. */
export function piecesOf(text: string, source: string, isJson: boolean): readonly Piece[] {
  if (Buffer.byteLength(text) > BYTES_MAX)
    throw new ManifestError({ source, reason: `it is larger than ${BYTES_MAX >> 20} MiB` });
  if (tooDeepAt(text) !== undefined)
    throw new ManifestError({ source, reason: 'it is nested too deeply' });
  const values = isJson && !/^---/m.test(text) ? jsonValues(text) : [];
  if (values.length <= 1) return [{ text, lines: new LineCounter(), firstLine: 1 }];
  return values.map(({ start, end }) => ({
    text: text.slice(start, end),
    lines: new LineCounter(),
    firstLine: text.slice(0, start).split('\n').length,
  }));
}
