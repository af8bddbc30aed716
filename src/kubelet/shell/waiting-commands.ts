import type { Process } from '../container/process';
import { copyInput, type Io, readLine, type ShellState } from './io';
import type { Pace } from './pace';
import { sleepTime } from './sleep';

/** What the commands that wait need of their shell. */
export interface WaitingShell {
  readonly state: ShellState;
  readonly pace: Pace;
  /** True when a signal has come that the shell handles. */
  readonly isSignalled: () => boolean;
}

/** The process of a command that does nothing but wait, for time, input or jobs; undefined for any other. */
export function waitingCommand(
  program: string,
  args: readonly string[],
  io: Io,
  { state, pace, isSignalled }: WaitingShell,
): Process | undefined {
  switch (program) {
    case 'sleep':
      return sleep(args, io, pace);
    case 'wait':
      return waitForJobs(state, pace, isSignalled);
    case 'read':
      return readLine(args, io, state);
    case 'tail':
      return args.includes('-f') ? pace.pause(Number.POSITIVE_INFINITY) : undefined;
    case 'cat':
      return args.length === 0 ? pace.run(copyInput(io)) : undefined;
    default:
      return undefined;
  }
}

function* sleep(args: readonly string[], io: Io, pace: Pace): Process {
  const time = sleepTime(args, io);
  return time === undefined ? 1 : yield* pace.pause(time);
}

function* waitForJobs({ jobs }: ShellState, pace: Pace, isSignalled: () => boolean): Process {
  for (const job of jobs.splice(0)) yield* pace.run(job, isSignalled);
  return 0;
}
