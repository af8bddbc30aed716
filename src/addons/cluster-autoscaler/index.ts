import { createAccount } from '../account';
import type { AddOn } from '../add-on';
import { toldIn } from '../table';
import { startAutoscaler } from './autoscaler';
import { expanderOf } from './expander';
import { COLUMNS, nodeGroupOf } from './node-group';
import { settingsOf } from './settings';

const NAME = 'cluster-autoscaler';
const READ = ['get', 'list', 'watch'];

/** upstream: cluster-autoscaler/cloudprovider, the roles in its examples */
const RULES = [
  { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
  { apiGroups: [''], resources: ['pods/eviction'], verbs: ['create'] },
  { apiGroups: [''], resources: ['pods/status'], verbs: ['update'] },
  { apiGroups: [''], resources: ['nodes'], verbs: [...READ, 'update'] },
  {
    apiGroups: [''],
    resources: [
      'namespaces',
      'persistentvolumeclaims',
      'persistentvolumes',
      'pods',
      'replicationcontrollers',
      'services',
    ],
    verbs: READ,
  },
  { apiGroups: ['apps'], resources: ['daemonsets', 'replicasets', 'statefulsets'], verbs: READ },
  { apiGroups: ['batch'], resources: ['cronjobs', 'jobs'], verbs: READ },
  { apiGroups: ['policy'], resources: ['poddisruptionbudgets'], verbs: READ },
  {
    apiGroups: ['storage.k8s.io'],
    resources: ['csidrivers', 'csinodes', 'csistoragecapacities', 'storageclasses'],
    verbs: READ,
  },
];
const OWN = [
  { apiGroups: [''], resources: ['configmaps'], verbs: ['create', 'list', 'watch'] },
  {
    apiGroups: [''],
    resources: ['configmaps'],
    resourceNames: ['cluster-autoscaler-status', 'cluster-autoscaler-priority-expander'],
    verbs: ['delete', 'get', 'update', 'watch'],
  },
];

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
    createAccount(host, { name: NAME, rules: RULES, own: OWN });
    host.run(NAME, [{ name: NAME, start: (env) => startAutoscaler(env, host, how) }]);
  },
};
