import { CommandError } from './errors';

/** The characters that only a shell could act on. */
const SHELL_ONLY = new Set(['|', '<', '>', ';', '`', '&']);

/**
 * Splits a command line into words as a shell would, with quotes and backslashes; what would need a shell
 * (pipes, redirections, substitutions) is refused. Throws {@link CommandError}.
 */
export function splitCommand(text: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string;
    if (quote === "'") {
      if (char === "'") quote = '';
      else word += char;
    } else if (quote === '"') {
      if (char === '"') quote = '';
      else if (char === '\\' && '"\\$`\n'.includes(text[i + 1] ?? ' ')) {
        i++;
        if (text[i] !== '\n') word += text[i] as string;
      } else word += char;
    } else if (char === "'" || char === '"') {
      quote = char;
      word ??= '';
    } else if (char === '\\' && i + 1 < text.length) {
      i++;
      if (text[i] !== '\n') word = (word ?? '') + (text[i] as string);
    } else if (/\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (SHELL_ONLY.has(char) || (char === '$' && text[i + 1] === '(')) {
      throw new CommandError(
        `${JSON.stringify(text)}: no shell runs this line, so ${JSON.stringify(char)} means nothing here; quote it when it is part of a word`,
      );
    } else word = (word ?? '') + char;
  }
  if (quote !== '')
    throw new CommandError(`${JSON.stringify(text)}: the quote ${quote} is not closed`);
  if (word !== undefined) words.push(word);
  return words;
}

/** A command line's words, and the variables that stand before it: `KUBE_EDITOR="sed -i s/a/b/" kubectl edit …`. */
export function splitEnvironment(words: readonly string[]): {
  readonly environment: Readonly<Record<string, string>>;
  readonly words: readonly string[];
} {
  const first = words.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word));
  const assignments = first < 0 ? words : words.slice(0, first);
  const environment = Object.fromEntries(
    assignments.map((word) => {
      const equals = word.indexOf('=');
      return [word.slice(0, equals), word.slice(equals + 1)];
    }),
  );
  return { environment, words: words.slice(assignments.length) };
}
