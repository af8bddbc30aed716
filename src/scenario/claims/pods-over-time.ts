import type { Pod } from '../../api/schema/objects';
import type { Time } from '../../sim/loop';
import type { Count } from '../count';
import { beginning, type Moment, podChanges, present, violated } from '../history';
import { describeReference, type Reference } from '../reference';
import { holds, type Verdict, vacuous } from '../verdict';
import { availableFrom, type Quality, qualityTest } from '../workload';
import type { StepMark, World } from '../world';
import { noPodEver } from './objects';

/** What must be so of a number, or must never be. */
export interface Bound {
  readonly count: Count;
  readonly when: 'always' | 'never';
}

/** The Pods that deserve a word, as time goes by. A Pod may become available without being written. */
class Tally {
  readonly names = new Map<string, string>();
  private readonly pods = new Map<string, Pod>();
  private due: { readonly time: Time; readonly uid: string; readonly pod: Pod }[] = [];

  constructor(
    private readonly test: (pod: Pod, now: Time) => boolean,
    private readonly ripens: (pod: Pod) => Time | undefined,
  ) {}

  take(uid: string, pod: Pod | undefined, now: Time): void {
    if (pod === undefined) this.pods.delete(uid);
    else this.pods.set(uid, pod);
    if (pod !== undefined && this.test(pod, now)) {
      this.names.set(uid, pod.metadata.name);
      return;
    }
    this.names.delete(uid);
    const time = pod && this.ripens(pod);
    if (pod !== undefined && time !== undefined && time > now) this.due.push({ time, uid, pod });
  }

  /** The moments up to `limit` at which Pods come to deserve the word by the passing of time alone. */
  *ripen(limit: Time): Iterable<Time> {
    while ((this.due[0]?.time ?? Number.POSITIVE_INFINITY) <= limit) {
      const [first, ...rest] = this.due;
      this.due = rest;
      if (first === undefined || this.pods.get(first.uid) !== first.pod) continue;
      this.names.set(first.uid, first.pod.metadata.name);
      yield first.time;
    }
  }
}

/** So many Pods of the workload were in this state, at every moment since the mark or at none of them. */
export function podsOverTime(
  world: World,
  reference: Reference,
  { count, when }: Bound,
  quality: Quality,
  since: StepMark | undefined,
): Verdict {
  const start = beginning(world, since);
  const test = qualityTest(world, reference, quality);
  const ripens = quality === 'available' ? availableFrom(world, reference) : () => undefined;
  const tally = new Tally(test, ripens);
  const judge = (moment: Moment): Verdict | undefined => {
    const { size } = tally.names;
    if (count.admits(size) === (when === 'always')) return undefined;
    const names = [...tally.names.values()].slice(0, 10).join(', ');
    const list = size === 0 ? '' : ` (${names}${size > 10 ? ', …' : ''})`;
    const were = size === 1 ? 'Pod' : 'Pods';
    return violated(
      moment,
      `${size} ${were} of ${describeReference(reference)} ${size === 1 ? 'was' : 'were'} ${quality}${list}`,
    );
  };
  let seen = 0;
  let begun = since === undefined;
  const begin = (): Verdict | undefined => {
    begun = true;
    return judge(start);
  };
  const pass = (limit: Moment): Verdict | undefined => {
    for (const time of tally.ripen(limit.time)) {
      if (!begun) continue;
      const verdict = judge({ time, seq: limit.seq });
      if (verdict !== undefined) return verdict;
    }
    return undefined;
  };
  for (const { uid, pod, entry } of podChanges(world, reference)) {
    if (!begun && entry.seq > start.seq) {
      const verdict = pass(start) ?? begin();
      if (verdict !== undefined) return verdict;
    }
    seen++;
    const before = pass(entry);
    tally.take(uid, pod, entry.time);
    const verdict = before ?? (begun ? judge(entry) : undefined);
    if (verdict !== undefined) return verdict;
  }
  if (seen === 0) return vacuous(noPodEver(world, reference));
  const last = begun ? undefined : (pass(start) ?? begin());
  return last ?? pass(present(world)) ?? judge(present(world)) ?? holds;
}
