import { describe, it } from 'node:test';
import { assert } from 'chai';
import { Pods } from '../../api/core/pod';
import type { JsonObject } from '../../api/object';
import { at, HTTPD, listAt, type Read, STRATEGIC, template, walk } from './testing-walk';

const w = walk(3);
const core = (namespace: string) => `/api/v1/namespaces/${namespace}`;
const apps = (namespace: string) => `/apis/apps/v1/namespaces/${namespace}`;
const NEWER = 'docker.io/library/httpd:2.4.39-alpine';

const isReady = (pod: Read) =>
  listAt(pod, 'status.conditions').some(
    ({ type, status }) => type === 'Ready' && status === 'True',
  );

function exec(ns: string, name: string, script: string): void {
  const pod = w.cluster.server.mustGet(Pods, { namespace: ns, name });
  const container = w.cluster.container(pod, pod.spec.containers[0]?.name ?? '');
  const streams = { out: () => {}, err: () => {}, ended: () => {} };
  container?.exec(['/bin/sh', '-x', '-c', script], streams, false).sendEnd();
}

describe('StatefulSets', () => {
  const labels = { foo: 'bar', baz: 'blah' };
  const PROBE = {
    httpGet: { path: '/index.html', port: 80 },
    periodSeconds: 1,
    successThreshold: 1,
    failureThreshold: 1,
  };

  /** A set `ss` behind the Service `test`, whose web servers are probed. */
  function make(ns: string, replicas: number, spec: JsonObject = {}): string {
    w.make(`${core(ns)}/services`, {
      metadata: { name: 'test', labels },
      spec: { selector: labels, clusterIP: 'None', ports: [{ port: 80, name: 'http' }] },
    });
    w.make(`${apps(ns)}/statefulsets`, {
      metadata: { name: 'ss', labels },
      spec: {
        replicas,
        serviceName: 'test',
        selector: { matchLabels: labels },
        template: template(labels, HTTPD, { name: 'webserver', readinessProbe: PROBE }),
        ...spec,
      },
    });
    return `${apps(ns)}/statefulsets/ss`;
  }
  const podsOf = (ns: string) =>
    [...w.list(`${core(ns)}/pods?labelSelector=foo%3Dbar,baz%3Dblah`)].sort((a, b) =>
      a.metadata.name < b.metadata.name ? -1 : 1,
    );
  const allReady = (ns: string, count: number) => () => {
    const pods = podsOf(ns);
    return pods.length === count && pods.every(isReady);
  };
  const revisionOf = (pod: Read) => at(pod, 'metadata.labels.controller-revision-hash');
  const BREAK = 'mv -v /usr/local/apache2/htdocs/index.html /tmp/ || true';
  const MEND = 'mv -v /tmp/index.html /usr/local/apache2/htdocs/ || true';

  it('rolls to a new template from the last Pod to the first, and back', () => {
    const ns = w.namespace();
    const path = make(ns, 3);
    w.until('three are ready', allReady(ns, 3));
    const before = w.get(path).status as JsonObject;
    assert.equal(before.currentRevision, before.updateRevision);
    for (const pod of podsOf(ns)) assert.equal(revisionOf(pod), before.currentRevision);
    for (const image of [NEWER, HTTPD]) {
      w.until('the status has settled', () => at(w.get(path), 'status.readyReplicas') === 3);
      exec(ns, 'ss-1', BREAK);
      w.until('ss-1 is not ready', () => !isReady(w.get(`${core(ns)}/pods/ss-1`)));
      const start = w.get(path).status as JsonObject;
      w.update(path, { 'spec.template.spec.containers[0].image': image });
      w.until('there is a new revision', () => {
        const { updateRevision, currentRevision } = w.get(path).status as JsonObject;
        return updateRevision !== currentRevision;
      });
      const { updateRevision } = w.get(path).status as JsonObject;
      assert.notEqual(updateRevision, start.currentRevision);
      w.cluster.pass(10_000);
      assert.equal(revisionOf(w.get(`${core(ns)}/pods/ss-2`)), start.currentRevision, 'it waits');
      exec(ns, 'ss-1', MEND);
      w.until('all are new', () => podsOf(ns).every((pod) => revisionOf(pod) === updateRevision));
      w.until('all are ready', allReady(ns, 3));
      for (const pod of podsOf(ns)) assert.equal(at(pod, 'spec.containers[0].image'), image);
    }
  });

  it('a partition holds Pods back, as a canary and phase by phase', () => {
    const ns = w.namespace();
    const partition = (number: number) => ({
      type: 'RollingUpdate',
      rollingUpdate: { partition: number },
    });
    const path = make(ns, 3, { updateStrategy: partition(3) });
    w.until('three are ready', allReady(ns, 3));
    const { currentRevision: old } = w.get(path).status as { currentRevision: string };
    w.update(path, { 'spec.template.spec.containers[0].image': NEWER });
    w.until('there is a new revision', () => at(w.get(path), 'status.updateRevision') !== old);
    w.cluster.pass(20_000);
    for (const pod of podsOf(ns)) assert.equal(revisionOf(pod), old, 'not applied beyond it');
    const fresh = String(at(w.get(path), 'status.updateRevision'));
    const revisions = () => podsOf(ns).map((pod) => (revisionOf(pod) === fresh ? 'new' : 'old'));
    w.patch(path, { spec: { updateStrategy: partition(2) } }, STRATEGIC);
    w.until('a canary', () => revisions().join() === 'old,old,new' && allReady(ns, 3)());
    for (const name of ['ss-0', 'ss-2']) {
      w.remove(`${core(ns)}/pods/${name}`, { gracePeriodSeconds: 0 });
      w.until(`${name} is back`, allReady(ns, 3));
    }
    assert.equal(revisions().join(), 'old,old,new', 'a Pod comes back in its revision');
    for (const number of [1, 0]) {
      w.patch(path, { spec: { updateStrategy: partition(number) } }, STRATEGIC);
      w.until(
        'the next phase',
        () => allReady(ns, 3)() && revisions().filter((one) => one === 'new').length === 3 - number,
      );
    }
    w.until('the update is complete', () => at(w.get(path), 'status.currentRevision') === fresh);
  });

  it('scales in order, and waits for a Pod that is not ready', () => {
    const ns = w.namespace();
    const path = make(ns, 1);
    w.until('one is ready', allReady(ns, 1));
    const watched = w.watch(`${core(ns)}/pods?labelSelector=foo%3Dbar,baz%3Dblah`);
    exec(ns, 'ss-0', BREAK);
    w.until('it is not ready', () => !podsOf(ns).every(isReady));
    w.patch(`${path}/scale`, { spec: { replicas: 3 } });
    w.cluster.pass(10_000);
    assert.lengthOf(podsOf(ns), 1);
    exec(ns, 'ss-0', MEND);
    w.until('three are ready', allReady(ns, 3));
    const named = (type: string) =>
      watched.events
        .filter((event) => event.type === type)
        .map(({ object }) => object.metadata.name);
    assert.deepEqual(named('ADDED'), ['ss-0', 'ss-1', 'ss-2']);
    for (const name of ['ss-0', 'ss-1', 'ss-2']) exec(ns, name, BREAK);
    w.until('none is ready', () => !podsOf(ns).some(isReady));
    w.patch(`${path}/scale`, { spec: { replicas: 0 } });
    w.cluster.pass(10_000);
    assert.lengthOf(podsOf(ns), 3);
    for (const name of ['ss-0', 'ss-1', 'ss-2']) exec(ns, name, MEND);
    w.until('none is left', () => podsOf(ns).length === 0);
    assert.deepEqual(named('DELETED'), ['ss-2', 'ss-1', 'ss-0']);
  });

  it('in parallel it scales past a Pod that is not ready', () => {
    const ns = w.namespace();
    const path = make(ns, 1, { podManagementPolicy: 'Parallel' });
    w.until('one is ready', allReady(ns, 1));
    exec(ns, 'ss-0', BREAK);
    w.until('it is not ready', () => !podsOf(ns).every(isReady));
    w.patch(`${path}/scale`, { spec: { replicas: 3 } });
    w.until('there are three', () => podsOf(ns).length === 3);
    exec(ns, 'ss-0', MEND);
    w.until('three are ready', allReady(ns, 3));
    exec(ns, 'ss-0', BREAK);
    w.patch(`${path}/scale`, { spec: { replicas: 0 } });
    w.until('none is left', () => podsOf(ns).length === 0);
  });

  it('has a scale of its own', () => {
    const ns = w.namespace();
    const path = make(ns, 1);
    w.until('one is ready', allReady(ns, 1));
    const scale = w.get(`${path}/scale`);
    assert.equal(at(scale, 'spec.replicas'), 1);
    assert.equal(at(scale, 'status.selector'), 'baz=blah,foo=bar');
    w.update(`${path}/scale`, { 'spec.replicas': 2 });
    assert.equal(at(w.get(path), 'spec.replicas'), 2);
  });

  it('makes a Pod anew that its node has refused for a port', () => {
    const ns = w.namespace();
    const node = w.list('/api/v1/nodes')[0]?.metadata.name ?? '';
    const ports = [{ containerPort: 21017, hostPort: 21017, name: 'conflict' }];
    const pod = (name: string): JsonObject => ({
      metadata: { name },
      spec: { nodeName: node, containers: [{ name: 'webserver', image: HTTPD, ports }] },
    });
    w.make(`${core(ns)}/pods`, pod('test-pod'));
    w.until('it runs', () => at(w.get(`${core(ns)}/pods/test-pod`), 'status.phase') === 'Running');
    const spec = {
      ...template(labels, HTTPD, { name: 'webserver', ports }),
    } as { metadata: JsonObject; spec: JsonObject };
    make(ns, 1, { template: { ...spec, spec: { ...spec.spec, nodeName: node } } });
    const watched = w.watch(`${core(ns)}/pods?fieldSelector=metadata.name%3Dss-0`);
    w.until('it was made anew', () => /ADDED.*DELETED.*ADDED/.test(watched.types()));
    const failed = watched.events.find(({ object }) => at(object, 'status.phase') === 'Failed');
    assert.equal(at(failed?.object, 'status.reason'), 'NodePorts');
    w.remove(`${core(ns)}/pods/test-pod`, { gracePeriodSeconds: 0 });
    w.until(
      'it runs',
      () => at(w.send('GET', `${core(ns)}/pods/ss-0`).body, 'status.phase') === 'Running',
    );
  });
});
