import { conditionOf } from '../../api/condition';
import type { Pod } from '../../api/schema/objects';
import { parseTimestamp } from '../../api/timestamp';
import type { Env } from '../../runtime/env';
import type { Duration, Time } from '../../sim/loop';

// upstream: DefaultJobPodFailureBackOff, MaxJobPodFailureBackOff
const FIRST: Duration = 10_000;
const LONGEST: Duration = 10 * 60_000;

/** Failures since the last success, and when the last of them was. */
export interface FailureRecord {
  readonly failures: number;
  readonly last: Time;
}

const NONE: FailureRecord = { failures: 0, last: 0 };

/** How long to wait still after so many failures. */
export function remaining({ failures, last }: FailureRecord, now: Time): Duration {
  if (failures === 0) return 0;
  const pause = Math.min(LONGEST, FIRST * 2 ** Math.min(failures - 1, 20));
  return Math.max(0, last + pause - now);
}

/** When a Pod came to its end, as far as it tells; when it was told to go, if it does not; now at the latest. */
export function finishedAt({ metadata, status }: Pod, now: Time): Time {
  let latest = Number.NEGATIVE_INFINITY;
  for (const { state } of status.containerStatuses ?? []) {
    const at = state?.terminated?.finishedAt;
    if (at) latest = Math.max(latest, parseTimestamp(at));
  }
  if (Number.isFinite(latest)) return latest;
  if (metadata.deletionTimestamp !== undefined) {
    const grace = (metadata.deletionGracePeriodSeconds ?? 0) * 1000;
    return Math.min(now, parseTimestamp(metadata.deletionTimestamp) - grace);
  }
  const ready = conditionOf(status.conditions, 'Ready')?.lastTransitionTime;
  return ready ? parseTimestamp(ready) : now;
}

/** The record after these Pods ended, too. upstream: newBackoffRecord */
export function recordAfter(
  known: FailureRecord,
  succeeded: readonly Pod[],
  failed: readonly Pod[],
  now: Time,
): FailureRecord {
  const times = (pods: readonly Pod[]) => pods.map((pod) => finishedAt(pod, now));
  const success = Math.max(Number.NEGATIVE_INFINITY, ...times(succeeded));
  const late = times(failed).filter((time) => time > success);
  if (late.length > 0) {
    const before = Number.isFinite(success) ? 0 : known.failures;
    return { failures: before + late.length, last: Math.max(...late) };
  }
  return Number.isFinite(success) ? NONE : known;
}

/**
 * The pace of each Job's retries. It is a process's memory, as upstream: a crash clears it, and only the pace
 * depends on it.
 */
export class BackOffs {
  private readonly records = new Map<string, FailureRecord>();

  get(key: string): FailureRecord {
    return this.records.get(key) ?? NONE;
  }

  set(key: string, record: FailureRecord): void {
    if (record.failures === 0) this.records.delete(key);
    else this.records.set(key, record);
  }
}

const ofProcess = new WeakMap<Env, BackOffs>();

/** The memory of the process that the controller runs in. */
export function backOffsOf(env: Env): BackOffs {
  const known = ofProcess.get(env) ?? new BackOffs();
  ofProcess.set(env, known);
  return known;
}
