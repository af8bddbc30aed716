import type { Recording } from './format';

/**
 * Which node each Pod was given in the run that is compared: what was left to chance falls as it
 * fell there. A node that is not among the best is never taken. `normal` gives the recording's name of a Pod.
 */
export function placementsOf(
  { trace }: Recording,
  normal: (pod: string) => string,
): (pod: string) => string | undefined {
  const placements = new Map<string, string>();
  for (const { kind, name, d } of trace) {
    if (kind === 'Pod' && typeof d?.node === 'string') placements.set(name, d.node);
  }
  return (pod) => placements.get(normal(pod));
}
