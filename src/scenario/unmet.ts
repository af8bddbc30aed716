import type { WriteEntry } from '../apiserver/server';
import { missing, objectOf, subjectOf } from './claims/objects';
import type { Reference } from './reference';
import type { World } from './world';

/**
 * Objects that somebody spoke of before they were there, as one may who says what load a Deployment is to carry. Who
 * never comes was misspelt, and what was said of it has had no effect.
 */
export class Unmet {
  private readonly spokenOf: { readonly reference: Reference; readonly text: string }[] = [];

  constructor(private readonly world: World) {}

  /** `text` is what was said, for the complaint: `the load on it`. */
  speakOf(reference: Reference, text: string): void {
    if (objectOf(this.world, reference) === undefined) this.spokenOf.push({ reference, text });
  }

  /** What had no effect, since its object has never been; undefined when all have come. */
  complaint(): string | undefined {
    const unmet = this.spokenOf.find(({ reference }) => !this.hasBeen(reference));
    if (unmet === undefined) return undefined;
    return `${unmet.text} had no effect: ${missing(this.world, unmet.reference)}`;
  }

  private hasBeen(reference: Reference): boolean {
    const { kindId, key } = subjectOf(reference);
    return this.world.cluster.trace.entries.some(({ type, data }) => {
      if (type !== 'write') return false;
      const write = data as WriteEntry;
      return write.id === kindId && write.key === key;
    });
  }
}
