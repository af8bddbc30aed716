import { type Piece, piecesOf, syntaxError, type Token } from './tokens';

/** A value of an expression; `at` is where errors say that it is. */
export type Operand = { readonly at: number; readonly shown: string } & (
  | { readonly type: 'dot' | 'nil' }
  | { readonly type: 'literal'; readonly value: unknown }
  | { readonly type: 'function'; readonly name: string }
  | { readonly type: 'variable'; readonly name: string; readonly path: readonly string[] }
  | { readonly type: 'field'; readonly path: readonly string[] }
  | { readonly type: 'pipe'; readonly pipe: Pipe; readonly path: readonly string[] }
);

export type Call = readonly Operand[];

/** Calls whose results go on to the next as its last argument; the last is kept in variables. */
export interface Pipe {
  readonly calls: readonly Call[];
  readonly variables: readonly string[];
  /** False for `=`, which needs a variable that is there. */
  readonly declares: boolean;
  readonly shown: string;
}

export type Block = readonly Part[];

/** What is run or not, or again and again. */
export interface Branch {
  readonly type: 'if' | 'with' | 'range';
  readonly pipe: Pipe;
  readonly body: Block;
  readonly otherwise: Block;
}

export type Part =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'print'; readonly pipe: Pipe }
  | { readonly type: 'break' | 'continue' }
  | Branch
  | { readonly type: 'template'; readonly name: string; readonly pipe: Pipe | undefined };

/** A template as it is run, with the templates that it defines. */
export interface Tree {
  readonly main: Block;
  readonly defined: ReadonlyMap<string, Block>;
}

const ENDS = new Set(['end', 'else']);

/** Reads a template; `functions` are the names that may be called. Throws {@link TemplateError}. */
export function parseTree(template: string, functions: ReadonlySet<string>): Tree {
  const reader = new TreeReader(template, functions);
  const main = reader.block();
  if (reader.ended !== undefined) throw reader.problem(`unexpected {{${reader.ended}}}`);
  return { main, defined: reader.defined };
}

class TreeReader {
  readonly defined = new Map<string, Block>();
  /** The word that ended the last block. */
  ended: string | undefined;
  private readonly pieces: readonly Piece[];
  /** The variables that can be seen here. */
  private variables = ['$'];
  private place = 0;
  private at = 0;
  /** What follows `else`, as in `{{else if .x}}`. */
  private after: readonly Token[] = [];

  constructor(
    private readonly template: string,
    private readonly functions: ReadonlySet<string>,
  ) {
    this.pieces = piecesOf(template);
  }

  problem(message: string): Error {
    return syntaxError(this.template, this.at, message);
  }

  /** Reads up to the `end` or `else` that closes it, or to the end of the template. */
  block(): Block {
    const parts: Part[] = [];
    for (;;) {
      const piece = this.pieces[this.place++];
      this.ended = undefined;
      if (piece === undefined) return parts;
      if (piece.type === 'text') {
        parts.push(piece);
        continue;
      }
      this.at = piece.at;
      const words = piece.tokens;
      const [first, ...rest] = words.filter(({ type }, i) => type !== 'space' || i > 0);
      const keyword = first?.type === 'name' ? first.text : '';
      if (ENDS.has(keyword)) {
        this.ended = keyword;
        this.after = rest;
        return parts;
      }
      const part = this.part(keyword, rest, words);
      if (part !== undefined) parts.push(part);
    }
  }

  private part(keyword: string, rest: readonly Token[], all: readonly Token[]): Part | undefined {
    if (keyword === 'break' || keyword === 'continue') return { type: keyword };
    if (keyword === 'template') {
      const { name, pipe } = this.reference(rest, keyword);
      return { type: 'template', name, pipe };
    }
    if (keyword === 'define' || keyword === 'block') {
      const { name, pipe } = this.reference(rest, keyword);
      const outer = this.variables;
      this.variables = ['$'];
      this.defined.set(name, this.closed());
      this.variables = outer;
      return keyword === 'block' ? { type: 'template', name, pipe } : undefined;
    }
    if (keyword === 'if' || keyword === 'with' || keyword === 'range')
      return this.branch(keyword, rest);
    return { type: 'print', pipe: this.pipe(all, 'command') };
  }

  private branch(type: 'if' | 'with' | 'range', tokens: readonly Token[]): Part {
    const outer = [...this.variables];
    const pipe = this.pipe(tokens, type);
    const seen = [...this.variables];
    const body = this.block();
    this.variables = seen;
    if (this.ended === undefined) throw this.problem('unexpected EOF');
    let otherwise: Block = [];
    if (this.ended === 'else') {
      const [, next, ...rest] = this.after;
      if (next?.type === 'name' && (next.text === 'if' || next.text === 'with')) {
        return { type, pipe, body, otherwise: [this.branch(next.text, rest)] };
      }
      otherwise = this.closed();
    }
    this.variables = outer;
    return { type, pipe, body, otherwise };
  }

  private closed(): Block {
    const block = this.block();
    if (this.ended === undefined) throw this.problem('unexpected EOF');
    if (this.ended === 'else') throw this.problem('unexpected {{else}}');
    return block;
  }

  private reference(tokens: readonly Token[], keyword: string): { name: string; pipe?: Pipe } {
    const [name, ...rest] = tokens.filter(({ type }, i) => type !== 'space' || i > 1);
    if (name?.type !== 'text')
      throw this.problem(`unexpected ${JSON.stringify(name?.text ?? '}}')} in ${keyword} clause`);
    const hasPipe = rest.some(({ type }) => type !== 'space');
    const text = unquoted(name.text);
    return hasPipe ? { name: text, pipe: this.pipe(rest, keyword) } : { name: text };
  }

  private pipe(tokens: readonly Token[], context: string): Pipe {
    const scope = { functions: this.functions, variables: this.variables };
    return new PipeReader(tokens, scope, (message) => this.problem(message)).pipe(context);
  }
}

/** A quoted text as it is meant. */
function unquoted(text: string): string {
  if (text.startsWith('`')) return text.slice(1, -1);
  return JSON.parse(
    text.replace(/\\(a|v|'|x[0-9a-fA-F]{2})/g, (_, code: string) => {
      if (code === 'a') return '\\u0007';
      if (code === 'v') return '\\u000b';
      return code === "'" ? "'" : `\\u00${code.slice(1)}`;
    }),
  ) as string;
}

function numberOf(text: string): number {
  return Number(text.replaceAll('_', ''));
}

/** What may be named in an expression. */
interface Scope {
  readonly functions: ReadonlySet<string>;
  /** Those that an expression declares are added. */
  readonly variables: string[];
}

class PipeReader {
  private place = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly scope: Scope,
    private readonly problem: (message: string) => Error,
  ) {}

  pipe(context: string, closes = ''): Pipe {
    const { variables, declares } = this.declaration();
    const begin = this.place;
    const calls: Call[] = [];
    for (;;) {
      const call = this.call();
      if (call.length > 0) calls.push(call);
      else if (calls.length === 0) throw this.problem(`missing value for ${context}`);
      const next = this.tokens[this.place];
      if (next?.text === '|') this.place++;
      else if (closes !== '' && next?.text === closes) break;
      else if (next === undefined && closes === '') break;
      else if (next === undefined) throw this.problem('unclosed left paren');
      else throw this.problem(`unexpected ${JSON.stringify(next.text)} in ${context}`);
    }
    this.scope.variables.push(...(declares ? variables : []));
    const shown = this.tokens
      .slice(begin, this.place)
      .map(({ text, type }) => (type === 'space' ? ' ' : text))
      .join('')
      .trim();
    return { calls, variables, declares, shown };
  }

  /** `$x := `, `$k, $v := `, `$x = `. */
  private declaration(): { variables: readonly string[]; declares: boolean } {
    const none = { variables: [], declares: true };
    const words = this.tokens.slice(this.place).filter(({ type }) => type !== 'space');
    const assign = words.findIndex(({ text }) => text === ':=' || text === '=');
    if (assign < 1 || words[0]?.type !== 'variable') return none;
    const names = words.slice(0, assign).filter(({ type }) => type === 'variable');
    const mark = words[assign];
    while (this.tokens[this.place] !== mark) this.place++;
    this.place++;
    return { variables: names.map(({ text }) => text), declares: mark?.text === ':=' };
  }

  private call(): Operand[] {
    const operands: Operand[] = [];
    for (;;) {
      while (this.tokens[this.place]?.type === 'space') this.place++;
      const token = this.tokens[this.place];
      if (token === undefined || token.text === '|' || token.text === ')') return operands;
      operands.push(this.operand(token));
    }
  }

  private operand(token: Token): Operand {
    this.place++;
    const { at, text } = token;
    switch (token.type) {
      case 'text':
        return { type: 'literal', value: unquoted(text), at, shown: text };
      case 'number':
        return { type: 'literal', value: numberOf(text), at, shown: text };
      case 'name':
        return this.word(text, at);
      case 'field': {
        const path = [text.slice(1), ...this.path()];
        // upstream gives a chain of fields the place of its second one
        const place = path.length > 1 ? at + text.length : at;
        return { type: 'field', path, at: place, shown: `.${path.join('.')}` };
      }
      case 'variable': {
        if (!this.scope.variables.includes(text))
          throw this.problem(`undefined variable ${JSON.stringify(text)}`);
        const path = this.path();
        return { type: 'variable', name: text, path, at, shown: [text, ...path].join('.') };
      }
      default:
        return this.mark(text, at);
    }
  }

  private word(text: string, at: number): Operand {
    if (text === 'true' || text === 'false')
      return { type: 'literal', value: text === 'true', at, shown: text };
    if (text === 'nil') return { type: 'nil', at, shown: text };
    if (!this.scope.functions.has(text))
      throw this.problem(`function ${JSON.stringify(text)} not defined`);
    return { type: 'function', name: text, at, shown: text };
  }

  private mark(text: string, at: number): Operand {
    if (text === '.') return { type: 'dot', at, shown: '.' };
    if (text !== '(') throw this.problem(`unexpected ${JSON.stringify(text)} in operand`);
    const pipe = this.pipe('parenthesized pipeline', ')');
    this.place++;
    const path = this.path();
    const shown = `(${pipe.shown})${path.map((name) => `.${name}`).join('')}`;
    return { type: 'pipe', pipe, path, at, shown };
  }

  private path(): string[] {
    const path: string[] = [];
    for (;;) {
      const token = this.tokens[this.place];
      if (token?.type !== 'field') return path;
      path.push(token.text.slice(1));
      this.place++;
    }
  }
}
