import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { JsonObject } from '../../api/object';
import { AGNHOST, at, HTTPD, listAt, PAUSE, STRATEGIC, template, walk } from './testing-walk';

const w = walk(3);

const core = (namespace: string) => `/api/v1/namespaces/${namespace}`;
const apps = (namespace: string) => `/apis/apps/v1/namespaces/${namespace}`;

function ownerOf(path: string): unknown {
  const owners = listAt(w.get(path), 'metadata.ownerReferences');
  return owners.find(({ controller }) => controller === true)?.kind;
}

describe('Deployments', () => {
  const deployment = (name: string, labels: JsonObject, image: string, spec: JsonObject = {}) => ({
    metadata: { name, labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: template(labels, image),
      ...spec,
    },
  });
  const isComplete = (path: string) => {
    const found = w.get(path);
    const replicas = at(found, 'spec.replicas');
    return (
      ['replicas', 'updatedReplicas', 'availableReplicas'].every(
        (field) => at(found, `status.${field}`) === replicas,
      ) && at(found, 'status.observedGeneration') === at(found, 'metadata.generation')
    );
  };
  const revisionOf = (object: unknown) =>
    at(object, 'metadata.annotations') as Record<string, string> | undefined;
  const REVISION = 'deployment.kubernetes.io/revision';

  it('takes a ReplicaSet over with its Pods, and rolls out another', () => {
    const ns = w.namespace();
    const labels = { name: 'sample-pod' };
    w.make(`${apps(ns)}/replicasets`, {
      metadata: { name: 'old', labels, annotations: { [REVISION]: '3546343826724305832' } },
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        template: template({ ...labels, pod: 'httpd' }, HTTPD),
      },
    });
    w.until('its Pod runs', () =>
      w.list(`${core(ns)}/pods`).every((pod) => at(pod, 'status.phase') === 'Running'),
    );
    w.make(`${apps(ns)}/deployments`, deployment('rolling', labels, AGNHOST));
    w.until('it is complete', () => isComplete(`${apps(ns)}/deployments/rolling`));
    const found = revisionOf(w.get(`${apps(ns)}/deployments/rolling`));
    assert.equal(found?.[REVISION], '3546343826724305833');
    const sets = w.list(`${apps(ns)}/replicasets`);
    assert.lengthOf(sets, 2);
    for (const set of sets)
      assert.equal(ownerOf(`${apps(ns)}/replicasets/${set.metadata.name}`), 'Deployment');
    assert.equal(at(w.get(`${apps(ns)}/replicasets/old`), 'spec.replicas'), 0);
  });

  it('Recreate has no Pods of two templates at a time', () => {
    const ns = w.namespace();
    const labels = { name: 'sample-pod-3' };
    const path = `${apps(ns)}/deployments/recreate`;
    w.make(
      `${apps(ns)}/deployments`,
      deployment('recreate', labels, AGNHOST, { strategy: { type: 'Recreate' } }),
    );
    w.until('revision 1', () => isComplete(path));
    w.patch(
      path,
      { spec: { template: { spec: { containers: [{ name: 'c', image: HTTPD }] } } } },
      STRATEGIC,
    );
    w.until('revision 2', () => {
      const images = new Set(
        w
          .list(`${core(ns)}/pods`)
          .filter((pod) => at(pod, 'metadata.deletionTimestamp') === undefined)
          .map((pod) => at(pod, 'spec.containers[0].image')),
      );
      assert.isAtMost(images.size, 1);
      return isComplete(path) && revisionOf(w.get(path))?.[REVISION] === '2';
    });
  });

  it('keeps no more history than it is told', () => {
    const ns = w.namespace();
    const labels = { name: 'cleanup-pod' };
    w.make(`${apps(ns)}/replicasets`, {
      metadata: { name: 'cleanup', labels },
      spec: { replicas: 1, selector: { matchLabels: labels }, template: template(labels, HTTPD) },
    });
    w.until(
      'its Pod runs',
      () => at(w.get(`${apps(ns)}/replicasets/cleanup`), 'status.readyReplicas') === 1,
    );
    const pods = w.watch(`${core(ns)}/pods`);
    w.make(
      `${apps(ns)}/deployments`,
      deployment('cleanup', labels, AGNHOST, { revisionHistoryLimit: 0 }),
    );
    w.until('the old set is gone', () => {
      const sets = w.list(`${apps(ns)}/replicasets`);
      return sets.length === 1 && sets[0]?.metadata.name !== 'cleanup';
    });
    const made = pods.events
      .filter(({ type }) => type === 'ADDED')
      .map(({ object }) => at(object, 'spec.containers[0].image'));
    assert.deepEqual(made, [HTTPD, AGNHOST]);
  });

  it('rolls over to the next template before the last has come up', () => {
    const ns = w.namespace();
    const labels = { name: 'rollover-pod' };
    w.make(`${apps(ns)}/replicasets`, {
      metadata: { name: 'controller', labels },
      spec: { replicas: 1, selector: { matchLabels: labels }, template: template(labels, HTTPD) },
    });
    w.until(
      'its Pod runs',
      () => at(w.get(`${apps(ns)}/replicasets/controller`), 'status.readyReplicas') === 1,
    );
    const path = `${apps(ns)}/deployments/rollover`;
    const rolling = { maxUnavailable: 0, maxSurge: 1 };
    w.make(
      `${apps(ns)}/deployments`,
      deployment('rollover', labels, 'gcr.io/google_samples/gb-redisslave:nonexistent', {
        minReadySeconds: 10,
        strategy: { type: 'RollingUpdate', rollingUpdate: rolling },
      }),
    );
    w.until('both sets have one', () => w.list(`${apps(ns)}/replicasets`).length === 2);
    w.cluster.pass(30_000);
    assert.equal(
      at(w.get(`${apps(ns)}/replicasets/controller`), 'status.readyReplicas'),
      1,
      'the old one stays',
    );
    w.patch(
      path,
      { spec: { template: { spec: { containers: [{ name: 'c', image: AGNHOST }] } } } },
      STRATEGIC,
    );
    w.until('the next is complete', () => isComplete(path));
    const counts = w.list(`${apps(ns)}/replicasets`).map((set) => at(set, 'status.replicas'));
    assert.deepEqual([...counts].sort(), [0, 0, 1]);
  });

  it('scales sets in proportion while none can come up', () => {
    const ns = w.namespace();
    const labels = { name: 'httpd' };
    const path = `${apps(ns)}/deployments/proportional`;
    const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 3, maxUnavailable: 2 } };
    w.make(
      `${apps(ns)}/deployments`,
      deployment('proportional', labels, HTTPD, { replicas: 10, strategy }),
    );
    w.until('it is complete', () => isComplete(path));
    w.update(path, { 'spec.template.spec.containers[0].image': 'webserver:404' });
    const replicasBy = (field: string) =>
      w
        .list(`${apps(ns)}/replicasets`)
        .map((set) => at(set, field) ?? 0)
        .map(Number)
        .sort((a, b) => b - a);
    w.until('the first waits', () => replicasBy('status.replicas').join() === '8,5');
    assert.deepEqual(replicasBy('status.availableReplicas'), [8, 0]);
    w.update(path, { 'spec.replicas': 30 });
    w.until('both grow', () => replicasBy('spec.replicas').join() === '20,13');
  });

  it('the life of one, with its status', () => {
    const ns = w.namespace();
    const labels = { 'test-deployment-static': 'true' };
    const flat = 'labelSelector=test-deployment-static%3Dtrue';
    const all = `${apps(ns)}/deployments`;
    const path = `${all}/life`;
    const watched = w.watch(`${all}?${flat}`);
    const last = (field: string) => at(watched.events.at(-1)?.object, field);
    w.make(all, deployment('life', labels, AGNHOST, { replicas: 2 }));
    w.until('two are ready', () => last('status.readyReplicas') === 2);
    const spec = { TerminationGracePeriodSeconds: 0, containers: [{ name: 'c', image: PAUSE }] };
    const change = {
      metadata: { labels: { 'test-deployment': 'patched' } },
      spec: { replicas: 1, template: { spec } },
    };
    w.patch(path, change, STRATEGIC);
    w.until(
      'one is ready',
      () => last('status.readyReplicas') === 1 && last('status.updatedReplicas') === 1,
    );
    assert.lengthOf(w.list(`/apis/apps/v1/deployments?${flat}`), 1);
    w.put(path, {
      ...deployment('life', labels, HTTPD, { replicas: 2 }),
      metadata: {
        name: 'life',
        labels: { ...labels, 'test-deployment': 'updated' },
        creationTimestamp: null,
      },
      status: {},
    });
    const status = w.get(`${path}/status`);
    assert.equal(at(status, 'metadata.labels.test-deployment'), 'updated');
    assert.equal(at(status, 'spec.template.spec.containers[0].image'), HTTPD);
    w.until(
      'two are ready',
      () => last('status.readyReplicas') === 2 && last('status.updatedReplicas') === 2,
    );
    const none = {
      metadata: { labels: { 'test-deployment': 'patched-status' } },
      status: { readyReplicas: 0, availableReplicas: 0 },
    };
    const patchedStatus = w.patch(`${path}/status`, none, STRATEGIC);
    assert.equal(at(patchedStatus, 'metadata.labels.test-deployment'), 'updated');
    w.until('the controller puts it right', () => last('status.readyReplicas') === 2);
    w.remove(`${all}?${flat}`, { gracePeriodSeconds: 1 });
    w.until('it is gone', () => watched.types().endsWith('DELETED'), 60_000);
  });
});
