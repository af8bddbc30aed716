import { formatDuration } from '../api/duration';
import type { Duration, Loop } from '../sim/loop';

/** So much of what is still to come is told. */
const TOLD_MAX = 3;

/** Why a cluster did not settle in time: what is still to come, and what to write instead. */
export function unsettledText(loop: Loop, limit: Duration): string {
  const soonest = new Map<string, Duration>();
  for (const { label, time } of loop.awaited()) {
    if (!soonest.has(label)) soonest.set(label, time - loop.now);
  }
  const told = [...soonest]
    .slice(0, TOLD_MAX)
    .map(([label, delay]) => `"${label}" in ${formatDuration(delay)}`);
  const more = soonest.size > told.length ? ', …' : '';
  return `the cluster did not settle within ${formatDuration(limit)}; still to come: ${told.join(', ')}${more}. Give it longer, or let a span of time pass instead`;
}
