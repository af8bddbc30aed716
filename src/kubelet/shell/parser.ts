import { Lexer, type Token } from './lexer';
import {
  type Command,
  type Pipeline,
  type Redirect,
  type Script,
  ShellSyntaxError,
  type SimpleCommand,
  type Word,
} from './syntax';

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
  return new Parser(new Lexer(text, parseShell).tokens()).script();
}

/** A script, or what is wrong with it. */
export function scriptOf(text: string): Script | ShellSyntaxError {
  try {
    return parseShell(text);
  } catch (error) {
    if (error instanceof ShellSyntaxError) return error;
    throw error;
  }
}
