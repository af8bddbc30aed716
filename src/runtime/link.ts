import type { Duration } from '../sim/loop';

/** How long a change takes from the store to a watcher, in milliseconds. */
const WATCH_DELAY = 1;

/** The wire between a process and the API server's watches; faults stretch and cut it. */
export class Link {
  delay: Duration = WATCH_DELAY;
  private up = true;
  private readonly listeners: (() => void)[] = [];

  /** False while watches are cut: changes are lost until the process lists anew. */
  get connected(): boolean {
    return this.up;
  }

  cut(): void {
    this.up = false;
  }

  heal(): void {
    if (this.up) return;
    this.up = true;
    for (const listen of [...this.listeners]) listen();
  }

  /** Calls `listen` whenever the wire is whole again; returns how to end that. */
  onHeal(listen: () => void): () => void {
    this.listeners.push(listen);
    return () => {
      const index = this.listeners.indexOf(listen);
      if (index >= 0) this.listeners.splice(index, 1);
    };
  }
}
