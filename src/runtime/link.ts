import type { Duration } from '../sim/loop';

/** How long a change takes from the store to a watcher, in milliseconds. */
const WATCH_DELAY = 1;

/** Told when the wire is whole again; `isNew` when the server at its other end knows nothing of what was before. */
export type HealListener = (isNew: boolean) => void;

/** The wire between a process and the API server's watches; faults stretch and cut it. */
export class Link {
  delay: Duration = WATCH_DELAY;
  private up = true;
  private readonly listeners: HealListener[] = [];

  /** False while watches are cut: no change comes through. */
  get connected(): boolean {
    return this.up;
  }

  cut(): void {
    this.up = false;
  }

  /**
   * Makes it whole. The watches go on where they were cut, or, when the server is a new one, which has forgotten
   * where that was, begin anew with a list.
   */
  heal(isNew = false): void {
    if (this.up) return;
    this.up = true;
    for (const listen of [...this.listeners]) listen(isNew);
  }

  /** Calls `listen` whenever the wire is whole again; returns how to end that. */
  onHeal(listen: HealListener): () => void {
    this.listeners.push(listen);
    return () => {
      const index = this.listeners.indexOf(listen);
      if (index >= 0) this.listeners.splice(index, 1);
    };
  }
}
