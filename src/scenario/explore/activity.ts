import type { WriteEntry } from '../../apiserver/server';
import type { Duration } from '../../sim/loop';
import type { StepMark, World } from '../world';

/** A moment of a scenario: so long after the beginning of one of its steps. */
export interface Moment {
  readonly step: number;
  readonly offset: Duration;
}

/** A write of a program, and its number among those since its step began: 1 is the first. */
export interface ProgramWrite extends Moment {
  readonly number: number;
}

/** What a run without faults did, which tells where faults may matter. */
export interface Activity {
  /** When anything was written. */
  readonly moments: readonly Moment[];
  /** The programs that can fail, with what they wrote. */
  readonly programs: ReadonlyMap<string, readonly ProgramWrite[]>;
}

/** Reads the activity of a run that has ended; its steps are those of the scenario, one for one. */
export function activityOf(world: World): Activity {
  const programs = new Map<string, ProgramWrite[]>();
  if (!world.hasCluster) return { moments: [], programs };
  const moments: Moment[] = [];
  const owners = new Map<string, string>();
  for (const { name, users } of world.cluster.programs) {
    programs.set(name, []);
    for (const user of users) owners.set(user, name);
  }
  // before its first mark the cluster was being made: there was no step to say a fault before
  let step = world.marks.findIndex(({ seq }) => seq > 0);
  if (step < 0) return { moments, programs };
  const counts = new Map<string, number>();
  for (const { seq, time, type, actor, data } of world.cluster.trace.entries) {
    if (seq < (world.marks[step] as StepMark).seq) continue;
    for (let next = world.marks[step + 1]; next !== undefined && next.seq <= seq; ) {
      step++;
      counts.clear();
      next = world.marks[step + 1];
    }
    if (type !== 'write' || (data as WriteEntry).kind === 'Event') continue;
    const moment = { step, offset: time - (world.marks[step] as StepMark).from };
    moments.push(moment);
    const owner = owners.get(actor);
    if (owner === undefined) continue;
    const number = (counts.get(owner) ?? 0) + 1;
    counts.set(owner, number);
    programs.get(owner)?.push({ ...moment, number });
  }
  return { moments, programs };
}
