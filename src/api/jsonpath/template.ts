/** A path that cannot be read or followed; the message is kubectl's. */
export class JsonPathError extends Error {
  override readonly name = 'JsonPathError';
}

/** One side of a comparison. */
export type Operand = { readonly path: readonly Step[] } | { readonly literal: unknown };

/** One step of a path. */
export type Step =
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

/** A piece of a template. */
export type Part =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'unknown'; readonly word: string }
  | { readonly type: 'path'; readonly steps: readonly Step[] }
  | { readonly type: 'range'; readonly steps: readonly Step[]; readonly body: readonly Part[] };

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
export function parseTemplate(template: string): Part[] {
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
    if (close < 0) {
      const isInArray = /\[[^\]]*$/.test(template.slice(open));
      throw new JsonPathError(isInArray ? 'unterminated array' : 'unclosed action');
    }
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
