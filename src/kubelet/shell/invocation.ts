/** What a shell is told to run: a text, a file, or what comes to be read. */
export type Invocation =
  | {
      readonly runs: 'text';
      readonly text: string;
      readonly args: readonly string[];
      readonly exitOnError: boolean;
    }
  | { readonly runs: 'file'; readonly file: string; readonly args: readonly string[] }
  | { readonly runs: 'input' };

/** The names that containers call a shell by. */
const SHELLS = ['sh', 'bash', 'ash', 'dash'];

/** The name of a program without its folder. */
export function baseName(path: string): string {
  return path.startsWith('/') ? path.slice(path.lastIndexOf('/') + 1) : path;
}

/** True when the word calls a shell. */
export function isShell(word: string | undefined): boolean {
  return SHELLS.includes(baseName(word ?? ''));
}

/** Reads the words after a shell's name: `-ec TEXT NAME ARG…`, `FILE ARG…`, or nothing. */
export function invocationOf(words: readonly string[]): Invocation {
  const flag = words.findIndex((word) => /^-[a-z]*c$/.test(word));
  if (flag >= 0) {
    return {
      runs: 'text',
      text: words[flag + 1] ?? '',
      args: words.slice(flag + 3),
      exitOnError: words.slice(0, flag + 1).some((word) => /^-[a-z]*e/.test(word)),
    };
  }
  const at = words.findIndex((word) => !word.startsWith('-'));
  const file = words[at];
  if (file === undefined) return { runs: 'input' };
  return { runs: 'file', file, args: words.slice(at + 1) };
}
