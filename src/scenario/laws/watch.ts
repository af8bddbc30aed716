import type { WriteEntry } from '../../apiserver/server';
import type { Cluster } from '../../cluster';
import { formatDuration } from '../duration';
import type { Breach, Law } from './law';

/** Holds a cluster to the laws from now on, at each write. */
export class LawWatch {
  private readonly breaches: (Breach & { readonly law: string })[] = [];

  constructor(cluster: Cluster, laws: readonly Law[]) {
    const start = cluster.loop.now;
    const observers = laws.map((law) => ({ law, observe: law.watch(cluster) }));
    cluster.trace.subscribe((entry) => {
      if (entry.type !== 'write') return;
      const write = entry.data as WriteEntry;
      for (const { law, observe } of observers) {
        const because = observe(write, entry);
        if (because === undefined) continue;
        const at = formatDuration(entry.time - start);
        this.breaches.push({ law: law.name, because: `${because}, at ${at}`, witness: entry.seq });
      }
    });
  }

  /** Every law that was broken, as a sentence. */
  broken(): string[] {
    return this.breaches.map(({ law, because }) => `the law "${law}" was broken: ${because}`);
  }
}
