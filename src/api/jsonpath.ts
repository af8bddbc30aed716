import { isJsonObject } from './object';

/** A path that cannot be read or followed; the message is kubectl's. */
export class JsonPathError extends Error {
  override readonly name = 'JsonPathError';
}

type Operand = { readonly path: readonly Step[] } | { readonly literal: unknown };

type Step =
  | { readonly type: 'root' | 'current' | 'wildcard' | 'recursive' }
  | { readonly type: 'field'; readonly name: string }
  | {
      readonly type: 'slice';
      readonly from?: number;
      readonly to?: number;
      readonly step?: number;
      readonly single: boolean;
    }
  | { readonly type: 'union'; readonly members: readonly Step[] }
  | {
      readonly type: 'filter';
      readonly left: Operand;
      readonly operator: string;
      readonly right?: Operand;
    };

type Part =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'unknown'; readonly word: string }
  | { readonly type: 'path'; readonly steps: readonly Step[] }
  | { readonly type: 'range'; readonly steps: readonly Step[]; readonly body: readonly Part[] };

/** kubectl's JSONPath template, ready to be used on objects. upstream: client-go util/jsonpath */
export interface JsonPath {
  /** The text that kubectl prints. A missing key is an error unless `allowMissing`. */
  print(object: unknown, allowMissing?: boolean): string;
  /** The values that the paths find, in order. */
  values(object: unknown, allowMissing?: boolean): readonly unknown[];
}

/** Reads one expression between braces. */
class ExpressionParser {
  private at = 0;

  constructor(private readonly text: string) {}

  steps(stop = ''): Step[] {
    const steps: Step[] = [];
    while (this.at < this.text.length) {
      const char = this.text[this.at] as string;
      if (stop.includes(char)) break;
      steps.push(...this.step(char));
    }
    return steps;
  }

  get rest(): string {
    return this.text.slice(this.at);
  }

  private step(char: string): Step[] {
    if (char === ' ') {
      this.at++;
      return [];
    }
    if (char === '$') return this.take({ type: 'root' });
    if (char === '@') return this.take({ type: 'current' });
    if (char === '[') return [this.bracket()];
    if (char === '.') {
      this.at++;
      if (this.text[this.at] === '.') return this.take({ type: 'recursive' });
      if (this.text[this.at] === '[' || this.at >= this.text.length) return [];
      return [this.field()];
    }
    if (char === '*') return this.take({ type: 'wildcard' });
    return [this.field()];
  }

  private take(step: Step): Step[] {
    this.at++;
    return [step];
  }

  private field(): Step {
    if (this.text[this.at] === '*') {
      this.at++;
      return { type: 'wildcard' };
    }
    let name = '';
    while (this.at < this.text.length) {
      const char = this.text[this.at] as string;
      if (char === '\\' && this.at + 1 < this.text.length) {
        name += this.text[this.at + 1];
        this.at += 2;
        continue;
      }
      if (' .[]()@$=!<>,'.includes(char)) break;
      name += char;
      this.at++;
    }
    if (name === '')
      throw new JsonPathError(`unrecognized character in action: U+${codePoint(this.rest)}`);
    return { type: 'field', name };
  }

  private bracket(): Step {
    const end = closing(this.text, this.at);
    if (end < 0) throw new JsonPathError('unterminated array');
    const inside = this.text.slice(this.at + 1, end).trim();
    this.at = end + 1;
    return bracketStep(inside);
  }
}

function codePoint(text: string): string {
  const code = (text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `${code} '${text[0] ?? ''}'`;
}

/** The bracket that closes the one at `open`; quotes are skipped. */
function closing(text: string, open: number): number {
  let depth = 0;
  let quote = '';
  for (let i = open; i < text.length; i++) {
    const char = text[i] as string;
    if (quote !== '') {
      if (char === '\\') i++;
      else if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '[' || char === '(') depth++;
    else if (char === ']' || char === ')') {
      if (--depth === 0) return i;
    }
  }
  return -1;
}

function unquoted(text: string): string | undefined {
  const match = /^(['"])([\s\S]*)\1$/.exec(text);
  return match === null ? undefined : (match[2] as string).replace(/\\(.)/g, '$1');
}

function bracketStep(inside: string): Step {
  if (inside === '*') return { type: 'wildcard' };
  if (inside.startsWith('?')) return filterStep(inside.slice(1).trim());
  const quoted = inside.startsWith("'") ? unquoted(inside) : undefined;
  if (quoted !== undefined && !/'\s*,\s*'/.test(inside)) return { type: 'field', name: quoted };
  if (/^-?\d*(:-?\d*){0,2}$/.test(inside) && inside !== '') return sliceStep(inside);
  if (inside.includes(',')) {
    return { type: 'union', members: inside.split(',').map((part) => bracketStep(part.trim())) };
  }
  throw new JsonPathError(`invalid array index ${inside}`);
}

function sliceStep(inside: string): Step {
  const [from, to, step] = inside
    .split(':')
    .map((part) => (part === '' ? undefined : Number(part)));
  return {
    type: 'slice',
    single: !inside.includes(':'),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(step === undefined ? {} : { step }),
  };
}

function filterStep(text: string): Step {
  if (!text.startsWith('(') || !text.endsWith(')')) throw new JsonPathError('unterminated filter');
  const condition = text.slice(1, -1);
  const match = /^((?:[^=!<>'"]|'[^']*'|"[^"]*")*?)\s*(==|!=|<=|>=|<|>)\s*([\s\S]*)$/.exec(
    condition,
  );
  if (match === null) return { type: 'filter', left: operand(condition), operator: 'exists' };
  const [, left = '', operator = '', right = ''] = match;
  return { type: 'filter', left: operand(left), operator, right: operand(right) };
}

function operand(text: string): Operand {
  const trimmed = text.trim();
  const quoted = unquoted(trimmed);
  if (quoted !== undefined) return { literal: quoted };
  if (/^-?\d+(\.\d+)?$/.test(trimmed)) return { literal: Number(trimmed) };
  if (trimmed === 'true' || trimmed === 'false') return { literal: trimmed === 'true' };
  return { path: new ExpressionParser(trimmed).steps() };
}

/** Splits a template into texts and actions. */
function parseTemplate(template: string): Part[] {
  const stack: { readonly steps: readonly Step[]; readonly parts: Part[] }[] = [
    { steps: [], parts: [] },
  ];
  const parts = () => (stack.at(-1) as { parts: Part[] }).parts;
  let at = 0;
  while (at < template.length) {
    const open = template.indexOf('{', at);
    if (open < 0) {
      parts().push({ type: 'text', text: template.slice(at) });
      break;
    }
    if (open > at) parts().push({ type: 'text', text: template.slice(at, open) });
    const close = actionEnd(template, open);
    if (close < 0) throw new JsonPathError('unclosed action');
    const action = template.slice(open + 1, close).trim();
    at = close + 1;
    if (action === 'end') {
      const range = stack.pop();
      if (range === undefined || stack.length === 0)
        throw new JsonPathError('not in range, nothing to end');
      parts().push({ type: 'range', steps: range.steps, body: range.parts });
    } else if (/^range\s/.test(action)) {
      stack.push({ steps: new ExpressionParser(action.slice(5).trim()).steps(), parts: [] });
    } else parts().push(...actionParts(action));
  }
  if (stack.length > 1) throw new JsonPathError('unclosed action');
  return (stack[0] as { parts: Part[] }).parts;
}

function actionEnd(template: string, open: number): number {
  let quote = '';
  for (let i = open + 1; i < template.length; i++) {
    const char = template[i] as string;
    if (quote !== '') {
      if (char === '\\') i++;
      else if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '}') return i;
  }
  return -1;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

/** `"text"`, `.path`, or several of them with blanks between. */
function actionParts(action: string): Part[] {
  const literal = /^(["'])((?:\\.|(?!\1)[^\\])*)\1/.exec(action);
  if (literal !== null) {
    const text = (literal[2] as string).replace(
      /\\(.)/g,
      (_, char: string) => ESCAPES[char] ?? char,
    );
    const rest = action.slice(literal[0].length).trim();
    return [{ type: 'text', text }, ...(rest === '' ? [] : actionParts(rest))];
  }
  if (/^(true|false|-?\d+(\.\d+)?)$/.test(action)) return [{ type: 'text', text: action }];
  if (/^[A-Za-z]/.test(action)) return [{ type: 'unknown', word: action }];
  return [{ type: 'path', steps: new ExpressionParser(action).steps() }];
}

interface Scope {
  readonly root: unknown;
  readonly allowMissing: boolean;
  /** An index beyond a list finds nothing instead of failing. */
  readonly allowBeyond: boolean;
}

function follow(steps: readonly Step[], start: unknown, scope: Scope): unknown[] {
  let current: unknown[] = [start];
  for (const step of steps) current = apply(step, current, scope);
  return current;
}

function apply(step: Step, current: readonly unknown[], scope: Scope): unknown[] {
  switch (step.type) {
    case 'root':
      return [scope.root];
    case 'current':
      return [...current];
    case 'wildcard':
      return current.flatMap(childrenOf);
    case 'recursive':
      return current.flatMap(descendantsOf);
    case 'union':
      return step.members.flatMap((member) => apply(member, current, scope));
    case 'slice':
      return current.flatMap((value) => slice(value, step, scope));
    case 'filter':
      return current.flatMap((value) => (Array.isArray(value) ? filtered(value, step, scope) : []));
    case 'field':
      return current.flatMap((value) => field(value, step.name, current.length > 1, scope));
  }
}

function childrenOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  if (!isJsonObject(value)) return [];
  return Object.keys(value)
    .sort()
    .map((key) => value[key]);
}

function descendantsOf(value: unknown): unknown[] {
  return [value, ...childrenOf(value).flatMap(descendantsOf)].filter(
    (each) => typeof each === 'object' && each !== null,
  );
}

function field(value: unknown, name: string, many: boolean, scope: Scope): unknown[] {
  const found = isJsonObject(value) ? value[name] : undefined;
  if (found !== undefined) return [found];
  if (value === undefined || value === null || many || scope.allowMissing) return [];
  throw new JsonPathError(`${name} is not found`);
}

function slice(value: unknown, step: Step & { type: 'slice' }, scope: Scope): unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new JsonPathError(`${goKind(value)} is not array or slice`);
  const { length } = value;
  const index = (n: number) => (n < 0 ? n + length : n);
  if (step.single) {
    const at = index(step.from ?? 0);
    if (at >= 0 && at < length) return [value[at]];
    if (length === 0 || scope.allowBeyond) return [];
    throw new JsonPathError(`array index out of bounds: index ${at}, length ${length}`);
  }
  const by = step.step ?? 1;
  const to = Math.min(index(step.to ?? length), length);
  const items: unknown[] = [];
  for (let i = Math.max(0, index(step.from ?? 0)); by > 0 && i < to; i += by) items.push(value[i]);
  return items;
}

function goKind(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return isJsonObject(value) ? 'map' : typeof value;
}

function filtered(
  list: readonly unknown[],
  step: Step & { type: 'filter' },
  scope: Scope,
): unknown[] {
  return list.filter((item) => {
    const lenient = { ...scope, allowMissing: true, allowBeyond: true };
    const [left] = valuesOf(step.left, item, lenient);
    if (step.operator === 'exists') return left !== undefined;
    if (step.right === undefined) return false;
    const [right] = valuesOf(step.right, item, lenient);
    return left !== undefined && compare(left, step.operator, right);
  });
}

function valuesOf(side: Operand, item: unknown, scope: Scope): readonly unknown[] {
  return 'literal' in side ? [side.literal] : follow(side.path, item, scope);
}

function compare(left: unknown, operator: string, right: unknown): boolean {
  if (operator === '==') return left === right;
  if (operator === '!=') return left !== right;
  if (typeof left !== typeof right) return false;
  const [a, b] = [left as number, right as number];
  if (operator === '<') return a < b;
  if (operator === '>') return a > b;
  return operator === '<=' ? a <= b : a >= b;
}

/** A value as a path prints it: strings bare, all else as JSON with sorted keys. */
export function jsonPathText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return '';
  return sortedJson(value);
}

/** Compact JSON with sorted keys, as Go writes maps. */
export function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(',')}]`;
  if (!isJsonObject(value)) return goJsonText(JSON.stringify(value) ?? 'null');
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${goJsonText(JSON.stringify(key))}:${sortedJson(value[key])}`);
  return `{${members.join(',')}}`;
}

const GO_ESCAPED: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

/** JSON text with the characters escaped that Go's encoder escapes. */
export function goJsonText(json: string): string {
  return json.replace(/[<>&\u2028\u2029]/g, (char) => GO_ESCAPED[char] ?? char);
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
  const match = /^(?:\{\.?([^{}]+)\}|\.?([^{}]+))$/.exec(text);
  if (match === null) {
    throw new JsonPathError(
      `unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'`,
    );
  }
  return `{.${match[1] ?? match[2]}}`;
}
