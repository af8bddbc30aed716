/** A piece of a word: literal text, or something that is replaced when the word is used. */
export type WordPart =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | {
      readonly kind: 'variable';
      readonly name: string;
      /** What follows the name in braces: `:-default`. */
      readonly modifier: string;
      readonly quoted: boolean;
    }
  | { readonly kind: 'substitution'; readonly script: Script; readonly quoted: boolean }
  | { readonly kind: 'arithmetic'; readonly expression: string; readonly quoted: boolean };

export type Word = readonly WordPart[];

export interface Redirect {
  readonly fd: number;
  readonly operator: '>' | '>>' | '<' | '>&';
  readonly target: Word;
}

interface Redirected {
  readonly redirects: readonly Redirect[];
}

export interface SimpleCommand extends Redirected {
  readonly kind: 'simple';
  readonly assignments: readonly { readonly name: string; readonly value: Word }[];
  readonly words: readonly Word[];
}

export interface LoopCommand extends Redirected {
  readonly kind: 'loop';
  readonly until: boolean;
  readonly condition: Script;
  readonly body: Script;
}

export interface ForCommand extends Redirected {
  readonly kind: 'for';
  readonly variable: string;
  readonly words: readonly Word[];
  readonly body: Script;
}

export type Command =
  | SimpleCommand
  | LoopCommand
  | ForCommand
  | (Redirected & {
      readonly kind: 'if';
      readonly branches: readonly { readonly condition: Script; readonly body: Script }[];
      readonly otherwise: Script;
    })
  | (Redirected & { readonly kind: 'group'; readonly body: Script; readonly subshell: boolean });

/** Commands joined by pipes, and what joins them to the next. */
export interface Pipeline {
  readonly not: boolean;
  readonly commands: readonly Command[];
  readonly then: ';' | '&&' | '||' | '&';
}

export type Script = readonly Pipeline[];

/** A text that a shell does not understand. */
export class ShellSyntaxError extends Error {
  override readonly name = 'ShellSyntaxError';
}

type Token = { readonly operator: string } | { readonly word: Word };

const OPERATORS = [
  '&&',
  '||',
  ';;',
  '>>',
  '2>&1',
  '1>&2',
  '>&2',
  '2>>',
  '2>',
  '1>',
  '&>',
  ';',
  '&',
  '|',
  '>',
  '<',
  '(',
  ')',
  '\n',
];

class Lexer {
  position = 0;

  constructor(readonly text: string) {}

  tokens(): Token[] {
    const tokens: Token[] = [];
    for (;;) {
      this.skipBlanks();
      if (this.position >= this.text.length) return tokens;
      const operator = OPERATORS.find((o) => this.text.startsWith(o, this.position));
      if (operator !== undefined) {
        this.position += operator.length;
        tokens.push({ operator });
      } else {
        tokens.push({ word: this.word() });
      }
    }
  }

  private skipBlanks(): void {
    const { text } = this;
    for (;;) {
      const c = text[this.position];
      if (c === ' ' || c === '\t' || c === '\r') this.position++;
      else if (c === '\\' && text[this.position + 1] === '\n') this.position += 2;
      else if (c === '#') {
        const end = text.indexOf('\n', this.position);
        this.position = end < 0 ? text.length : end;
      } else return;
    }
  }

  private word(): Word {
    const parts: WordPart[] = [];
    while (this.position < this.text.length) {
      const c = this.text[this.position] as string;
      if (/[\s;&|<>()]/.test(c)) break;
      if (c === "'") {
        const end = this.endOf("'", this.position + 1);
        parts.push({ kind: 'text', text: this.text.slice(this.position + 1, end), quoted: true });
        this.position = end + 1;
      } else if (c === '"') {
        this.position++;
        this.doubleQuoted(parts);
      } else if (c === '$') parts.push(this.expansion(false));
      else if (c === '`') parts.push(this.backquoted(false));
      else if (c === '\\') {
        parts.push({ kind: 'text', text: this.text[this.position + 1] ?? '', quoted: true });
        this.position += 2;
      } else {
        let end = this.position + 1;
        while (end < this.text.length && !/[\s;&|<>()'"$`\\]/.test(this.text[end] as string)) end++;
        parts.push({ kind: 'text', text: this.text.slice(this.position, end), quoted: false });
        this.position = end;
      }
    }
    return parts;
  }

  private doubleQuoted(parts: WordPart[]): void {
    let text = '';
    const flush = () => {
      parts.push({ kind: 'text', text, quoted: true });
      text = '';
    };
    for (;;) {
      const c = this.text[this.position];
      if (c === undefined) throw new ShellSyntaxError('unterminated quoted string');
      if (c === '"') break;
      if (c === '\\' && /["\\$`\n]/.test(this.text[this.position + 1] ?? '')) {
        const next = this.text[this.position + 1] as string;
        if (next !== '\n') text += next;
        this.position += 2;
      } else if (c === '$') {
        flush();
        parts.push(this.expansion(true));
      } else if (c === '`') {
        flush();
        parts.push(this.backquoted(true));
      } else {
        text += c;
        this.position++;
      }
    }
    this.position++;
    flush();
  }

  private expansion(quoted: boolean): WordPart {
    const rest = this.text.slice(this.position + 1);
    if (rest.startsWith('((')) {
      const end = this.text.indexOf('))', this.position);
      if (end < 0) throw new ShellSyntaxError("missing '))'");
      const expression = this.text.slice(this.position + 3, end);
      this.position = end + 2;
      return { kind: 'arithmetic', expression, quoted };
    }
    if (rest.startsWith('(')) {
      const end = this.closing(this.position + 1);
      const script = parseShell(this.text.slice(this.position + 2, end));
      this.position = end + 1;
      return { kind: 'substitution', script, quoted };
    }
    const braced = /^\{(#?[A-Za-z_0-9?#@*$!]+)([^}]*)\}/.exec(rest);
    const match = braced ?? /^([A-Za-z_][A-Za-z_0-9]*|[0-9?#@*$!])/.exec(rest);
    if (match === null) {
      this.position++;
      return { kind: 'text', text: '$', quoted: true };
    }
    this.position += 1 + match[0].length;
    return { kind: 'variable', name: match[1] as string, modifier: match[2] ?? '', quoted };
  }

  private backquoted(quoted: boolean): WordPart {
    const end = this.endOf('`', this.position + 1);
    const script = parseShell(this.text.slice(this.position + 1, end));
    this.position = end + 1;
    return { kind: 'substitution', script, quoted };
  }

  private endOf(quote: string, from: number): number {
    const end = this.text.indexOf(quote, from);
    if (end < 0) throw new ShellSyntaxError('unterminated quoted string');
    return end;
  }

  private closing(open: number): number {
    let depth = 0;
    let quote = '';
    for (let i = open; i < this.text.length; i++) {
      const c = this.text[i] as string;
      if (quote !== '') quote = c === quote ? '' : quote;
      else if (c === "'" || c === '"') quote = c;
      else if (c === '(') depth++;
      else if (c === ')' && --depth === 0) return i;
    }
    throw new ShellSyntaxError("missing ')'");
  }
}

const ASSIGNMENT = /^([A-Za-z_][A-Za-z_0-9]*)=/;

class Parser {
  private index = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  /** Pipelines up to one of the closing words, which is not taken. */
  script(...closing: readonly string[]): Script {
    const pipelines: Pipeline[] = [];
    for (;;) {
      while (this.takes(';') || this.takes('\n'));
      const next = this.keyword();
      if (this.index >= this.tokens.length || closing.includes(next)) {
        if (closing.length > 0 && !closing.includes(next)) this.fail();
        return pipelines;
      }
      pipelines.push(this.pipeline());
    }
  }

  private pipeline(): Pipeline {
    const not = this.takesWord('!');
    const commands = [this.command()];
    while (this.takes('|')) {
      while (this.takes('\n'));
      commands.push(this.command());
    }
    const joint = (['&&', '||', '&', ';', '\n'] as const).find((o) => this.takes(o));
    if (joint === '&&' || joint === '||') while (this.takes('\n'));
    const then = joint === undefined || joint === '\n' ? ';' : joint;
    return { not, commands, then };
  }

  private command(): Command {
    if (this.takesWord('if')) return this.conditional();
    if (this.takesWord('while')) return this.loop(false);
    if (this.takesWord('until')) return this.loop(true);
    if (this.takesWord('for')) return this.forLoop();
    if (this.takesWord('{')) return this.group('}');
    if (this.takes('(')) return this.group(')');
    return this.simple();
  }

  private conditional(): Command {
    const branches = [];
    let otherwise: Script = [];
    do {
      const condition = this.script('then');
      this.expect('then');
      branches.push({ condition, body: this.script('elif', 'else', 'fi') });
    } while (this.takesWord('elif'));
    if (this.takesWord('else')) otherwise = this.script('fi');
    this.expect('fi');
    return { kind: 'if', branches, otherwise, redirects: this.redirects() };
  }

  private loop(until: boolean): Command {
    const condition = this.script('do');
    return { kind: 'loop', until, condition, body: this.body(), redirects: this.redirects() };
  }

  private forLoop(): Command {
    const variable = this.keyword();
    this.index++;
    const words: Word[] = [];
    if (this.takesWord('in')) {
      for (let word = this.peekWord(); word !== undefined; word = this.peekWord()) {
        words.push(word);
        this.index++;
      }
    }
    while (this.takes(';') || this.takes('\n'));
    return { kind: 'for', variable, words, body: this.body(), redirects: this.redirects() };
  }

  private body(): Script {
    this.expect('do');
    const body = this.script('done');
    this.expect('done');
    return body;
  }

  private group(end: string): Command {
    const body = this.script(end);
    if (!this.takes(end)) this.expect(end);
    return { kind: 'group', body, subshell: end === ')', redirects: this.redirects() };
  }

  private simple(): SimpleCommand {
    const assignments: { name: string; value: Word }[] = [];
    const words: Word[] = [];
    const redirects: Redirect[] = [];
    for (;;) {
      const redirect = this.redirect();
      if (redirect !== undefined) {
        redirects.push(redirect);
        continue;
      }
      const word = this.peekWord();
      if (word === undefined) break;
      this.index++;
      const first = word[0];
      const match =
        words.length === 0 && first?.kind === 'text' && !first.quoted
          ? ASSIGNMENT.exec(first.text)
          : null;
      if (match !== null && first?.kind === 'text') {
        const rest = { ...first, text: first.text.slice(match[0].length) };
        assignments.push({ name: match[1] as string, value: [rest, ...word.slice(1)] });
      } else words.push(word);
    }
    if (words.length + assignments.length + redirects.length === 0) this.fail();
    return { kind: 'simple', assignments, words, redirects };
  }

  private redirects(): Redirect[] {
    const redirects: Redirect[] = [];
    for (let r = this.redirect(); r !== undefined; r = this.redirect()) redirects.push(r);
    return redirects;
  }

  private redirect(): Redirect | undefined {
    const token = this.tokens[this.index];
    if (token === undefined || !('operator' in token)) return undefined;
    const text = (value: string): Word => [{ kind: 'text', text: value, quoted: false }];
    const { operator } = token;
    if (operator === '2>&1') {
      this.index++;
      return { fd: 2, operator: '>&', target: text('1') };
    }
    if (operator === '1>&2' || operator === '>&2') {
      this.index++;
      return { fd: 1, operator: '>&', target: text('2') };
    }
    const match = /^([12&]?)(>>|>|<)$/.exec(operator);
    if (match === null) return undefined;
    this.index++;
    const target = this.peekWord();
    if (target === undefined) return this.fail();
    this.index++;
    const mode = match[2] as '>' | '>>' | '<';
    return { fd: mode === '<' ? 0 : match[1] === '2' ? 2 : 1, operator: mode, target };
  }

  private peekWord(): Word | undefined {
    const token = this.tokens[this.index];
    return token !== undefined && 'word' in token ? token.word : undefined;
  }

  private keyword(): string {
    const token = this.tokens[this.index];
    if (token === undefined) return '';
    if ('operator' in token) return token.operator;
    const [part] = token.word;
    return token.word.length === 1 && part?.kind === 'text' && !part.quoted ? part.text : '';
  }

  private takes(operator: string): boolean {
    const token = this.tokens[this.index];
    if (token === undefined || !('operator' in token) || token.operator !== operator) return false;
    this.index++;
    return true;
  }

  private takesWord(word: string): boolean {
    const token = this.tokens[this.index];
    if (token === undefined || !('word' in token) || this.keyword() !== word) return false;
    this.index++;
    return true;
  }

  private expect(word: string): void {
    if (!this.takesWord(word)) this.fail();
  }

  private fail(): never {
    const token = this.tokens[this.index];
    if (token === undefined) throw new ShellSyntaxError('unexpected end of file');
    throw new ShellSyntaxError(`unexpected "${this.keyword() || 'word'}"`);
  }
}

/** Reads a shell script. Throws {@link ShellSyntaxError}. */
export function parseShell(text: string): Script {
  return new Parser(new Lexer(text).tokens()).script();
}
