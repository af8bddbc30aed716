import type { Probe } from '../api/schema/objects';
import type { Duration, Time } from '../sim/loop';

/** The numbers of a probe, in milliseconds. */
export interface ProbeTiming {
  readonly initialDelay: Duration;
  readonly period: Duration;
  readonly timeout: Duration;
  readonly successThreshold: number;
  readonly failureThreshold: number;
}

/** The timing of a probe, with the defaults of the API. */
export function probeTiming(probe: Probe): ProbeTiming {
  return {
    initialDelay: (probe.initialDelaySeconds ?? 0) * 1000,
    period: (probe.periodSeconds ?? 10) * 1000,
    timeout: (probe.timeoutSeconds ?? 1) * 1000,
    successThreshold: probe.successThreshold ?? 1,
    failureThreshold: probe.failureThreshold ?? 3,
  };
}

/** When a probe of a container that started at `start` is due next, after `now` (at `now`, if `orNow`). */
export function nextProbe(timing: ProbeTiming, start: Time, now: Time, orNow: boolean): Time {
  const first = start + timing.initialDelay;
  if (now < first) return first;
  const periods = (now - first) / timing.period;
  const whole = Math.ceil(periods);
  if (whole === periods && !orNow) return first + (whole + 1) * timing.period;
  return first + whole * timing.period;
}

/** What a probe has found out so far: its result, and how often in a row the last answer came. */
export interface ProbeCount {
  readonly result: boolean | undefined;
  readonly last: boolean | undefined;
  readonly run: number;
}

/** The count after one more answer. upstream: prober/worker.go, doProbe */
export function countAnswer(count: ProbeCount, answer: boolean, timing: ProbeTiming): ProbeCount {
  const run = count.last === answer ? count.run + 1 : 1;
  const threshold = answer ? timing.successThreshold : timing.failureThreshold;
  return { last: answer, run, result: run >= threshold ? answer : count.result };
}
