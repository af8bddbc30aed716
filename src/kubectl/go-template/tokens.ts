/** A template that cannot be read or followed; the message is Go's. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

export type TokenType = 'name' | 'field' | 'variable' | 'number' | 'text' | 'mark' | 'space';

/** A piece of an action, and where it begins in the template. */
export interface Token {
  readonly type: TokenType;
  readonly text: string;
  readonly at: number;
}

/** What a template is made of: text that is printed as it is, and actions. */
export type Piece =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'action'; readonly tokens: readonly Token[]; readonly at: number };

const SPACE = ' \t\r\n';
const TOKENS: readonly (readonly [TokenType, RegExp])[] = [
  ['space', /[ \t\r\n]+/y],
  ['text', /"(?:[^"\\\n]|\\.)*"|`[^`]*`/y],
  ['number', /[-+]?(?:0[xX][0-9a-fA-F_]+|\d[\d_]*(?:\.\d+)?(?:[eE][-+]?\d+)?)(?![\w.])/y],
  ['variable', /\$\w*/y],
  ['field', /\.[\p{L}_][\p{L}\p{N}_]*/uy],
  ['name', /[\p{L}_][\p{L}\p{N}_]*/uy],
  ['mark', /:=|=|\||\(|\)|,|\./y],
];

/** The error of a template that cannot be read. */
export function syntaxError(template: string, at: number, message: string): TemplateError {
  return new TemplateError(`template: output:${lineOf(template, at)}: ${message}`);
}

/** The line of a place in a template, from 1. */
export function lineOf(template: string, at: number): number {
  return template.slice(0, at).split('\n').length;
}

/** Where the action that begins at `from` ends, outside of quotes. */
function endOfAction(template: string, from: number): number {
  for (let i = from; i < template.length; i++) {
    const char = template[i] as string;
    if (char === '"' || char === '`') {
      for (i++; i < template.length && template[i] !== char; i++) {
        if (char === '"' && template[i] === '\\') i++;
        if (char === '"' && template[i] === '\n') break;
      }
      if (template[i] !== char) {
        const kind = char === '"' ? 'quoted string' : 'raw quoted string';
        throw syntaxError(template, i, `unterminated ${kind}`);
      }
    } else if (template.startsWith('}}', i)) return i;
  }
  throw syntaxError(template, from, 'unclosed action');
}

function tokensOf(template: string, from: number, to: number): Token[] {
  const tokens: Token[] = [];
  let at = from;
  while (at < to) {
    const found = TOKENS.flatMap(([type, pattern]) => {
      pattern.lastIndex = at;
      const match = pattern.exec(template);
      return match === null ? [] : [{ type, text: match[0], at }];
    })[0];
    if (found === undefined) {
      const char = String.fromCodePoint(template.codePointAt(at) ?? 0);
      const code = (template.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      throw syntaxError(template, at, `unrecognized character in action: U+${code} '${char}'`);
    }
    tokens.push(found);
    at += found.text.length;
  }
  return tokens;
}

/** Splits a template into its pieces; `{{-` and `-}}` take the blanks beside them away. */
export function piecesOf(template: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  let trimNext = false;
  const addText = (text: string, trimEnd: boolean) => {
    let shown = trimNext ? text.trimStart() : text;
    if (trimEnd) shown = shown.trimEnd();
    if (shown !== '') pieces.push({ type: 'text', text: shown });
  };
  for (;;) {
    const open = template.indexOf('{{', at);
    if (open < 0) break;
    let from = open + 2;
    const trims = template[from] === '-' && SPACE.includes(template[from + 1] ?? '');
    addText(template.slice(at, open), trims);
    if (trims) from += 2;
    const comment = /^\/\*[\s\S]*?\*\/( -)?\}\}/.exec(template.slice(from));
    if (comment !== null) {
      trimNext = comment[1] !== undefined;
      at = from + comment[0].length;
      continue;
    }
    const close = endOfAction(template, from);
    trimNext = template[close - 1] === '-' && SPACE.includes(template[close - 2] ?? '');
    const to = trimNext ? close - 2 : close;
    pieces.push({ type: 'action', tokens: tokensOf(template, from, to), at: from });
    at = close + 2;
  }
  addText(template.slice(at), false);
  return pieces;
}
