import {
  isMap,
  isPair,
  isSeq,
  type Node,
  parseAllDocuments,
  visit,
  type YAMLParseError,
} from 'yaml';
import { goJsonStreamError } from '../go-json';
import { isJsonObject, type JsonObject } from '../object';
import { ConversionError, Converter, keyText, offsetOf } from './convert';
import { goComplaint } from './go-yaml';
import { excerptOf, ManifestError, type Position } from './manifest-error';
import { type Piece, piecesOf } from './pieces';
import { type SyntaxProblem, syntaxError, valueError } from './syntax-error';

/** One object of a manifest, and where it stands. */
export interface Manifest {
  readonly object: JsonObject;
  /** The file as the user named it, or what stands for it. */
  readonly source: string;
  /** True for an item of a List. */
  readonly isItem: boolean;
  /** Where the object begins. */
  readonly position: Position;
  /** Where a field stands (`spec.containers[0].image`), or the nearest thing above it that is there. */
  positionOf(path: string): Position;
  /** The lines around a place of the file. */
  excerpt(position: Position): string;
}

interface Source extends Piece {
  readonly name: string;
  readonly onRepeat: OnRepeat | undefined;
}

/** Hears of a key that a map has already, and of its line. */
type OnRepeat = (key: string, line: number) => void;

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

function manifestOf(source: Source, node: unknown, object: JsonObject, isItem: boolean): Manifest {
  return {
    object,
    isItem,
    source: source.name,
    position: placeOf(source, offsetOf(node)),
    positionOf: (path) => placeOf(source, offsetOfPath(node, path)),
    excerpt: (position) =>
      excerptOf(source.text, { ...position, line: position.line - source.firstLine + 1 }),
  };
}

/** A `List` stands for its items. */
function flatten(source: Source, node: unknown, value: JsonObject, isItem = false): Manifest[] {
  const { kind, items } = value;
  if (typeof kind !== 'string' || !kind.endsWith('List') || !Array.isArray(items)) {
    return [manifestOf(source, node, value, isItem)];
  }
  const list = isMap(node)
    ? node.items.find((pair) => isPair(pair) && keyText(pair) === 'items')
    : undefined;
  const nodes = list !== undefined && isSeq(list.value) ? list.value.items : [];
  return items.flatMap((item, index) =>
    isJsonObject(item) ? flatten(source, nodes[index] ?? node, item, true) : [],
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

interface ReadDocument {
  readonly node: Node;
  readonly value: unknown;
  readonly start: number;
}

/** The documents that are not empty. */
function* documentsOf(source: Source): Generator<ReadDocument> {
  const documents = parseAllDocuments(source.text, {
    schema: 'failsafe',
    version: '1.1',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
    lineCounter: source.lines,
  });
  if (!Array.isArray(documents)) return;
  for (const document of documents) {
    const [error] = document.errors;
    const start = document.range[0];
    if (error !== undefined) throw syntaxErrorOf(source, error, start);
    const node = document.contents;
    if (node === null || node === undefined) continue;
    try {
      const value = new Converter(anchorsOf(node), repeats(source, start)).convert(node);
      if (value !== null) yield { node, value, start };
    } catch (failure) {
      if (!(failure instanceof ConversionError)) throw failure;
      throw valueError(problem(source, failure.offset, start), failure.message, failure.ofValues);
    }
  }
}

/** Reads objects, which `found` keeps when something further on cannot be read. */
function parseYaml(source: Source, found: Manifest[]): void {
  for (const { node, value, start } of documentsOf(source)) {
    if (!isJsonObject(value)) throw notAnObject(problem(source, offsetOf(node), start), value);
    found.push(...flatten(source, node, value));
  }
}

function syntaxErrorOf(source: Source, error: YAMLParseError, start: number): ManifestError {
  const { code, message, pos } = error;
  const document = { text: source.text.slice(start), start: pos[0] - start, end: pos[1] - start };
  const go = goComplaint({ code, detail: message, ...document });
  const here = problem(source, pos[0], start);
  if (go === undefined) return syntaxError(here, message);
  const { documentLine } = problem(source, go.offset + start, start);
  return syntaxError(here, message, { ...go, line: documentLine - 1 });
}

function repeats(source: Source, start: number) {
  const { onRepeat } = source;
  if (onRepeat === undefined) return undefined;
  return (key: string, offset: number) =>
    onRepeat(key, problem(source, offset, start).documentLine);
}

/** Where a document begins for kubectl, which takes the line between two for neither. */
function firstOf(text: string, documentStart: number): number {
  const from = text.startsWith('---', documentStart) ? documentStart : documentStart - 1;
  const line = text.lastIndexOf('\n---', from);
  return line < 0 ? 0 : text.indexOf('\n', line + 1) + 1;
}

function problem(source: Source, offset: number, documentStart: number): SyntaxProblem {
  const position = placeOf(source, offset);
  const textBefore = source.text.slice(0, firstOf(source.text, documentStart));
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

/**
 * Reads the objects of a manifest, in their order: YAML or JSON, one document or several. `name` is how
 * errors call the text. A key that a map has twice is an error, unless somebody hears of it. Throws {@link ManifestError}.
 */
export function parseManifests(text: string, name: string, onRepeat?: OnRepeat): Manifest[] {
  const found: Manifest[] = [];
  const isJson = /^\s*\{/.test(text);
  try {
    for (const piece of piecesOf(text, name, isJson))
      parseYaml({ ...piece, name, onRepeat }, found);
  } catch (error) {
    const { problem } = error instanceof ManifestError ? error : asManifestError(error, name);
    // what begins as JSON is JSON to kubectl, unless it can be read as YAML
    const json = isJson ? goJsonStreamError(text) : undefined;
    const kubectl = json === undefined ? {} : { kubectl: `error parsing ${name}: ${json}` };
    throw new ManifestError({ ...problem, ...kubectl }, found);
  }
  return found;
}

/** Reads the value of a text in YAML, whatever it is; undefined when it is empty. Throws {@link ManifestError}. */
export function parseValue(text: string, name: string): unknown {
  try {
    const [piece] = piecesOf(text, name, false);
    if (piece === undefined) return undefined;
    for (const { value } of documentsOf({ ...piece, name, onRepeat: undefined })) return value;
  } catch (error) {
    throw asManifestError(error, name);
  }
  return undefined;
}

function asManifestError(error: unknown, source: string): ManifestError {
  if (error instanceof ManifestError) return error;
  // the parser calls itself
  if (error instanceof RangeError)
    return new ManifestError({ source, reason: 'it is nested too deeply' });
  throw error;
}
