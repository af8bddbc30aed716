import type { JobSpec } from '../schema/objects';
import { templateWarnings } from './pod';

// upstream: api/job, WarningsForJobSpec
const MANY_COMPLETIONS = 100_000;
const MANY_AT_ONCE = 10_000;

/** What is odd about a Job's spec. */
export function jobSpecWarnings(spec: JobSpec, path: string): string[] {
  const { completionMode, completions = 0, parallelism = 0 } = spec;
  const isVast = completions > MANY_COMPLETIONS && parallelism > MANY_AT_ONCE;
  const ofSize =
    completionMode === 'Indexed' && isVast
      ? [
          `${path}: In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail`,
        ]
      : [];
  return [...ofSize, ...templateWarnings(spec.template, `${path}.template`)];
}
