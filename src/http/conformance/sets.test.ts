import { describe, it } from 'node:test';
import { assert } from 'chai';
import { Pods } from '../../api/core/pod';
import type { JsonObject } from '../../api/object';
import {
  AGNHOST,
  at,
  HTTPD,
  listAt,
  PAUSE,
  type Read,
  STRATEGIC,
  template,
  walk,
} from './testing-walk';

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
      w.until('ss-2 is new', () => revisionOf(w.get(`${core(ns)}/pods/ss-2`)) === updateRevision);
      w.cluster.pass(10_000);
      assert.equal(revisionOf(w.get(`${core(ns)}/pods/ss-0`)), start.currentRevision);
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
    exec(ns, 'ss-0', BREAK);
    w.until('it is not ready', () => !podsOf(ns).every(isReady));
    w.patch(`${path}/scale`, { spec: { replicas: 0 } });
    w.cluster.pass(10_000);
    assert.lengthOf(podsOf(ns), 3);
    exec(ns, 'ss-0', MEND);
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

describe('DaemonSets', () => {
  const labels = { 'daemonset-name': 'daemon-set' };
  const make = (ns: string, spec: JsonObject = {}, more: JsonObject = {}): string => {
    const base = template(labels, HTTPD, { ports: [{ containerPort: 9376 }] }) as {
      spec: JsonObject;
    };
    w.make(`${apps(ns)}/daemonsets`, {
      metadata: { name: 'daemon-set' },
      spec: {
        selector: { matchLabels: labels },
        template: { ...base, spec: { ...base.spec, ...more } },
        ...spec,
      },
    });
    return `${apps(ns)}/daemonsets/daemon-set`;
  };
  const podsOf = (ns: string) =>
    w.list(`${core(ns)}/pods?labelSelector=daemonset-name%3Ddaemon-set`);
  const runsOn = (ns: string, count: number) => () => {
    const available = podsOf(ns).filter(
      (pod) => isReady(pod) && at(pod, 'metadata.deletionTimestamp') === undefined,
    );
    return (
      available.length === count &&
      new Set(available.map((pod) => at(pod, 'spec.nodeName'))).size === count
    );
  };

  it('runs everywhere, and again where a Pod is deleted or fails', () => {
    const ns = w.namespace();
    make(ns);
    w.until('it runs everywhere', runsOn(ns, 3));
    const [first, second] = podsOf(ns);
    w.remove(`${core(ns)}/pods/${first?.metadata.name}`, { gracePeriodSeconds: 0 });
    w.until('it runs everywhere', runsOn(ns, 3));
    const path = `${core(ns)}/pods/${second?.metadata.name}`;
    w.update(`${path}/status`, { 'status.phase': 'Failed' });
    w.until('it runs everywhere', () => w.send('GET', path).code === 404 && runsOn(ns, 3)());
  });

  it('follows the labels of nodes', () => {
    const ns = w.namespace();
    const path = make(ns, {}, { nodeSelector: { 'daemonset-color': 'blue' } });
    w.cluster.pass(5000);
    assert.lengthOf(podsOf(ns), 0);
    const node = `/api/v1/nodes/${w.list('/api/v1/nodes')[0]?.metadata.name}`;
    const paint = (color: string | null) =>
      w.patch(node, { metadata: { labels: { 'daemonset-color': color } } }, STRATEGIC);
    paint('blue');
    w.until('it runs there', runsOn(ns, 1));
    w.until('it says so', () => at(w.get(path), 'status.numberReady') === 1);
    paint('green');
    w.until('it runs nowhere', () => podsOf(ns).length === 0);
    w.patch(path, {
      spec: {
        template: { spec: { nodeSelector: { 'daemonset-color': 'green' } } },
        updateStrategy: { type: 'RollingUpdate' },
      },
    });
    w.until('it runs there again', runsOn(ns, 1));
    paint(null);
  });

  it('rolls to a new template', () => {
    const ns = w.namespace();
    const path = make(ns, { updateStrategy: { type: 'RollingUpdate' } });
    w.until('it runs everywhere', runsOn(ns, 3));
    w.patch(
      path,
      { spec: { template: { spec: { containers: [{ name: 'c', image: AGNHOST }] } } } },
      STRATEGIC,
    );
    w.until('all are new', () => {
      const pods = podsOf(ns);
      const gone = pods.filter((pod) => !isReady(pod)).length;
      assert.isAtMost(gone, 1, 'one at a time');
      return (
        runsOn(ns, 3)() && pods.every((pod) => at(pod, 'spec.containers[0].image') === AGNHOST)
      );
    });
    const revisions = w.list(`${apps(ns)}/controllerrevisions`);
    assert.deepEqual(
      revisions.map(({ revision }) => revision),
      [1, 2],
    );
  });

  it('goes back from an image that does not exist without a restart', () => {
    const ns = w.namespace();
    const path = make(ns, { updateStrategy: { type: 'RollingUpdate' } });
    w.until('it runs everywhere', runsOn(ns, 3));
    const uids = () => podsOf(ns).map(({ metadata }) => metadata.uid);
    const before = uids();
    const set = (image: string) =>
      w.update(path, { 'spec.template.spec.containers[0].image': image });
    set('foo:non-existent');
    w.until('one was replaced', () =>
      podsOf(ns).some((pod) => at(pod, 'spec.containers[0].image') === 'foo:non-existent'),
    );
    const kept = before.filter((uid) => uids().includes(uid));
    assert.isAbove(kept.length, 0);
    set(HTTPD);
    w.until(
      'it runs everywhere',
      () =>
        runsOn(ns, 3)() && podsOf(ns).every((pod) => at(pod, 'spec.containers[0].image') === HTTPD),
    );
    assert.includeMembers(uids(), kept);
    for (const pod of podsOf(ns)) {
      if (!kept.includes(pod.metadata.uid)) continue;
      assert.equal(at(pod, 'status.containerStatuses[0].restartCount'), 0);
    }
  });
});

describe('Jobs', () => {
  const batch = (ns: string) => `/apis/batch/v1/namespaces/${ns}/jobs`;
  const job = (script: string, spec: JsonObject = {}) => ({
    metadata: { name: 'job' },
    spec: {
      parallelism: 2,
      completions: 4,
      backoffLimit: 6,
      template: {
        metadata: { labels: { job: 'job' } },
        spec: {
          restartPolicy: 'OnFailure',
          volumes: [{ name: 'data', emptyDir: {} }],
          containers: [
            {
              name: 'c',
              image: 'docker.io/library/busybox:1.29',
              command: ['/bin/sh', '-c', script],
              volumeMounts: [{ mountPath: '/data', name: 'data' }],
            },
          ],
        },
      },
      ...spec,
    },
  });
  const podsOf = (ns: string) => w.list(`${core(ns)}/pods?labelSelector=job%3Djob`);

  it('completes though its tasks fail at first', () => {
    const ns = w.namespace();
    w.make(
      batch(ns),
      job('if [[ -r /data/foo ]] ; then exit 0 ; else touch /data/foo ; exit 1 ; fi'),
    );
    w.until('it is complete', () => at(w.get(`${batch(ns)}/job`), 'status.succeeded') === 4);
    const succeeded = podsOf(ns).filter((pod) => at(pod, 'status.phase') === 'Succeeded');
    assert.lengthOf(succeeded, 4);
  });

  it('is deleted with its Pods', () => {
    const ns = w.namespace();
    w.make(batch(ns), job('sleep 1000000', { completions: 2 }));
    w.until(
      'two run',
      () => podsOf(ns).filter((pod) => at(pod, 'status.phase') === 'Running').length === 2,
    );
    w.remove(`${batch(ns)}/job`, { propagationPolicy: 'Foreground' });
    w.until('it is gone', () => w.send('GET', `${batch(ns)}/job`).code === 404);
    assert.lengthOf(
      podsOf(ns).filter((pod) => at(pod, 'metadata.deletionTimestamp') === undefined),
      0,
    );
  });

  it('takes an orphan back, and lets one go whose labels no longer fit', () => {
    const ns = w.namespace();
    w.make(batch(ns), job('sleep 1000000', { completions: 2 }));
    w.until(
      'two run',
      () => podsOf(ns).filter((pod) => at(pod, 'status.phase') === 'Running').length === 2,
    );
    const path = `${core(ns)}/pods/${podsOf(ns)[0]?.metadata.name}`;
    const owner = () =>
      listAt(w.get(path), 'metadata.ownerReferences').find(({ controller }) => controller === true)
        ?.kind;
    w.update(path, { 'metadata.ownerReferences': [] });
    w.until('it is taken back', () => owner() === 'Job');
    w.update(path, { 'metadata.labels': {} });
    w.until('it is let go', () => owner() === undefined);
  });
});
