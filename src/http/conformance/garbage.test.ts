import { describe, it } from 'node:test';
import { assert } from 'chai';
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

const w = walk(2);
const core = (namespace: string) => `/api/v1/namespaces/${namespace}`;
const exists = (path: string) => w.send('GET', path).code === 200;

const ownerOf = (
  { metadata }: Read,
  kind: string,
  apiVersion: string,
  blocks = true,
): JsonObject => ({
  apiVersion,
  kind,
  name: metadata.name,
  uid: metadata.uid,
  controller: true,
  blockOwnerDeletion: blocks,
});

describe('What is left behind', () => {
  const controller = (ns: string, name: string, replicas: number) =>
    w.make(`${core(ns)}/replicationcontrollers`, {
      metadata: { name },
      spec: {
        replicas,
        selector: { gctest: name },
        template: template({ gctest: name }, HTTPD),
      },
    });
  const podsOf = (ns: string, name: string) =>
    w.list(`${core(ns)}/pods?labelSelector=gctest%3D${name}`);

  it('a controller stays until its Pods are gone, when it is told so', () => {
    const ns = w.namespace();
    const rc = controller(ns, 'simpletest.rc', 10);
    const path = `${core(ns)}/replicationcontrollers/simpletest.rc`;
    w.until('its Pods are there', () => podsOf(ns, 'simpletest.rc').length === 10);
    w.remove(path, { propagationPolicy: 'Foreground', preconditions: { uid: rc.metadata.uid } });
    const found = w.get(path);
    assert.isDefined(at(found, 'metadata.deletionTimestamp'));
    assert.deepEqual(at(found, 'metadata.finalizers'), ['foregroundDeletion']);
    w.until('it is gone', () => {
      const left = podsOf(ns, 'simpletest.rc').length;
      const { code } = w.send('GET', path);
      if (code === 404) assert.equal(left, 0);
      return code === 404;
    });
  });

  it('who has another owner stays', () => {
    const ns = w.namespace();
    const dying = controller(ns, 'to-be-deleted', 10);
    const staying = controller(ns, 'to-stay', 0);
    w.until('the Pods are there', () => podsOf(ns, 'to-be-deleted').length === 10);
    const shared = podsOf(ns, 'to-be-deleted').slice(0, 5);
    for (const { metadata } of shared) {
      const owner = { ...ownerOf(staying, 'ReplicationController', 'v1'), controller: false };
      w.patch(
        `${core(ns)}/pods/${metadata.name}`,
        { metadata: { ownerReferences: [owner] } },
        STRATEGIC,
      );
    }
    w.remove(`${core(ns)}/replicationcontrollers/to-be-deleted`, {
      propagationPolicy: 'Foreground',
      preconditions: { uid: dying.metadata.uid },
    });
    w.until('it is gone', () => !exists(`${core(ns)}/replicationcontrollers/to-be-deleted`));
    const left = podsOf(ns, 'to-be-deleted');
    assert.lengthOf(left, 5);
    for (const pod of left) {
      assert.isUndefined(at(pod, 'metadata.deletionTimestamp'));
      assert.deepEqual(
        listAt(pod, 'metadata.ownerReferences').map(({ name }) => name),
        ['to-stay'],
      );
    }
  });

  it('a circle of owners holds nothing up', () => {
    const ns = w.namespace();
    const pods = `${core(ns)}/pods`;
    const made = ['pod1', 'pod2', 'pod3'].map((name) =>
      w.make(pods, { metadata: { name }, spec: { containers: [{ name: 'nginx', image: PAUSE }] } }),
    );
    for (const [index, { metadata }] of made.entries()) {
      const owner = made[(index + 2) % 3] as Read;
      w.patch(
        `${pods}/${metadata.name}`,
        { metadata: { ownerReferences: [ownerOf(owner, 'Pod', 'v1')] } },
        STRATEGIC,
      );
    }
    w.remove(`${pods}/pod1`, {
      propagationPolicy: 'Foreground',
      preconditions: { uid: made[0]?.metadata.uid },
    });
    w.until('all are gone', () => w.list(pods).length === 0);
  });

  it('the ReplicaSet of a Deployment: deleted, or an orphan', () => {
    const ns = w.namespace();
    const apps = `/apis/apps/v1/namespaces/${ns}`;
    const labels = { gctest: 'd' };
    for (const [propagationPolicy, left] of [
      ['Background', 0],
      ['Orphan', 1],
    ] as const) {
      w.make(`${apps}/deployments`, {
        metadata: { name: 'simpletest.deployment' },
        spec: {
          replicas: 2,
          selector: { matchLabels: labels },
          template: template(labels, AGNHOST),
        },
      });
      w.until('there is a ReplicaSet', () => w.list(`${apps}/replicasets`).length === 1);
      w.remove(`${apps}/deployments/simpletest.deployment`, { propagationPolicy });
      w.until('it is gone', () => !exists(`${apps}/deployments/simpletest.deployment`));
      w.cluster.pass(30_000);
      const sets = w.list(`${apps}/replicasets`);
      assert.lengthOf(sets, left);
      for (const set of sets) assert.isEmpty(listAt(set, 'metadata.ownerReferences'));
    }
  });

  it('the Jobs of a CronJob', () => {
    const ns = w.namespace();
    const batch = `/apis/batch/v1beta1/namespaces/${ns}/cronjobs`;
    w.make(batch, {
      metadata: { name: 'simple' },
      spec: {
        schedule: '*/1 * * * ?',
        jobTemplate: {
          spec: {
            template: {
              spec: {
                restartPolicy: 'OnFailure',
                containers: [{ name: 'c', image: 'busybox', command: ['sleep', '300'] }],
              },
            },
          },
        },
      },
    });
    const jobs = () => w.list(`/apis/batch/v1/namespaces/${ns}/jobs`);
    w.until('there is a Job', () => jobs().length > 0);
    w.remove(`${batch}/simple`, { propagationPolicy: 'Background' });
    w.until('it is gone', () => jobs().length === 0);
  });

  it('custom resources go with their owner, or stay as orphans', () => {
    const group = 'gc.example.com';
    const names = { plural: 'owners', singular: 'owner', kind: 'Owner' };
    const schema = { openAPIV3Schema: { type: 'object' } };
    w.make('/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
      metadata: { name: `owners.${group}` },
      spec: {
        group,
        names,
        scope: 'Cluster',
        versions: [{ name: 'v1', served: true, storage: true, schema }],
      },
    });
    w.cluster.pass(2000);
    const all = `/apis/${group}/v1/owners`;
    const object = (name: string, owners: readonly JsonObject[] = []) => ({
      apiVersion: `${group}/v1`,
      kind: 'Owner',
      metadata: { name, ownerReferences: owners },
    });
    for (const [propagationPolicy, stays] of [
      ['Background', false],
      ['Orphan', true],
    ] as const) {
      const owner = w.make(all, object('owner'));
      const { controller: _controller, ...reference } = ownerOf(owner, 'Owner', `${group}/v1`);
      w.make(all, object('dependent', [reference]));
      w.remove(`${all}/owner`, { propagationPolicy });
      w.cluster.pass(40_000);
      assert.isFalse(exists(`${all}/owner`));
      assert.equal(exists(`${all}/dependent`), stays);
    }
  });
});

describe('What a namespace holds', () => {
  it('goes with it, and does not come back', () => {
    const ns = w.namespace();
    w.make(`${core(ns)}/services`, {
      metadata: { name: 'test-service' },
      spec: { ports: [{ port: 80 }] },
    });
    w.make(`${core(ns)}/pods`, {
      metadata: { name: 'test-pod' },
      spec: { containers: [{ name: 'nginx', image: PAUSE }] },
    });
    w.until('it runs', () => at(w.get(`${core(ns)}/pods/test-pod`), 'status.phase') === 'Running');
    w.remove(`/api/v1/namespaces/${ns}`, {});
    assert.equal(at(w.get(`/api/v1/namespaces/${ns}`), 'status.phase'), 'Terminating');
    assert.equal(
      w.send('POST', `${core(ns)}/configmaps`, { metadata: { name: 'late' } }).code,
      403,
    );
    w.until('it is gone', () => !exists(`/api/v1/namespaces/${ns}`), 60_000);
    w.make('/api/v1/namespaces', { metadata: { name: ns } });
    assert.lengthOf(w.list(`${core(ns)}/pods`), 0);
    assert.equal(w.send('GET', `${core(ns)}/services/test-service`).code, 404);
  });

  it('its labels are patched', () => {
    const path = `/api/v1/namespaces/${w.namespace()}`;
    w.patch(path, { metadata: { labels: { testLabel: 'testValue' } } }, STRATEGIC);
    assert.equal(at(w.get(path), 'metadata.labels.testLabel'), 'testValue');
  });

  it('Events of a Pod come from the scheduler and from the kubelet', () => {
    const ns = w.namespace();
    const pod = w.make(`${core(ns)}/pods`, {
      metadata: { name: 'send-events' },
      spec: { containers: [{ name: 'p', image: AGNHOST, args: ['serve-hostname'] }] },
    });
    for (const source of ['default-scheduler', 'kubelet']) {
      const query = [
        'involvedObject.kind=Pod',
        `involvedObject.uid=${pod.metadata.uid}`,
        `involvedObject.namespace=${ns}`,
        `source=${source}`,
      ].join(',');
      const path = `${core(ns)}/events?fieldSelector=${encodeURIComponent(query)}`;
      w.until(`${source} has spoken`, () => w.list(path).length > 0, 60_000);
    }
  });
});
