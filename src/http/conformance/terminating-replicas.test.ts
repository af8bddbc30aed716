import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { JsonObject } from '../../api/object';
import { at, PAUSE, walk } from './testing-walk';

const w = walk(2);
const GATE = 'DeploymentReplicaSetTerminatingReplicas';
const labels = { app: 'slow' };
/** Takes ten seconds to go. */
const slow: JsonObject = {
  metadata: { labels },
  spec: {
    containers: [{ name: 'c', image: PAUSE, lifecycle: { preStop: { sleep: { seconds: 10 } } } }],
  },
};

const apps = (namespace: string, resource: string) =>
  `/apis/apps/v1/namespaces/${namespace}/${resource}`;

/** A ReplicaSet of two whose Pods are ready, in a new namespace. */
function readySet(): { readonly set: string; readonly pods: string } {
  const ns = w.namespace();
  w.make(apps(ns, 'replicasets'), {
    metadata: { name: 'slow' },
    spec: { replicas: 2, selector: { matchLabels: labels }, template: slow },
  });
  const set = apps(ns, 'replicasets/slow');
  w.until('both are ready', () => at(w.get(set), 'status.readyReplicas') === 2);
  return { set, pods: `/api/v1/namespaces/${ns}/pods` };
}

const leavingOf = (path: string) => at(w.get(path), 'status.terminatingReplicas');

describe('Pods on their way out', () => {
  it('are not counted while the gate is off, and nobody can write the number', () => {
    const { set } = readySet();
    w.patch(set, { spec: { replicas: 1 } });
    w.cluster.pass(2000);
    assert.isUndefined(leavingOf(set));
    w.patch(`${set}/status`, { status: { terminatingReplicas: 7, fullyLabeledReplicas: 1 } });
    assert.isUndefined(leavingOf(set));
  });

  it('are counted from the moment that they are deleted until they are gone', () => {
    w.cluster.setFeatureGates({ [GATE]: true });
    const { set, pods } = readySet();
    assert.equal(leavingOf(set), 0);
    const name = w.list(pods)[0]?.metadata.name;
    w.remove(`${pods}/${name}`);
    w.cluster.pass(2000);
    assert.equal(leavingOf(set), 1);
    // its successor is there already
    assert.equal(at(w.get(set), 'status.replicas'), 2);
    w.cluster.pass(15_000);
    assert.equal(leavingOf(set), 0);
  });

  it('are not counted once they have left in haste, were let go, or have ended', () => {
    const { set, pods } = readySet();
    const [first, second] = w.list(pods).map(({ metadata }) => metadata.name);
    w.patch(`${pods}/${second}`, { metadata: { finalizers: ['example.com/keep'] } });
    w.remove(`${pods}/${first}`);
    w.remove(`${pods}/${second}`);
    w.cluster.pass(2000);
    assert.equal(leavingOf(set), 2);
    w.remove(`${pods}/${first}`, { gracePeriodSeconds: 0 });
    w.cluster.pass(1000);
    assert.equal(leavingOf(set), 1);
    w.until('the other has ended', () => {
      const phase = at(w.get(`${pods}/${second}`), 'status.phase');
      return phase === 'Failed' || phase === 'Succeeded';
    });
    w.cluster.pass(1000);
    assert.equal(leavingOf(set), 0);
    w.patch(`${pods}/${second}`, { metadata: { finalizers: null } });
    const third = w.list(pods)[0]?.metadata.name;
    w.remove(`${pods}/${third}`);
    w.patch(`${pods}/${third}`, { metadata: { labels: { app: 'other' } } });
    w.cluster.pass(2000);
    assert.equal(leavingOf(set), 0);
  });

  it('are the sum of its sets in a Deployment, and a status of the past may be written', () => {
    const ns = w.namespace();
    w.make(apps(ns, 'deployments'), {
      metadata: { name: 'slow' },
      spec: { replicas: 2, selector: { matchLabels: labels }, template: slow },
    });
    const path = apps(ns, 'deployments/slow');
    w.until('both are ready', () => at(w.get(path), 'status.readyReplicas') === 2);
    assert.equal(leavingOf(path), 0);
    w.patch(path, { spec: { template: { metadata: { annotations: { new: 'yes' } } } } });
    w.cluster.pass(5000);
    assert.equal(leavingOf(path), 2);
    w.patch(path, { spec: { replicas: 1 } });
    w.cluster.pass(2000);
    assert.equal(leavingOf(path), 3);
    w.cluster.pass(20_000);
    assert.equal(leavingOf(path), 0);
    w.patch(`${path}/status`, { status: { terminatingReplicas: 5 } });
    const { code, text } = w.send(
      'PATCH',
      `${path}/status`,
      { status: { terminatingReplicas: -1 } },
      { 'content-type': 'application/merge-patch+json' },
    );
    assert.equal(code, 422);
    assert.include(
      text,
      'status.terminatingReplicas: Invalid value: -1: must be greater than or equal to 0',
    );
  });

  it('are no part of the status of a ReplicationController', () => {
    const ns = w.namespace();
    const base = `/api/v1/namespaces/${ns}`;
    w.make(`${base}/replicationcontrollers`, {
      metadata: { name: 'slow' },
      spec: { replicas: 1, template: slow },
    });
    const path = `${base}/replicationcontrollers/slow`;
    w.until('it is ready', () => at(w.get(path), 'status.readyReplicas') === 1);
    assert.isUndefined(leavingOf(path));
  });
});
