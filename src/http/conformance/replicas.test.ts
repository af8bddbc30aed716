import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { JsonObject } from '../../api/object';
import { AGNHOST, at, listAt, PAUSE, STRATEGIC, template, walk } from './testing-walk';

const w = walk(3);

const core = (namespace: string) => `/api/v1/namespaces/${namespace}`;
const apps = (namespace: string) => `/apis/apps/v1/namespaces/${namespace}`;

function ownerOf(path: string): unknown {
  const owners = listAt(w.get(path), 'metadata.ownerReferences');
  return owners.find(({ controller }) => controller === true)?.kind;
}

describe('Replicas', () => {
  for (const [kind, base, resource] of [
    ['ReplicationController', core, 'replicationcontrollers'],
    ['ReplicaSet', apps, 'replicasets'],
  ] as const) {
    const selectorOf = (labels: JsonObject) =>
      kind === 'ReplicaSet' ? { matchLabels: labels } : labels;

    it(`a ${kind} takes a Pod that fits, and lets one go that no longer does`, () => {
      const ns = w.namespace();
      const labels = { name: 'pod-adoption' };
      const pods = `${core(ns)}/pods`;
      w.make(pods, { ...template(labels, PAUSE), metadata: { name: 'orphan', labels } });
      w.until('the Pod runs', () => at(w.get(`${pods}/orphan`), 'status.phase') === 'Running');
      w.make(`${base(ns)}/${resource}`, {
        metadata: { name: 'r' },
        spec: { replicas: 1, selector: selectorOf(labels), template: template(labels, PAUSE) },
      });
      w.until('it is adopted', () => ownerOf(`${pods}/orphan`) === kind);
      assert.lengthOf(w.list(pods), 1);
      w.update(`${pods}/orphan`, { 'metadata.labels': { name: 'not-matching-name' } });
      w.until('it is let go', () => ownerOf(`${pods}/orphan`) === undefined);
      w.until('another takes its place', () => w.list(pods).length === 2);
    });

    it(`a ${kind} serves its image on each replica`, () => {
      const ns = w.namespace();
      const labels = { name: 'my-hostname-basic' };
      const serving = { args: ['serve-hostname'], ports: [{ containerPort: 9376 }] };
      w.make(`${base(ns)}/${resource}`, {
        metadata: { name: 'my-hostname-basic' },
        spec: {
          replicas: 2,
          selector: selectorOf(labels),
          template: template(labels, AGNHOST, serving),
        },
      });
      const pods = () => w.list(`${core(ns)}/pods?labelSelector=name%3Dmy-hostname-basic`);
      w.until(
        'both run',
        () => pods().filter((pod) => at(pod, 'status.phase') === 'Running').length === 2,
      );
      for (const { metadata } of pods())
        assert.equal(w.send('GET', `${core(ns)}/pods/${metadata.name}/proxy/`).text, metadata.name);
    });

    it(`a ${kind} tells that a quota stops it, until it asks for less`, () => {
      const ns = w.namespace();
      const labels = { name: 'condition-test' };
      w.make(`${core(ns)}/resourcequotas`, {
        metadata: { name: 'condition-test' },
        spec: { hard: { pods: '2' } },
      });
      w.until(
        'the quota has a status',
        () => at(w.get(`${core(ns)}/resourcequotas/condition-test`), 'status.hard.pods') === '2',
      );
      const path = `${base(ns)}/${resource}/condition-test`;
      w.make(`${base(ns)}/${resource}`, {
        metadata: { name: 'condition-test' },
        spec: { replicas: 3, selector: selectorOf(labels), template: template(labels, PAUSE) },
      });
      const failure = () => {
        const found = w.get(path);
        const isSeen = at(found, 'status.observedGeneration') === at(found, 'metadata.generation');
        return isSeen && listAt(found, 'status.conditions')[0]?.type === 'ReplicaFailure';
      };
      w.until('it says so', failure, 60_000);
      w.update(path, { 'spec.replicas': 2 });
      w.until('it says so no more', () => !failure(), 60_000);
    });
  }

  it('Pods on their host have its ports, and ask for what they are limited to', () => {
    const ns = w.namespace();
    const labels = { name: 'on-host' };
    const { metadata, spec } = template(labels, PAUSE, {
      ports: [{ containerPort: 8080 }],
      resources: { limits: { cpu: '100m' } },
    });
    w.make(`${apps(ns)}/replicasets`, {
      metadata: { name: 'on-host' },
      spec: {
        replicas: 2,
        selector: { matchLabels: labels },
        template: { metadata, spec: { ...(spec as JsonObject), hostNetwork: true } },
      },
    });
    const pods = () => w.list(`${core(ns)}/pods`);
    w.until('there are two', () => pods().length === 2);
    for (const pod of pods()) {
      assert.equal(at(pod, 'spec.containers[0].ports[0].hostPort'), 8080);
      assert.equal(at(pod, 'spec.containers[0].resources.requests.cpu'), '100m');
      assert.equal(at(pod, 'status.qosClass'), 'Burstable');
    }
  });

  it('the life of a ReplicationController, as a watch sees it', () => {
    const ns = w.namespace();
    const labels = { 'test-rc-static': 'true' };
    const all = `${core(ns)}/replicationcontrollers`;
    const watched = w.watch(`${all}?labelSelector=test-rc-static%3Dtrue`);
    const last = (path: string) => at(watched.events.at(-1)?.object, path);
    w.make(all, {
      metadata: { name: 'rc-test', labels },
      spec: { replicas: 1, selector: labels, template: template(labels, 'nginx') },
    });
    w.until('it is ready', () => last('status.readyReplicas') === 1);
    const label = {
      metadata: { creationTimestamp: null, labels: { 'test-rc': 'patched' } },
      status: { replicas: 0 },
    };
    const patched = w.patch(`${all}/rc-test`, label, STRATEGIC);
    assert.equal(at(patched, 'metadata.labels.test-rc'), 'patched');
    const none = { status: { readyReplicas: 0, availableReplicas: 0 } };
    const status = w.patch(`${all}/rc-test/status`, none, STRATEGIC);
    assert.isUndefined(at(status, 'status.readyReplicas'));
    w.until('the controller puts it right', () => last('status.readyReplicas') === 1);
    assert.equal(at(w.get(`${all}/rc-test/status`), 'status.replicas'), 1);
    const scale = {
      metadata: { creationTimestamp: null },
      spec: { replicas: 2 },
      status: { replicas: 0 },
    };
    w.patch(`${all}/rc-test/scale`, scale, STRATEGIC);
    w.until('there are two', () => last('status.readyReplicas') === 2);
    w.update(`${all}/rc-test`, {});
    const found = w.get(`${all}/rc-test`);
    w.put(`${all}/rc-test/status`, {
      ...found,
      status: { ...(found.status as JsonObject), availableReplicas: 1, readyReplicas: 1 },
    });
    assert.equal(last('status.readyReplicas'), 1);
    const listed = w.list('/api/v1/replicationcontrollers?labelSelector=test-rc-static%3Dtrue');
    assert.deepEqual(
      listed.map((rc) => at(rc, 'metadata.labels.test-rc')),
      ['patched'],
    );
    w.remove(`${all}?labelSelector=test-rc-static%3Dtrue`, {});
    w.until('it is gone', () => watched.types().endsWith('DELETED'), 60_000);
    assert.match(watched.types(), /^ADDED (MODIFIED ){4,}DELETED$/);
  });
});
