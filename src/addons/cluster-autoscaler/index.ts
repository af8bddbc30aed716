import type { AddOn } from '../add-on';
import { toldIn } from '../table';
import { startAutoscaler } from './autoscaler';
import { expanderOf } from './expander';
import { COLUMNS, nodeGroupOf } from './node-group';
import { settingsOf } from './settings';

const NAME = 'cluster-autoscaler';

/**
 * Node groups, one a row: `node group`, `cpu`, `memory`, `min`, `max`; and if need be `pods`, `zone`, `labels`, `taints`,
 * `takes` (how long a machine takes, 1m), `fails` (yes: none ever comes), `priority`, and in one row the `expander`
 * (random, most-pods, least-waste, priority) and flags: `scan interval`, `unneeded time`, `delay after add`, `provision time`,
 * `utilization threshold`.
 */
export const clusterAutoscaler: AddOn = {
  name: NAME,
  columns: COLUMNS,
  install(host, rows) {
    if (rows.length === 0) throw new Error('a cluster-autoscaler wants a row for each node group');
    const groups = rows.map(nodeGroupOf);
    const how = {
      groups,
      expander: expanderOf(toldIn(rows, 'expander') ?? 'random'),
      settings: settingsOf(rows),
    };
    host.run(NAME, [{ name: NAME, start: (env) => startAutoscaler(env, host, how) }]);
  },
};
