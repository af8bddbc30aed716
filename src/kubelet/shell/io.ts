import type { Input } from '../container/input';
import type { Pause, Process } from '../container/process';

/** Where a command's output goes and what it reads. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly input: Input;
}

/** What a shell remembers. */
export interface ShellState {
  readonly variables: Map<string, string>;
  readonly args: readonly string[];
  code: number;
  leave: 'exit' | 'break' | 'continue' | undefined;
  exitOnError: boolean;
  readonly traps: Map<string, string>;
  readonly jobs: Process[];
  directory: string;
}

const FOR_INPUT: Pause = { sleep: Number.POSITIVE_INFINITY, endless: true, until: 'input' };

/** Waits until no more comes to be read. */
export function* untilEnd(input: Input): Process {
  while (!input.isEnded) yield FOR_INPUT;
  return 0;
}

/** Copies what comes, as it comes, to the end. */
export function* copyInput({ input, out }: Io): Process {
  for (;;) {
    const text = input.takeAll();
    if (text !== '') out(text);
    if (input.isEnded) return 0;
    yield FOR_INPUT;
  }
}

/** The next line, when it has come; undefined at the end. */
export function* nextLine(input: Input): Generator<Pause, string | undefined, void> {
  for (;;) {
    const line = input.takeLine();
    if (line !== undefined || input.isEnded) return line;
    yield FOR_INPUT;
  }
}

/** `read a b`: the words of a line as variables, the last of which takes what is left; 1 at the end. */
export function* readLine(args: readonly string[], { input }: Io, state: ShellState): Process {
  const line = yield* nextLine(input);
  const names = args.filter((arg) => !arg.startsWith('-'));
  let rest = (line ?? '').trim();
  for (const [index, name] of (names.length === 0 ? ['REPLY'] : names).entries()) {
    const isLast = index >= names.length - 1;
    const end = isLast ? -1 : rest.search(/\s/);
    state.variables.set(name, end < 0 ? rest : rest.slice(0, end));
    rest = end < 0 ? '' : rest.slice(end).trimStart();
  }
  return line === undefined ? 1 : 0;
}
