import { looksLikeOther } from './manifest';
import { isJsonObject } from './object';

/** Lines are broken at the first blank after this column. */
const WIDTH = 80;

/** Keys in the order of Go's YAML writer: numbers in them count as numbers, letters come last. */
function compareKeys(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  let digits = false;
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const x = left[i] as string;
    const y = right[i] as string;
    if (x === y) {
      digits = isDigit(x);
      continue;
    }
    const xIsLetter = isLetter(x);
    const yIsLetter = isLetter(y);
    if (xIsLetter && yIsLetter) return x < y ? -1 : 1;
    if (xIsLetter || yIsLetter) return (digits ? xIsLetter : yIsLetter) ? -1 : 1;
    return compareNumbers(left, right, i);
  }
  return left.length - right.length;
}

function isDigit(char: string): boolean {
  return char >= '0' && char <= '9';
}

function isLetter(char: string): boolean {
  return /\p{L}/u.test(char);
}

function digitsFrom(chars: readonly string[], start: number): string {
  let end = start;
  while (end < chars.length && isDigit(chars[end] as string)) end++;
  return chars.slice(start, end).join('');
}

function compareNumbers(left: readonly string[], right: readonly string[], at: number): number {
  // a zero after other digits is not a leading one
  let prefix = '';
  if (left[at] === '0' || right[at] === '0') {
    for (let j = at - 1; j >= 0 && isDigit(left[j] as string); j--) {
      if (left[j] !== '0') prefix = '1';
    }
  }
  const x = digitsFrom(left, at);
  const y = digitsFrom(right, at);
  const difference = Number(prefix + x || '0') - Number(prefix + y || '0');
  if (difference !== 0) return difference;
  if (x.length !== y.length) return x.length - y.length;
  return (left[at] as string) < (right[at] as string) ? -1 : 1;
}

// C0 controls but for the line feed, C1 controls, lone surrogates, and what Unicode calls no characters
const UNPRINTABLE = /[^\n -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\u0007': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\u001b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\u0085': '\\N',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

function hex(code: number, width: number): string {
  return code.toString(16).toUpperCase().padStart(width, '0');
}

function escaped(char: string): string {
  const known = ESCAPES[char];
  if (known !== undefined) return known;
  const code = char.codePointAt(0) ?? 0;
  if (!UNPRINTABLE.test(char) && code <= 0xffff) return char;
  if (code <= 0xff) return `\\x${hex(code, 2)}`;
  return code <= 0xffff ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

type Style = 'plain' | 'single' | 'double' | 'literal';

function mayBePlain(text: string): boolean {
  return !(
    text === '' ||
    /^[#,[\]{}&*!|>'"%@`]/.test(text) ||
    /^[-?:](\s|$)/.test(text) ||
    text.startsWith('---') ||
    text.startsWith('...') ||
    /^\s|\s$/.test(text) ||
    /:(\s|$)/.test(text) ||
    /\s#/.test(text)
  );
}

function styleOf(text: string, isKey: boolean): Style {
  const isSpecial = UNPRINTABLE.test(text);
  if (text.includes('\n')) {
    if (isKey || isSpecial || / \n/.test(text) || text.endsWith(' ')) return 'double';
    return 'literal';
  }
  if (isSpecial || looksLikeOther(text)) return 'double';
  return mayBePlain(text) ? 'plain' : 'single';
}

/** Breaks a text at single blanks beyond the width; `column` is where it begins. */
function folded(text: string, column: number, indent: string, style: Style): string {
  let out = '';
  let at = column;
  let afterBlank = false;
  const chars = [...text];
  chars.forEach((char, index) => {
    const next = chars[index + 1];
    const inside = index > 0 && index < chars.length - 1;
    const breaks =
      style === 'double' ? inside : style === 'single' ? inside && next !== ' ' : next !== ' ';
    if (char === ' ' && !afterBlank && at > WIDTH && breaks) {
      out += `\n${indent}${style === 'double' && next === ' ' ? '\\' : ''}`;
      at = indent.length;
      afterBlank = true;
      return;
    }
    const written =
      style === 'double' ? escaped(char) : style === 'single' && char === "'" ? "''" : char;
    out += written;
    at += written.length;
    afterBlank = char === ' ';
  });
  return out;
}

function literal(text: string, indent: string): string {
  const hint = /^[ \n]/.test(text) ? '2' : '';
  const chomp = !text.endsWith('\n') ? '-' : text.endsWith('\n\n') || text === '\n' ? '+' : '';
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  const lines = body.split('\n').map((line) => (line === '' ? '' : `${indent}${line}`));
  return `|${hint}${chomp}\n${lines.join('\n')}`;
}

function text(value: string, column: number, indent: string, isKey = false): string {
  const style = styleOf(value, isKey);
  if (style === 'literal') return literal(value, indent);
  const quote = style === 'single' ? "'" : style === 'double' ? '"' : '';
  if (isKey) {
    const inner = style === 'double' ? [...value].map(escaped).join('') : value;
    return `${quote}${style === 'single' ? inner.replaceAll("'", "''") : inner}${quote}`;
  }
  return `${quote}${folded(value, column + quote.length, indent, style)}${quote}`;
}

function number(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return String(value);
  return String(value).replace(/e([+-])(\d)$/, 'e$10$2');
}

function scalar(value: unknown, column: number, indent: string): string {
  if (typeof value === 'string') return text(value, column, indent);
  if (typeof value === 'number') return number(value);
  return value === null || value === undefined ? 'null' : String(value);
}

function isBlock(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isJsonObject(value) && Object.values(value).some((item) => item !== undefined);
}

function inline(value: unknown, column: number, indent: string): string {
  if (Array.isArray(value)) return '[]';
  return isJsonObject(value) ? '{}' : scalar(value, column, indent);
}

function mapLines(
  value: Readonly<Record<string, unknown>>,
  level: number,
  lines: string[],
  lead: string,
): void {
  const indent = ' '.repeat(level);
  let prefix = lead;
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  for (const key of keys.sort(compareKeys)) {
    const item = value[key];
    const name = text(key, 0, '', true);
    if (!isBlock(item)) {
      const column = prefix.length + name.length + 2;
      lines.push(`${prefix}${name}: ${inline(item, column, `${indent}  `)}`);
    } else {
      lines.push(`${prefix}${name}:`);
      // a list stands at the column of its key
      blockLines(item, Array.isArray(item) ? level : level + 2, lines);
    }
    prefix = indent;
  }
}

function blockLines(
  value: unknown,
  level: number,
  lines: string[],
  lead = ' '.repeat(level),
): void {
  if (isJsonObject(value)) {
    mapLines(value, level, lines, lead);
    return;
  }
  let prefix = lead;
  for (const item of value as readonly unknown[]) {
    const inner = `${prefix}- `;
    if (isBlock(item)) blockLines(item, level + 2, lines, inner);
    else lines.push(`${inner}${inline(item, inner.length, ' '.repeat(level + 2))}`);
    prefix = ' '.repeat(level);
  }
}

/** A JSON value as `kubectl -o yaml` prints it, with its last line end. upstream: sigs.k8s.io/yaml */
export function yamlText(value: unknown): string {
  if (!isBlock(value)) return `${inline(value, 0, '  ')}\n`;
  const lines: string[] = [];
  blockLines(value, 0, lines);
  return `${lines.join('\n')}\n`;
}
