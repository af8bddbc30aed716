import type { Surroundings } from '../container/process';
import type { ShellState } from './io';
import { at, type Builtin } from './shell-command';

const NUMBERS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '-eq': (a, b) => a === b,
  '-ne': (a, b) => a !== b,
  '-lt': (a, b) => a < b,
  '-le': (a, b) => a <= b,
  '-gt': (a, b) => a > b,
  '-ge': (a, b) => a >= b,
};

function judge(args: readonly string[], state: ShellState, around: Surroundings): boolean {
  const or = args.indexOf('-o');
  if (or > 0) {
    return judge(args.slice(0, or), state, around) || judge(args.slice(or + 1), state, around);
  }
  const and = args.indexOf('-a');
  if (and > 0) {
    return judge(args.slice(0, and), state, around) && judge(args.slice(and + 1), state, around);
  }
  const [first = '', operator = '', third = ''] = args;
  if (first === '!') return !judge(args.slice(1), state, around);
  if (args.length === 1) return first !== '';
  if (args.length === 2) {
    const path = at(operator, state);
    switch (first) {
      case '-n':
        return operator !== '';
      case '-z':
        return operator === '';
      case '-f':
      case '-r':
        return around.files.isFile(path);
      case '-s':
        return (around.files.read(path) ?? '') !== '';
      case '-d':
        return around.files.isDirectory(path);
      case '-e':
        return around.files.isFile(path) || around.files.isDirectory(path);
      default:
        return false;
    }
  }
  if (operator === '=' || operator === '==') return first === third;
  if (operator === '!=') return first !== third;
  return NUMBERS[operator]?.(Number(first), Number(third)) ?? false;
}

/** `test` and `[`. */
export const test: Builtin = (args, _io, state, around) => {
  const plain = args.at(-1) === ']' || args.at(-1) === ']]' ? args.slice(0, -1) : args;
  return judge(plain, state, around) ? 0 : 1;
};
