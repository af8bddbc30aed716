import type { Cluster } from '../cluster';
import type { Fault } from '../faults/fault';
import { UserError } from './user-error';

/** What is wrong in a scenario's cluster, by names under which it can be undone. */
export class OngoingFaults {
  /** How to undo what is wrong, by its name; the last one last. */
  private readonly undoings = new Map<string, (() => void)[]>();

  constructor(private readonly cluster: Cluster) {}

  /** Makes a fault happen in place of one of the same name; `undo` of that name ends it. */
  inject<O>(name: string, fault: Fault<O>, options: O): void {
    for (const undo of this.undoings.get(name) ?? []) undo();
    this.undoings.delete(name);
    this.injectAnother(name, fault, options);
  }

  /** Makes a fault happen beside those of the same name; `undo` of that name ends the last one. */
  injectAnother<O>(name: string, fault: Fault<O>, options: O): void {
    try {
      const undo = fault.inject(this.cluster, options);
      this.undoings.set(name, [...(this.undoings.get(name) ?? []), undo]);
    } catch (error) {
      // a fault says so when there is nothing it could hit; anything else is a bug
      if (error instanceof Error && error.constructor === Error) throw new UserError(error.message);
      throw error;
    }
  }

  /** How to end the last fault of that name, also when somebody else has ended it by then; undefined when there is none. */
  lastUndo(name: string): (() => void) | undefined {
    return this.undoings.get(name)?.at(-1);
  }

  /** Ends the last fault of that name; a UserError when there is none. */
  undo(name: string): void {
    const undo = this.undoings.get(name)?.pop();
    if (undo === undefined) {
      throw new UserError(`nothing is wrong with ${name.replace('/', ' "')}"`);
    }
    undo();
  }
}
