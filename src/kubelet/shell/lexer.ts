import { type Script, ShellSyntaxError, type Word, type WordPart } from './syntax';

/** What a script is made of before its grammar is known. */
export type Token = { readonly operator: string } | { readonly word: Word };

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

/** Splits a script into words and operators; `parse` reads the scripts inside it. */
export class Lexer {
  private position = 0;

  constructor(
    private readonly text: string,
    private readonly parse: (text: string) => Script,
  ) {}

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
      const script = this.parse(this.text.slice(this.position + 2, end));
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
    const script = this.parse(this.text.slice(this.position + 1, end));
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
