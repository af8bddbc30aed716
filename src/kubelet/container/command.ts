import { imageProgram } from '../programs';
import { builtins } from '../shell/builtins';
import { baseName, invocationOf, isShell } from '../shell/invocation';
import { Shell } from '../shell/shell';
import type { CommandResult, Process, Signals, Surroundings } from './process';

/** A program that evaluates what it is given, and so comes to an end by itself, takes so long. */
const ONE_LINER: Readonly<Record<string, RegExp>> = {
  perl: /^-\w*e$/,
  python: /^-c$/,
  python3: /^-c$/,
  node: /^(-e|--eval|-p)$/,
  ruby: /^-e$/,
};
const ONE_LINER_TIME = 1000;

const PAUSING = ['sleep', 'tail', 'exec'];

/** A container's main program, and how it takes signals. */
export interface MainProgram {
  readonly process: Process;
  /** The shell that handles signals, when it is one. */
  readonly signals: Signals | undefined;
  /** True when it is a command that is understood here, so that the image's own program does not run. */
  readonly understood: boolean;
  /** True when it is a program of an image that is known. */
  readonly isOfImage?: boolean;
}

/** True when the command line is one of the ordinary commands that containers understand. */
export function isUnderstood(words: readonly string[]): boolean {
  const [first] = words;
  if (first === undefined) return false;
  if (isShell(first)) return invocationOf(words.slice(1)).runs === 'text';
  const name = baseName(first);
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
  const isDialogue = isShell(first) && !around.input.isEnded;
  if (!isUnderstood(words) && !isDialogue) {
    const own = imageProgram(words, around);
    const process = own ?? around.unknown(words);
    return { process, signals: undefined, understood: false, isOfImage: own !== undefined };
  }
  const how = isShell(first) ? invocationOf(words.slice(1)) : undefined;
  if (how?.runs !== 'text') {
    return { process: oneCommand(words, around), signals: undefined, understood: true };
  }
  const script = new Shell(around, { ...how, name: first });
  const process = script.main(how.text);
  return { process, signals: script, understood: true };
}

/** The process of a command that is run beside a container's main program; `unknown` for one that nobody knows. */
export function besideProgram(words: readonly string[], around: Surroundings): Process {
  if (isUnderstood(words) || isShell(words[0])) return oneCommand(words, around);
  return imageProgram(words, around) ?? around.unknown(words);
}

function oneCommand(words: readonly string[], around: Surroundings): Process {
  const { write: out, writeError: err, input } = around;
  return new Shell(around).execute(words, { out, err, input });
}

/** Runs a command to its end at once; `duration` is how long that would have taken (Infinity: for ever). */
export function runAtOnce(process: Process): Omit<CommandResult, 'output'> {
  let duration = 0;
  for (let turn = process.next(); ; turn = process.next()) {
    if (turn.done === true) return { code: turn.value, duration };
    duration += turn.value.sleep;
    if (turn.value.endless || duration > 3_600_000)
      return { code: 0, duration: Number.POSITIVE_INFINITY };
  }
}
