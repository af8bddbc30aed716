import type { Surroundings } from '../container/process';
import type { Io, ShellState } from './io';

/** A command that ends at once; returns its exit code. */
export type Builtin = (
  args: readonly string[],
  io: Io,
  state: ShellState,
  around: Surroundings,
) => number;

/** The full path of what a command is told, from the shell's directory or another. */
export function at(path: string, state: ShellState, directory = state.directory): string {
  if (path.startsWith('/')) return path;
  return `${directory === '/' ? '' : directory}/${path}`;
}

/** The arguments that are no options. */
export function operands(args: readonly string[]): string[] {
  return args.filter((arg) => !arg.startsWith('-') || arg === '-');
}
