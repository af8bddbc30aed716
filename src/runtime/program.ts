import type { Link } from './link';

/** A program of a cluster as a fault sees it: one process, or several of which one works. */
export interface Program {
  readonly name: string;
  /** True while somebody works. */
  readonly running: boolean;
  /** True when another process takes over from one that dies. */
  readonly isReplicated: boolean;
  /** The wires of its processes that run. */
  readonly links: readonly Link[];
  /** As whom its actors call the API. */
  readonly users: readonly string[];
  /** Starts what does not run. */
  start(): void;
  /** A crash of the process that works, with all its memory. */
  stop(): void;
}

/** Ends the programs that run and starts them again, as somebody does who gives them other flags. */
export function startAnew(programs: Iterable<Program>): void {
  for (const program of programs) {
    if (!program.running) continue;
    program.stop();
    program.start();
  }
}
