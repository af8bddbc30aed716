import { describe, it } from 'node:test';
import { assert } from 'chai';
import { ConfigMaps } from '../api/core/config-map';
import { Namespaces } from '../api/core/namespace';
import { Pods } from '../api/core/pod';
import { Cluster } from '../cluster';

const MINUTE = 60_000;
const name = 'shop';

const PODS = { none: 'no Pod', obeys: 'a Pod that obeys TERM', deaf: 'a Pod that ignores TERM' };

function shop(): Cluster {
  const cluster = new Cluster();
  cluster.addMachine({ name: 'node-1', cpu: '4', memory: '8Gi', pods: 110 });
  cluster.images.tell('deaf', { stop: undefined });
  cluster.settle(MINUTE);
  cluster.admin.create(Namespaces, { metadata: { name }, spec: {} });
  return cluster;
}

function run(cluster: Cluster, image: string, terminationGracePeriodSeconds: number): void {
  const spec = { terminationGracePeriodSeconds, containers: [{ name: 'c', image }] };
  cluster.admin.create(Pods, { metadata: { name: image, namespace: name }, spec } as never);
  cluster.settle(MINUTE);
}

/** The seconds until it is gone. */
function secondsToGo(cluster: Cluster): number {
  const began = cluster.now;
  cluster.admin.delete(Namespaces, { name });
  while (cluster.admin.list(Namespaces).items.some(({ metadata }) => metadata.name === name)) {
    assert.isBelow(cluster.now, began + 10 * MINUTE);
    cluster.pass(100);
  }
  return (cluster.now - began) / 1000;
}

function failureOf(cluster: Cluster): string | undefined {
  const { status } = cluster.admin.get(Namespaces, { name });
  const found = status.conditions?.find((c) => c.type === 'NamespaceDeletionContentFailure');
  return `${found?.status} ${found?.reason}: ${found?.message}`;
}

describe('namespaces that are deleted', () => {
  // image of its Pod, grace in seconds, from and to which second it goes
  const rows: readonly (readonly [keyof typeof PODS, number, number, number])[] = [
    ['none', 0, 5, 5.3],
    // it is looked at again 5 s after its own status, half the longest grace after that
    ['obeys', 30, 10, 10.4],
    ['deaf', 30, 42, 42.4],
    ['deaf', 40, 52, 52.4],
    // what should be gone is looked for with back-off
    ['deaf', 4, 9, 11],
    ['obeys', 5, 5, 5.4],
    ['deaf', 0, 5, 5.3],
  ];
  for (const [image, grace, least, most] of rows)
    it(`with ${PODS[image]}, grace ${grace} s`, () => {
      const cluster = shop();
      if (image !== 'none') run(cluster, image, grace);
      const seconds = secondsToGo(cluster);
      assert.isAtLeast(seconds, least);
      assert.isAtMost(seconds, most);
    });

  it('say what should be gone by now', () => {
    const cluster = shop();
    run(cluster, 'obeys', 30);
    cluster.machines.get('node-1')?.program.stop();
    cluster.admin.delete(Namespaces, { name });
    cluster.pass(20_000);
    const well =
      'False ContentDeleted: All content successfully deleted, may be waiting on finalization';
    assert.equal(failureOf(cluster), well);
    cluster.pass(2 * MINUTE);
    assert.equal(
      failureOf(cluster),
      'True ContentDeletionFailed: Failed to delete all resource types, 1 remaining: unexpected items still remain in namespace: shop for gvr: /v1, Resource=pods',
    );
  });

  it('wait for finalizers, which are expected', () => {
    const cluster = shop();
    const metadata = { name: 'held', namespace: name, finalizers: ['example.com/a'] };
    cluster.admin.create(ConfigMaps, { metadata });
    cluster.admin.delete(Namespaces, { name });
    cluster.pass(MINUTE);
    assert.match(failureOf(cluster) ?? '', /^False/);
  });
});
