import type { Duration, Time } from '../../sim/loop';
import type { RecordedStep, Recording } from './format';

/** One thing that a replay does, so many milliseconds after the recording began. */
export interface Deed {
  readonly at: Time;
  readonly step: number;
  /** A step's key, or `look`: to compare what a step has led to. */
  readonly key: string;
  readonly value: unknown;
}

/** Several keys of one step run in this order (README of the recordings). */
const ORDER = [
  'create',
  'apply',
  'replace',
  'kubectl',
  'api',
  'addNode',
  'crash',
  'revive',
  'deleteNode',
  'exit',
  'setReady',
  'fail',
  'join',
  'metrics',
  'sample',
] as const satisfies readonly (keyof RecordedStep)[];

/** Keys that run kubectl, which takes its time to start. */
const COMMANDS: ReadonlySet<string> = new Set([
  'create',
  'apply',
  'replace',
  'kubectl',
  'deleteNode',
]);
/** Of these a list is one command. */
const WHOLE: ReadonlySet<string> = new Set(['create', 'apply', 'replace']);
/** kubectl's start took at most so long, and this when nothing tells. */
const START_MAX: Duration = 700;
const START: Duration = 80;
/** A request without kubectl. */
const REQUEST: Duration = 3;
/** After so long without a change a step was over. */
const QUIET: Duration = 2300;

/** When the recording looked at what a step had led to. */
function endOf({ steps }: Recording, index: number): Time {
  const next = steps[index + 1];
  if (next !== undefined) return next.T - 1;
  const { T = 0, doneMs = 0, quietMs = 0 } = steps[index] ?? {};
  return T + Math.max(doneMs, quietMs ?? 0) + QUIET;
}

function itemsOf(key: string, value: unknown): readonly unknown[] {
  return Array.isArray(value) && !WHOLE.has(key) ? value : [value];
}

/** How long a command that was recorded to take `took` needed for its start, by the first change in its time. */
function startOf({ trace }: Recording, step: number, from: Time, took: Duration): Duration {
  const first = trace.find((t) => t.step === step && t.T >= from && t.T <= from + took);
  return Math.min(first === undefined ? START : first.T - from, took * 0.9, START_MAX);
}

/** How many things a step does. */
function countOf(told: RecordedStep): number {
  return ORDER.reduce((sum, key) => {
    const value = told[key];
    return sum + (value === undefined ? 0 : itemsOf(key, value).length);
  }, 0);
}

function deedsOf(recording: Recording, step: number): Deed[] {
  const { T = 0, doneMs = 0 } = recording.steps[step] ?? {};
  const told = recording.scenario.steps[step] ?? {};
  const durations = recording.output
    .filter((o) => o.step === step && o.args !== undefined)
    .map(({ ms = START }) => ms);
  const deeds: Deed[] = [];
  // what needs no kubectl is done one after another in what time there was
  const each = (doneMs - (told.wait ?? 0) * 1000) / Math.max(1, countOf(told));
  const pace = durations.length === 0 ? Math.max(REQUEST, each) : REQUEST;
  let now = T;
  for (const key of ORDER) {
    if (told[key] === undefined) continue;
    for (const value of itemsOf(key, told[key])) {
      if (!COMMANDS.has(key)) {
        deeds.push({ at: now, step, key, value });
        now += pace;
        continue;
      }
      const took = told.background === undefined ? (durations.shift() ?? doneMs) : doneMs;
      deeds.push({ at: now + startOf(recording, step, now, took), step, key, value });
      now += took;
    }
  }
  return deeds;
}

/** All that a replay does, in order of time. */
export function timelineOf(recording: Recording): readonly Deed[] {
  return recording.scenario.steps.flatMap((_, step) => [
    ...deedsOf(recording, step),
    { at: endOf(recording, step), step, key: 'look', value: undefined },
  ]);
}
