import { conditionOf } from '../api/condition';
import type { Pod } from '../api/schema/objects';
import { parseTimestamp } from '../api/timestamp';
import type { Again } from '../runtime/controller';
import type { Time } from '../sim/loop';

/** Comes back when the next Pod has been ready for long enough to count as available. */
export function availableLater(
  pods: readonly Pod[],
  minReadySeconds: number,
  now: Time,
): Again | undefined {
  if (minReadySeconds === 0) return undefined;
  let next = Number.POSITIVE_INFINITY;
  for (const { status } of pods) {
    const ready = conditionOf(status.conditions, 'Ready');
    if (ready?.status !== 'True' || !ready.lastTransitionTime) continue;
    const due = parseTimestamp(ready.lastTransitionTime) + minReadySeconds * 1000;
    if (due > now) next = Math.min(next, due);
  }
  return Number.isFinite(next) ? { requeueAfter: next - now } : undefined;
}
