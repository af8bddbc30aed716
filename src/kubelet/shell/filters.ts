import type { Io } from './io';

/** A program that reads its input and writes what is left of it; returns the exit code. */
export type Filter = (args: readonly string[], io: Io) => number;

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** A POSIX regular expression as near as JavaScript's comes; one that is none matches its own text. */
function pattern(text: string, flags = ''): RegExp {
  try {
    return new RegExp(text, flags);
  } catch {
    return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), flags);
  }
}

const grep: Filter = (args, io) => {
  const options = args
    .filter((arg) => /^-[a-zA-Z]+$/.test(arg))
    .join('')
    .replace(/-/g, '');
  const [text = ''] = args.filter((arg) => !arg.startsWith('-'));
  const wanted = pattern(text, options.includes('i') ? 'i' : '');
  const found = linesOf(io.input.takeAll()).filter(
    (line) => wanted.test(line) !== options.includes('v'),
  );
  if (options.includes('c')) io.out(`${found.length}\n`);
  else if (!options.includes('q')) for (const line of found) io.out(`${line}\n`);
  return found.length > 0 ? 0 : 1;
};

/** What awk prints: fields, texts in quotes, and commas for blanks. */
const AWK_ITEM = /"((?:[^"\\]|\\.)*)"|\$(\d+|NF)|(,)|\s+/y;

/** The items of a print statement; undefined when there is something else in it. */
function awkItems(text: string): readonly RegExpExecArray[] | undefined {
  const items: RegExpExecArray[] = [];
  const pattern = new RegExp(AWK_ITEM);
  while (pattern.lastIndex < text.length) {
    const item = pattern.exec(text);
    if (item === null) return undefined;
    items.push(item);
  }
  return items;
}

/** awk as far as `-F. '/pattern/ {print $2"-"$3}'` goes; anything else is refused. */
const awk: Filter = (args, io) => {
  const at = args.findIndex((arg) => !arg.startsWith('-'));
  const program = args[at] ?? '';
  const match = /^\s*(?:\/((?:[^/\\]|\\.)*)\/)?\s*\{\s*print\s*(.*?)\s*;?\s*\}\s*$/s.exec(program);
  const items = match === null ? undefined : awkItems(match[2] ?? '');
  if (match === null || items === undefined) {
    io.err(`awk: this program is not simulated: ${program}\n`);
    return 2;
  }
  const wanted = pattern(match[1] ?? '');
  const separator = args.find((arg) => /^-F./.test(arg))?.slice(2);
  for (const line of linesOf(io.input.takeAll())) {
    if (!wanted.test(line)) continue;
    const words = separator === undefined ? line.trim().split(/\s+/) : line.split(separator);
    const pick = ([whole, text, column, comma]: RegExpExecArray) => {
      if (text !== undefined) return text;
      if (comma !== undefined) return ' ';
      if (column === undefined) return whole.replace(/\s+/, '');
      return (
        (column === 'NF' ? words.at(-1) : column === '0' ? line : words[Number(column) - 1]) ?? ''
      );
    };
    io.out(`${items.length === 0 ? line : items.map(pick).join('')}\n`);
  }
  return 0;
};

/** How many lines `-n 3`, `-n3` or `-3` ask for. */
function wantedLines(args: readonly string[]): number {
  const text = args.join(' ');
  return Number(
    /-n ?(\d+)|-(\d+)/
      .exec(text)
      ?.slice(1)
      .find((n) => n !== undefined) ?? 10,
  );
}

const head: Filter = (args, io) => {
  for (const line of linesOf(io.input.takeAll()).slice(0, wantedLines(args))) io.out(`${line}\n`);
  return 0;
};

const wc: Filter = (args, io) => {
  const text = io.input.takeAll();
  const lines = linesOf(text);
  const words = text.split(/\s+/).filter((word) => word !== '').length;
  const figures = { l: lines.length, w: words, c: Buffer.byteLength(text) };
  const [file] = args.filter((arg) => !arg.startsWith('-'));
  const options = args.filter((arg) => arg.startsWith('-')).join('');
  const wanted = (['l', 'w', 'c'] as const).filter((key) => options.includes(key));
  const shown = (wanted.length === 0 ? (['l', 'w', 'c'] as const) : wanted).map((k) => figures[k]);
  io.out(`${[...shown, ...(file === undefined ? [] : [file])].join(' ')}\n`);
  return 0;
};

const SEQUENCE_MAX = 100_000;

const seq: Filter = (args, io) => {
  const numbers = args.map(Number);
  const [first = 1, step = 1, last = 1] =
    numbers.length === 1
      ? [1, 1, numbers[0]]
      : numbers.length === 2
        ? [numbers[0], 1, numbers[1]]
        : numbers;
  if (step === 0 || numbers.some(Number.isNaN)) return 1;
  let count = 0;
  for (let n = first; step > 0 ? n <= last : n >= last; n += step) {
    if (++count > SEQUENCE_MAX) return 1;
    io.out(`${n}\n`);
  }
  return 0;
};

/** Programs that only read and write text; how many of their operands are no files. */
export const filters: readonly (readonly [string, Filter, ownOperands: number])[] = [
  ['awk', awk, 1],
  ['grep', grep, 1],
  ['egrep', grep, 1],
  ['head', head, 0],
  ['seq', seq, 3],
  ['wc', wc, 0],
];
