// Loaded by cucumber-js beside the steps when a scenario's cluster is to be served after the scenario has ended.
import { After } from '@cucumber/cucumber';
import { worldOf } from '../../steps/world';
import type { Cluster } from '../cluster';

let kept: Cluster | undefined;

After({ name: 'keep the cluster' }, function () {
  const world = worldOf(this);
  if (world.hasCluster) kept = world.cluster;
});

/** The cluster of the scenario that ran last; undefined when it had none. */
export function keptCluster(): Cluster | undefined {
  return kept;
}
