import { isMap, isPair, isSeq, LineCounter, type Node, parseAllDocuments, visit } from 'yaml';
import { isJsonObject, type JsonObject } from '../object';
import { ConversionError, Converter, keyText, offsetOf } from './convert';
import { excerptOf, ManifestError, type Position } from './manifest-error';
import { tooDeepAt } from './nesting';
import { type SyntaxProblem, syntaxError, valueError } from './syntax-error';

/** One object of a manifest, and where it stands. */
export interface Manifest {
  readonly object: JsonObject;
  /** The file as the user named it, or what stands for it. */
  readonly source: string;
  /** Where the object begins. */
  readonly position: Position;
  /** Where a field stands (`spec.containers[0].image`), or the nearest thing above it that is there. */
  positionOf(path: string): Position;
  /** The lines around a place of the file. */
  excerpt(position: Position): string;
}

interface Source {
  readonly name: string;
  readonly text: string;
  readonly lines: LineCounter;
  /** Lines and columns that stand before the text in its file. */
  readonly firstLine: number;
  readonly onRepeat: OnRepeat | undefined;
}

/** Hears of a key that a map has already, and of its line. */
type OnRepeat = (key: string, line: number) => void;

/** Texts beyond this are refused. */
const BYTES_MAX = 32 * 1024 * 1024;

function placeOf(source: Source, offset: number): Position {
  const { line, col } = source.lines.linePos(offset);
  return { line: line + source.firstLine - 1, column: col };
}

/** Splits `a.b[0].c` into keys and indexes, as far as the node has them; the offset of the last one found. */
function offsetOfPath(node: unknown, path: string): number {
  let at = offsetOf(node);
  let current = node;
  let rest = path;
  while (rest !== '') {
    const index = /^\[(\d+)\]\.?/.exec(rest);
    if (isSeq(current)) {
      const item = index === null ? undefined : current.items[Number(index[1])];
      if (item === undefined || index === null) return at;
      at = offsetOf(item);
      current = item;
      rest = rest.slice(index[0].length);
      continue;
    }
    if (!isMap(current)) return at;
    const step = longestKey(current.items, rest);
    if (step === undefined) return at;
    at = step.offset;
    current = step.value;
    rest = step.rest;
  }
  return at;
}

interface Step {
  readonly key: string;
  readonly offset: number;
  readonly value: unknown;
  readonly rest: string;
}

/** Keys may have dots in them: the longest one that begins the path is meant. */
function longestKey(pairs: readonly unknown[], path: string): Step | undefined {
  let best: Step | undefined;
  for (const pair of pairs) {
    if (!isPair(pair)) continue;
    const key = keyText(pair);
    const bracketed = `[${key}]`;
    const taken = path.startsWith(bracketed) ? bracketed : path.startsWith(key) ? key : undefined;
    if (taken === undefined) continue;
    const after = path.slice(taken.length);
    if (after !== '' && !after.startsWith('.') && !after.startsWith('[')) continue;
    if (best !== undefined && best.key.length >= key.length) continue;
    best = { key, offset: offsetOf(pair.key), value: pair.value, rest: after.replace(/^\./, '') };
  }
  return best;
}

function manifestOf(source: Source, node: unknown, object: JsonObject): Manifest {
  return {
    object,
    source: source.name,
    position: placeOf(source, offsetOf(node)),
    positionOf: (path) => placeOf(source, offsetOfPath(node, path)),
    excerpt: (position) =>
      excerptOf(source.text, { ...position, line: position.line - source.firstLine + 1 }),
  };
}

/** A `List` stands for its items. */
function flatten(source: Source, node: unknown, value: JsonObject): Manifest[] {
  const { kind, items } = value;
  if (typeof kind !== 'string' || !kind.endsWith('List') || !Array.isArray(items)) {
    return [manifestOf(source, node, value)];
  }
  const list = isMap(node)
    ? node.items.find((pair) => isPair(pair) && keyText(pair) === 'items')
    : undefined;
  const nodes = list !== undefined && isSeq(list.value) ? list.value.items : [];
  return items.flatMap((item, index) =>
    isJsonObject(item) ? flatten(source, nodes[index] ?? node, item) : [],
  );
}

function anchorsOf(root: Node | null): Map<string, Node> {
  const anchors = new Map<string, Node>();
  if (root === null) return anchors;
  visit(root, {
    Node(_, node) {
      const { anchor } = node as { anchor?: string };
      if (anchor !== undefined) anchors.set(anchor, node as Node);
    },
  });
  return anchors;
}

function parseYaml(source: Source): Manifest[] {
  const documents = parseAllDocuments(source.text, {
    schema: 'failsafe',
    version: '1.1',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
    lineCounter: source.lines,
  });
  if (!Array.isArray(documents)) return [];
  const found: Manifest[] = [];
  for (const document of documents) {
    const [error] = document.errors;
    const start = document.range[0];
    if (error !== undefined) {
      throw syntaxError(problem(source, error.pos[0], start), error.code, error.message);
    }
    const node = document.contents;
    if (node === null || node === undefined) continue;
    try {
      const value = new Converter(anchorsOf(node), repeats(source, start)).convert(node);
      if (value === null) continue;
      if (!isJsonObject(value)) throw notAnObject(problem(source, offsetOf(node), start), value);
      found.push(...flatten(source, node, value));
    } catch (failure) {
      if (!(failure instanceof ConversionError)) throw failure;
      throw valueError(problem(source, failure.offset, start), failure.message, failure.ofValues);
    }
  }
  return found;
}

function repeats(source: Source, start: number) {
  const { onRepeat } = source;
  if (onRepeat === undefined) return undefined;
  return (key: string, offset: number) =>
    onRepeat(key, problem(source, offset, start).documentLine);
}

function problem(source: Source, offset: number, documentStart: number): SyntaxProblem {
  const position = placeOf(source, offset);
  const textBefore = source.text.slice(0, documentStart);
  const line = position.line - (textBefore.split('\n').length - 1) - source.firstLine + 1;
  return {
    source: source.name,
    position,
    documentLine: Math.max(1, line),
    excerpt: excerptOf(source.text, { ...position, line: position.line - source.firstLine + 1 }),
    isTemplate: /\{\{/.test(source.text.split('\n')[position.line - source.firstLine] ?? ''),
  };
}

function notAnObject({ source, position, excerpt }: SyntaxProblem, value: unknown): ManifestError {
  const what = Array.isArray(value) ? 'array' : typeof value;
  return new ManifestError({
    source,
    position,
    excerpt,
    reason: `a manifest is an object with apiVersion and kind, and this is ${what === 'array' ? 'a list' : `a ${what}`}`,
    kubectl: `error validating "${source}": error validating data: invalid object to validate; if you choose to ignore these errors, turn validation off with --validate=false`,
  });
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

/**
 * Reads the objects of a manifest, in their order: YAML or JSON, one document or several. `name` is how
 * errors call the text. A key that a map has twice is an error, unless somebody hears of it. Throws {@link ManifestError}.
 */
export function parseManifests(text: string, name: string, onRepeat?: OnRepeat): Manifest[] {
  if (Buffer.byteLength(text) > BYTES_MAX) {
    throw new ManifestError({ source: name, reason: `it is larger than ${BYTES_MAX >> 20} MiB` });
  }
  if (tooDeepAt(text) !== undefined) {
    throw new ManifestError({ source: name, reason: 'it is nested too deeply' });
  }
  try {
    if (/^\s*\{/.test(text) && !/^---/m.test(text)) {
      const values = jsonValues(text);
      if (values.length > 1) {
        return values.flatMap(({ start, end }) => {
          const firstLine = text.slice(0, start).split('\n').length;
          return parseYaml({
            name,
            text: text.slice(start, end),
            lines: new LineCounter(),
            firstLine,
            onRepeat,
          });
        });
      }
    }
    return parseYaml({ name, text, lines: new LineCounter(), firstLine: 1, onRepeat });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ManifestError({ source: name, reason: 'it is nested too deeply' });
  }
}
