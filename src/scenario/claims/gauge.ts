import type { WriteEntry } from '../../apiserver/server';
import { beginning, type Moment, present, violated } from '../history';
import { holds, type Verdict, vacuous } from '../verdict';
import type { StepMark, World } from '../world';

/** What a claim over time looks at, brought up to date write by write. */
export interface Gauge {
  /** Takes a write in; false when it is none of its business. */
  take(write: WriteEntry): boolean;
  /** Whether what the claim names is so now, or why not; undefined while there is nothing to say it of. */
  read(): true | string | undefined;
}

/** What is claimed of a gauge, and how it reads when it is so and must not be. */
export interface OverTime {
  readonly when: 'always' | 'never';
  readonly since: StepMark | undefined;
  readonly was: () => string;
  /** Why the claim is vacuous when nothing ever concerned it. */
  readonly nothing: () => string;
}

/** It was so at every moment since the mark, or at none of them; while there is nothing to say it of, neither is judged. */
export function overTime(
  world: World,
  gauge: Gauge,
  { when, since, was, nothing }: OverTime,
): Verdict {
  const start = beginning(world, since);
  const judge = (moment: Moment): Verdict | undefined => {
    const reading = gauge.read();
    if (reading === undefined || (reading === true) === (when === 'always')) return undefined;
    return violated(moment, reading === true ? was() : reading);
  };
  let seen = false;
  let begun = since === undefined;
  for (const entry of world.cluster.trace.entries) {
    if (!begun && entry.seq > start.seq) {
      begun = true;
      const broken = judge(start);
      if (broken !== undefined) return broken;
    }
    if (entry.type !== 'write' || !gauge.take(entry.data as WriteEntry)) continue;
    seen = true;
    const broken = begun ? judge(entry) : undefined;
    if (broken !== undefined) return broken;
  }
  if (!seen) return vacuous(nothing());
  return judge(begun ? present(world) : start) ?? holds;
}
