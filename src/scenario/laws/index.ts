import { evictionsKeepBudgets } from './evictions-keep-budgets';
import type { Law } from './law';
import { noOvercommit } from './no-overcommit';
import { observedGeneration } from './observed-generation';
import { ownersExist } from './owners-exist';
import { uniquePodAddresses } from './unique-pod-addresses';

/** The laws that are watched in every scenario. */
export const laws: readonly Law[] = [
  noOvercommit,
  uniquePodAddresses,
  observedGeneration,
  ownersExist,
  evictionsKeepBudgets,
];
