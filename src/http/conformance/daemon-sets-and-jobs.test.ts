import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { JsonObject } from '../../api/object';
import { AGNHOST, at, HTTPD, listAt, type Read, STRATEGIC, template, walk } from './testing-walk';

const w = walk(3);
const core = (namespace: string) => `/api/v1/namespaces/${namespace}`;
const apps = (namespace: string) => `/apis/apps/v1/namespaces/${namespace}`;

const isReady = (pod: Read) =>
  listAt(pod, 'status.conditions').some(
    ({ type, status }) => type === 'Ready' && status === 'True',
  );

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
    const revisions = w.list(`${apps(ns)}/controllerrevisions`).map(({ revision }) => revision);
    assert.sameMembers(revisions, [1, 2]);
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
