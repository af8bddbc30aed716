import { processCrash } from '../faults';
import type { World } from './world';

/** So long a program is away that is started anew. */
const RESTART = 1000;

/** What a crash of a program is called, for whoever undoes it. */
export function crashOf(process: string): string {
  return `process/${process}`;
}

/** Starts a program anew. Who lies dead already does not die once more: its crash is over then. */
export function restart({ faults, cluster }: World, process: string): void {
  const name = crashOf(process);
  const isDead = cluster.programs.some((program) => program.name === process && !program.running);
  const undo = isDead ? faults.lastUndo(name) : undefined;
  if (undo !== undefined) cluster.loop.after(RESTART, `${process} starts again`, undo);
  else faults.injectAnother(name, processCrash, { process, back: RESTART });
}
