import { Pods } from '../../api/core/pod';
import type { Env } from '../../runtime/env';
import type { Host } from '../add-on';
import type { Expander } from './expander';
import { Fleet } from './fleet';
import type { NodeGroup } from './node-group';
import { ScaleDown } from './scale-down';
import { ScaleUp } from './scale-up';
import type { Settings } from './settings';
import { StatusReport } from './status';

/** What it is told. */
export interface Configuration {
  readonly groups: readonly NodeGroup[];
  readonly expander: Expander;
  readonly settings: Settings;
}

/**
 * Grows groups of nodes for Pods that fit nowhere, and shrinks them when nodes have been idle for long. All that
 * it knows of the past is gone after a crash, as upstream's. upstream: cluster-autoscaler/core static_autoscaler
 */
export function startAutoscaler(
  env: Env,
  host: Host,
  { groups, expander, settings }: Configuration,
): void {
  env.cache.informer(Pods).addIndex('node', (pod) => pod.spec.nodeName);
  const status = new StatusReport(env);
  const fleet = new Fleet(env, host, { groups, settings }, status);
  const up = new ScaleUp(env, fleet, expander, status);
  const down = new ScaleDown(env, fleet, status);
  fleet.start();
  env.scope.every(settings.scanInterval, env.name, () => {
    fleet.review();
    if (!up.run()) down.run();
    status.write(fleet.reports(), down.candidateCount);
  });
}
