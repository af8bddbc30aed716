import { formatDuration } from '../../api/duration';
import type { WriteEntry } from '../../apiserver/server';
import type { Cluster } from '../../cluster';
import type { Law } from './law';

/** A law that is broken, as a sentence, and the entry of the trace that proves it. */
export interface Breach {
  readonly law: string;
  readonly text: string;
  readonly witness: number;
}

/** Holds a cluster to the laws from now on, at each write. */
export class LawWatch {
  readonly breaches: Breach[] = [];

  constructor(cluster: Cluster, laws: readonly Law[]) {
    const start = cluster.loop.now;
    const observers = laws.map((law) => ({ law, observe: law.watch() }));
    cluster.trace.subscribe((entry) => {
      if (entry.type !== 'write') return;
      const write = entry.data as WriteEntry;
      for (const { law, observe } of observers) {
        const because = observe(write, entry);
        if (because === undefined) continue;
        const at = formatDuration(entry.time - start);
        const text = `the law "${law.name}" was broken at +${at}: ${because}`;
        this.breaches.push({ law: law.name, text, witness: entry.seq });
      }
    });
  }

  /** Every law that was broken, as a sentence. */
  broken(): string[] {
    return this.breaches.map(({ text }) => text);
  }
}
