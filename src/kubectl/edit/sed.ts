/** What one command of a script makes of a line; undefined when the line is deleted. */
type LineCommand = (line: string, number: number) => string | undefined;

/** A script that is not understood, and why. */
export class SedError extends Error {
  override readonly name = 'SedError';
}

/** A basic regular expression of sed as one of ours: what is bare there is escaped here, and the other way. */
function patternOf(text: string, extended: boolean, flags: string): RegExp {
  const translated = extended
    ? text
    : text.replace(/\\?[(){}|+?]/g, (found) =>
        found.length === 2 ? found.slice(1) : `\\${found}`,
      );
  try {
    return new RegExp(translated, flags);
  } catch (error) {
    throw new SedError(error instanceof Error ? error.message : String(error));
  }
}

/** Splits `s/a/b/g` at its delimiter; a delimiter behind a backslash is part of the text. */
function partsOf(text: string): readonly string[] {
  const delimiter = text[0] ?? '/';
  const parts = [''];
  for (let i = 1; i < text.length; i++) {
    const char = text[i] as string;
    const last = parts.length - 1;
    if (char === '\\' && text[i + 1] === delimiter) {
      parts[last] += delimiter;
      i++;
    } else if (char === '\\') {
      parts[last] += char + (text[i + 1] ?? '');
      i++;
    } else if (char === delimiter && parts.length < 3) parts.push('');
    else parts[last] += char;
  }
  return parts;
}

/** What is put in place of a match: `&` is all of it, `\1` its first group. */
function replacement(template: string, match: readonly (string | undefined)[]): string {
  return template.replace(/\\(.)|&/gs, (found, escaped: string | undefined) => {
    if (found === '&') return match[0] ?? '';
    if (escaped === 'n') return '\n';
    return /\d/.test(escaped ?? '') ? (match[Number(escaped)] ?? '') : (escaped ?? '');
  });
}

function substitution(text: string, extended: boolean): LineCommand {
  const [pattern = '', template, flags] = partsOf(text);
  if (template === undefined || flags === undefined) throw new SedError("unterminated `s' command");
  const [, which = ''] = /^(\d*)[gI]*$/.exec(flags.replace(/[gI]/g, '')) ?? [];
  if (!/^[gI\d]*$/.test(flags)) throw new SedError("unknown option to `s'");
  const expression = patternOf(pattern, extended, `g${flags.includes('I') ? 'i' : ''}`);
  const nth = which === '' ? 1 : Number(which);
  return (line) => {
    let count = 0;
    return line.replace(expression, (...found) => {
      count++;
      const groups = found.slice(
        0,
        found.findIndex((part) => typeof part === 'number'),
      );
      const isMeant = flags.includes('g') ? count >= nth : count === nth;
      return isMeant ? replacement(template, groups) : String(found[0]);
    });
  };
}

/** One command: an address (a line's number or `/pattern/`) and `s…` or `d`. */
function commandOf(text: string, extended: boolean): LineCommand {
  const address = /^(\d+|\/(?:[^/\\]|\\.)*\/)?\s*(.*)$/s.exec(text.trim());
  const [, where, what = ''] = address ?? [];
  const pattern = where?.startsWith('/') ? patternOf(where.slice(1, -1), extended, '') : undefined;
  const isThere = (line: string, number: number) =>
    where === undefined || (pattern === undefined ? Number(where) === number : pattern.test(line));
  if (what === 'd') return (line, number) => (isThere(line, number) ? undefined : line);
  if (what[0] !== 's') throw new SedError(`the command ${JSON.stringify(what)} is not known here`);
  const run = substitution(what.slice(1), extended);
  return (line, number) => (isThere(line, number) ? run(line, number) : line);
}

/** Makes an editor of `sed -i …`: what it makes of a text. Throws {@link SedError}. */
export function sedEditor(words: readonly string[]): (text: string) => string {
  const options = words.filter((word) => /^-/.test(word));
  const strange = options.find((word) => !/^-[iEre]+$/.test(word));
  if (strange !== undefined) throw new SedError(`the option ${strange} is not known here`);
  if (!options.some((word) => word.includes('i')))
    throw new SedError('without -i the file stays as it is');
  const extended = options.some((word) => /[Er]/.test(word));
  const scripts = words.filter((word) => !/^-/.test(word));
  if (scripts.length === 0) throw new SedError('no script');
  const commands = scripts.map((script) => commandOf(script, extended));
  return (text) => {
    const kept: string[] = [];
    for (const [index, line] of text.replace(/\n$/, '').split('\n').entries()) {
      let now: string | undefined = line;
      for (const command of commands) if (now !== undefined) now = command(now, index + 1);
      if (now !== undefined) kept.push(now);
    }
    return kept.map((line) => `${line}\n`).join('');
  };
}
