import { agnhostProgram } from './agnhost';
import type { Process, Signals, Surroundings } from './process';
import { Shell } from './shell';
import { builtins } from './shell-builtins';

/** A program that evaluates what it is given, and so comes to an end by itself, takes so long. */
const ONE_LINER: Readonly<Record<string, RegExp>> = {
  perl: /^-\w*e$/,
  python: /^-c$/,
  python3: /^-c$/,
  node: /^(-e|--eval|-p)$/,
  ruby: /^-e$/,
};
const ONE_LINER_TIME = 1000;

const SHELLS = ['sh', 'bash', 'ash', 'dash'];
const PAUSING = ['sleep', 'tail', 'exec'];

/** A container's main program, and how it takes signals. */
export interface MainProgram {
  readonly process: Process;
  /** The shell that handles signals, when it is one. */
  readonly signals: Signals | undefined;
  /** True when it is a command that is understood here, so that the image's own program does not run. */
  readonly understood: boolean;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** True when the command line is one of the ordinary commands that containers understand. */
export function isUnderstood(words: readonly string[]): boolean {
  const [first] = words;
  if (first === undefined) return false;
  const name = baseName(first);
  if (SHELLS.includes(name)) return words.some((word) => /^-[a-z]*c$/.test(word));
  return PAUSING.includes(name) || builtins.has(name);
}

function* oneLiner(): Process {
  yield { sleep: ONE_LINER_TIME, endless: false };
  return 0;
}

/**
 * The program of a container by its command line: ordinary commands and `sh -c` scripts are interpreted,
 * one-liners of script languages end after a second, all else is the image's own program.
 */
export function mainProgram(words: readonly string[], around: Surroundings): MainProgram {
  const [first = ''] = words;
  const known = ONE_LINER[baseName(first)];
  if (known !== undefined && words.some((word) => known.test(word))) {
    return { process: oneLiner(), signals: undefined, understood: true };
  }
  if (!isUnderstood(words)) {
    const ofImage = agnhostProgram(words, around);
    if (ofImage !== undefined) return { process: ofImage, signals: undefined, understood: false };
    return { process: around.unknown(words), signals: undefined, understood: false };
  }
  const shell = new Shell(around, []);
  if (!SHELLS.includes(baseName(first))) {
    const io = { out: around.write, err: around.write, input: '' };
    return { process: shell.execute(words, io), signals: undefined, understood: true };
  }
  const flag = words.findIndex((word) => /^-[a-z]*c$/.test(word));
  const script = new Shell(around, words.slice(flag + 3), 0, first);
  const prefix = words.slice(0, flag + 1).some((word) => /^-[a-z]*e/.test(word)) ? 'set -e\n' : '';
  const process = script.main(prefix + (words[flag + 1] ?? ''));
  return { process, signals: script, understood: true };
}

/** Runs a command to its end at once; `duration` is how long that would have taken (Infinity: for ever). */
export function runAtOnce(process: Process): { readonly code: number; readonly duration: number } {
  let duration = 0;
  for (let turn = process.next(); ; turn = process.next()) {
    if (turn.done === true) return { code: turn.value, duration };
    duration += turn.value.sleep;
    if (turn.value.endless || duration > 3_600_000)
      return { code: 0, duration: Number.POSITIVE_INFINITY };
  }
}
