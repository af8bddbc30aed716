import { describe, it } from 'node:test';
import { assert } from 'chai';
import { EndpointsKind } from '../api/core/endpoints';
import { Namespaces } from '../api/core/namespace';
import { Services } from '../api/core/service';
import { EndpointSlices } from '../api/discovery/endpoint-slice';
import { isApiError } from '../api/errors';
import type { Kind } from '../api/kind';
import { PriorityClasses } from '../api/scheduling/priority-class';
import { Cluster } from '../cluster';

const KUBERNETES = { namespace: 'default', name: 'kubernetes' };

describe('what no cluster is without', () => {
  // the kind, the object, and the milliseconds after which it is back
  const cases: readonly (readonly [Kind, { namespace?: string; name: string }, number])[] = [
    [Services as Kind, KUBERNETES, 10_000],
    [EndpointsKind as Kind, KUBERNETES, 10_000],
    [EndpointSlices as Kind, KUBERNETES, 10_000],
    [Namespaces as Kind, { name: 'kube-node-lease' }, 70_000],
  ];
  for (const [kind, ref, time] of cases) {
    it(`comes back: ${kind.kind} ${ref.name}`, () => {
      const cluster = new Cluster();
      cluster.pass(1000);
      const { uid } = cluster.admin.get(kind, ref).metadata;
      cluster.admin.delete(kind, ref);
      cluster.pass(time);
      assert.notEqual(cluster.admin.get(kind, ref).metadata.uid, uid);
    });
  }

  it('stays: the priority classes of the system', () => {
    const { admin } = new Cluster();
    const name = 'system-node-critical';
    try {
      admin.delete(PriorityClasses, { name });
      assert.fail('it was deleted');
    } catch (error) {
      if (!isApiError(error, 'Forbidden')) throw error;
      assert.equal(
        error.message,
        `priorityclasses.scheduling.k8s.io "${name}" is forbidden: this is a system priority class and cannot be deleted`,
      );
    }
  });

  it('endpoints that somebody deletes come back, as long as their namespace is there', () => {
    const cluster = new Cluster();
    const { admin } = cluster;
    const namespace = 'shop';
    const ref = { namespace, name: 'web' };
    admin.create(Namespaces, { metadata: { name: namespace }, spec: {} });
    const spec = { selector: { app: 'web' }, ports: [{ port: 80 }] };
    admin.create(Services, { metadata: ref, spec } as never);
    cluster.settle(10_000);
    admin.delete(EndpointsKind, ref);
    cluster.settle(10_000);
    assert.equal(admin.get(EndpointsKind, ref).metadata.name, 'web');
    admin.delete(Namespaces, { name: namespace });
    cluster.pass(20_000);
    assert.isFalse(
      admin.list(Namespaces).items.some(({ metadata }) => metadata.name === namespace),
    );
  });
});
