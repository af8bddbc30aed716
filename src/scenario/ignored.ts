import type { KubeObject } from '../api/object';
import { unsimulatedFields } from '../api/simulated';
import type { WriteEntry } from '../apiserver/server';
import type { Trace } from '../sim/trace';

/** A field that somebody set and that the simulation does not act on. */
export interface Ignored {
  readonly object: string;
  readonly path: string;
  readonly why: string;
}

const APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Collects the fields without effect in what people write; what controllers make of it does not count. */
export class IgnoredFields {
  readonly fields: Ignored[] = [];
  private readonly known = new Set<string>();

  constructor(trace: Trace, isPerson: (actor: string) => boolean) {
    trace.subscribe(({ type, actor, data }) => {
      if (type !== 'write' || !isPerson(actor)) return;
      const { type: change, object } = data as WriteEntry;
      if (change === 'DELETED') return;
      const applied = object.metadata.annotations?.[APPLIED];
      if (applied !== undefined) this.note(JSON.parse(applied) as Partial<KubeObject>);
      else if (change === 'ADDED') this.note(object);
    });
  }

  private note(object: Partial<KubeObject>): void {
    const { name, generateName } = object.metadata ?? {};
    const shown = `${object.kind} "${name ?? generateName ?? ''}"`;
    for (const { path, why } of unsimulatedFields(object)) {
      const key = `${shown} ${path}`;
      if (this.known.has(key)) continue;
      this.known.add(key);
      this.fields.push({ object: shown, path, why });
    }
  }
}
