import type { Kind } from '../api/kind';
import type { User } from './api';
import { type AdmissionPlugin, type AdmittedVerb, type PluginSet, pluginsFor } from './request';
import type { Store } from './store';

/** Who has a say in which writes, worked out once for each and anew when a plugin is configured otherwise. */
export class PluginSets {
  /** The groups whose requests have plugins of their own: few. */
  private readonly groups: readonly string[];
  /** By the groups that a user is in, as bits; then by verb and subresource, and then by kind. */
  private readonly sets: Map<string, Map<Kind, PluginSet>>[];

  constructor(
    private readonly plugins: readonly AdmissionPlugin[],
    private readonly store: Store,
  ) {
    this.groups = [...new Set(plugins.flatMap(({ group }) => group ?? []))];
    this.sets = Array.from({ length: 2 ** this.groups.length }, () => new Map());
    const forget = () => {
      for (const sets of this.sets) sets.clear();
    };
    const kinds = plugins.flatMap(({ configuration }) => configuration?.kinds ?? []);
    for (const kind of new Set(kinds)) store.watch(kind, forget);
  }

  /** The names of all of them, in order. */
  get names(): string {
    return this.plugins.map(({ name }) => name).join();
  }

  /** Those that look at such a write of a user, as things are. */
  of(user: User, kind: Kind, verb: AdmittedVerb, subresource = ''): PluginSet {
    const mine = this.sets[this.bitsOf(user)] as Map<string, Map<Kind, PluginSet>>;
    const key = subresource === '' ? verb : `${verb}/${subresource}`;
    let sets = mine.get(key);
    if (sets === undefined) {
      sets = new Map();
      mine.set(key, sets);
    }
    let set = sets.get(kind);
    if (set === undefined) {
      const { groups } = user;
      const meant = this.plugins.filter(
        ({ group }) => group === undefined || groups.includes(group),
      );
      set = pluginsFor(meant, this.store, { kind, verb, subresource });
      sets.set(kind, set);
    }
    return set;
  }

  private bitsOf({ groups }: User): number {
    let bits = 0;
    for (let i = 0; i < this.groups.length; i++) {
      if (groups.includes(this.groups[i] as string)) bits |= 1 << i;
    }
    return bits;
  }
}
