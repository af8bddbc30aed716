import type { Kind } from '../api/kind';
import { type AdmissionPlugin, type AdmittedVerb, type PluginSet, pluginsFor } from './request';
import type { Store } from './store';

/** Who has a say in which writes, worked out once for each and anew when a plugin is configured otherwise. */
export class PluginSets {
  /** By verb and subresource, and then by kind. */
  private readonly sets = new Map<string, Map<Kind, PluginSet>>();

  constructor(
    private readonly plugins: readonly AdmissionPlugin[],
    private readonly store: Store,
  ) {
    const forget = () => this.sets.clear();
    const kinds = plugins.flatMap(({ configuration }) => configuration?.kinds ?? []);
    for (const kind of new Set(kinds)) store.watch(kind, forget);
  }

  /** The names of all of them, in order. */
  get names(): string {
    return this.plugins.map(({ name }) => name).join();
  }

  /** Those that look at such a write, as things are. */
  of(kind: Kind, verb: AdmittedVerb, subresource = ''): PluginSet {
    const key = subresource === '' ? verb : `${verb}/${subresource}`;
    let sets = this.sets.get(key);
    if (sets === undefined) {
      sets = new Map();
      this.sets.set(key, sets);
    }
    let set = sets.get(kind);
    if (set === undefined) {
      set = pluginsFor(this.plugins, this.store, { kind, verb, subresource });
      sets.set(kind, set);
    }
    return set;
  }
}
