import { describe, it } from 'node:test';
import { assert } from 'chai';
import { ClusterRoles } from '../api/rbac/cluster-role';
import { Cluster } from '../cluster';

const readWidgets = [{ apiGroups: ['example.com'], resources: ['widgets'], verbs: ['get'] }];

function world() {
  const cluster = new Cluster();
  cluster.settle(10_000);
  const rulesOf = (name: string) => cluster.admin.get(ClusterRoles, { name }).rules ?? [];
  const part = (name: string, labels: Record<string, string>) => {
    cluster.admin.create(ClusterRoles, { metadata: { name, labels }, rules: readWidgets } as never);
    cluster.settle(10_000);
  };
  return { cluster, rulesOf, part };
}

describe('aggregated roles', () => {
  it('have the rules of those that they select, each once', () => {
    const { cluster, rulesOf, part } = world();
    const matchLabels = { team: 'blue' };
    cluster.admin.create(ClusterRoles, {
      metadata: { name: 'all' },
      aggregationRule: { clusterRoleSelectors: [{ matchLabels }] },
    } as never);
    part('a', matchLabels);
    part('b', matchLabels);
    part('c', { team: 'red' });
    assert.deepEqual(rulesOf('all'), readWidgets);
    for (const name of ['a', 'b']) cluster.admin.delete(ClusterRoles, { name });
    cluster.settle(10_000);
    assert.deepEqual(rulesOf('all'), []);
  });

  it('of people get what a definition brings along, and all above them', () => {
    const { rulesOf, part } = world();
    const before = rulesOf('admin').length;
    part('widgets-view', { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' });
    for (const name of ['view', 'edit', 'admin']) assert.deepInclude(rulesOf(name), readWidgets[0]);
    assert.equal(rulesOf('admin').length, before + 1);
  });

  it('of a new cluster are as their controller would leave them', () => {
    const { cluster } = world();
    const writes = cluster.trace.entries.filter(
      ({ actor, type }) => actor.includes('aggregation') && type === 'write',
    );
    assert.deepEqual(writes, []);
  });
});
