import { evictionsKeepBudgets } from './evictions-keep-budgets';
import { forbidNeverOverlaps } from './forbid-never-overlaps';
import { jobsKeepCount } from './jobs-keep-count';
import type { Law } from './law';
import { noOvercommit } from './no-overcommit';
import { observedGeneration } from './observed-generation';
import { oneDaemonPerNode } from './one-daemon-per-node';
import { onePodPerOrdinal } from './one-pod-per-ordinal';
import { ownersExist } from './owners-exist';
import { rolloutsKeepBounds } from './rollouts-keep-bounds';
import { uniquePodAddresses } from './unique-pod-addresses';

/** The laws that are watched in every scenario. */
export const laws: readonly Law[] = [
  noOvercommit,
  uniquePodAddresses,
  observedGeneration,
  ownersExist,
  evictionsKeepBudgets,
  onePodPerOrdinal,
  jobsKeepCount,
  forbidNeverOverlaps,
  oneDaemonPerNode,
  rolloutsKeepBounds,
];
