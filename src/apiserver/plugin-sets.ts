import type { Kind } from '../api/kind';
import type { User } from './api';
import { type AdmissionPlugin, type AdmittedVerb, type PluginSet, pluginsFor } from './request';
import type { Store } from './store';

/** By subresource, and then by verb. */
type SetsOfKind = Map<string, Map<AdmittedVerb, PluginSet>>;

/** Who has a say in which writes, worked out once for each and anew when a plugin is configured otherwise. */
export class PluginSets {
  /** The groups whose requests have plugins of their own: few. */
  private readonly groups: readonly string[];
  /** By the groups that a user is in, as bits. */
  private readonly sets: Map<Kind, SetsOfKind>[];

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
    const mine = this.sets[this.bitsOf(user)] as Map<Kind, SetsOfKind>;
    // asked at each write: nothing is allocated, no key is made of others
    const known = mine.get(kind)?.get(subresource)?.get(verb);
    if (known !== undefined) return known;
    const { groups } = user;
    const meant = this.plugins.filter(({ group }) => group === undefined || groups.includes(group));
    const set = pluginsFor(meant, this.store, { kind, verb, subresource });
    const ofKind: SetsOfKind = mine.get(kind) ?? new Map();
    const ofPart = ofKind.get(subresource) ?? new Map<AdmittedVerb, PluginSet>();
    mine.set(kind, ofKind.set(subresource, ofPart.set(verb, set)));
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
