import type { Pod } from '../api/schema/objects';

/** upstream: scheduling.SystemCriticalPriority */
const CRITICAL = 2_000_000_000;

/** True for a Pod that its node cannot do without: it is ended last, and others make room for it. */
export function isCritical({ spec }: Pod): boolean {
  return (spec.priority ?? 0) >= CRITICAL;
}
