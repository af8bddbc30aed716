import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { JsonObject } from '../../api/object';
import { AGNHOST, at, HTTPD, listAt, PAUSE, STRATEGIC, walk } from './testing-walk';

const w = walk(2);
const pods = (namespace: string) => `/api/v1/namespaces/${namespace}/pods`;
const BUSYBOX = 'docker.io/library/busybox:1.29';
const LABELS = { 'test-pod-static': 'true' };

function podOf(name: string, container: JsonObject, spec: JsonObject = {}): JsonObject {
  return {
    metadata: { name, labels: LABELS },
    spec: { ...spec, containers: [{ name: 'c', ...container }] },
  };
}

const conditionOf = (pod: unknown, type: string) =>
  listAt(pod, 'status.conditions').find((condition) => condition.type === type);
const isReady = (path: string) => conditionOf(w.get(path), 'Ready')?.status === 'True';
const isRunning = (path: string) => at(w.get(path), 'status.phase') === 'Running';

describe('Lives of Pods', () => {
  it('has the address of its host', () => {
    const all = pods(w.namespace());
    w.make(all, podOf('pod-hostip', { image: AGNHOST }));
    w.until('it has one', () => at(w.get(`${all}/pod-hostip`), 'status.hostIP') !== undefined);
  });

  it('is submitted, watched, deleted with grace, and gone', () => {
    const all = pods(w.namespace());
    const query = 'labelSelector=test-pod-static%3Dtrue';
    const { metadata } = w.get(`${all}?${query}`);
    const watched = w.watch(`${all}?${query}&resourceVersion=${metadata.resourceVersion}`);
    w.make(all, podOf('submit', { image: HTTPD, ports: [{ containerPort: 80 }] }));
    w.until('it runs', () => isRunning(`${all}/submit`));
    assert.equal(watched.events[0]?.type, 'ADDED');
    w.remove(`${all}/submit`, { gracePeriodSeconds: 30 });
    w.until('it is gone', () => watched.events.at(-1)?.type === 'DELETED', 35_000);
    const last = watched.events.at(-1)?.object;
    assert.isDefined(at(last, 'metadata.deletionTimestamp'));
    assert.equal(at(last, 'spec.terminationGracePeriodSeconds'), 30);
    assert.lengthOf(w.list(`${all}?${query}`), 0);
  });

  it('takes labels and a deadline while it runs', () => {
    const all = pods(w.namespace());
    w.make(all, podOf('update', { image: HTTPD }));
    w.until('it runs', () => isRunning(`${all}/update`));
    w.update(`${all}/update`, { 'metadata.labels.time': 'later' });
    assert.lengthOf(w.list(`${all}?labelSelector=time%3Dlater`), 1);
    w.update(`${all}/update`, { 'spec.activeDeadlineSeconds': 5 });
    w.until(
      'it is over',
      () => at(w.get(`${all}/update`), 'status.reason') === 'DeadlineExceeded',
      30_000,
    );
    assert.equal(at(w.get(`${all}/update`), 'status.phase'), 'Failed');
  });

  it('has the Services that were there before it in its environment', () => {
    const ns = w.namespace();
    const all = pods(ns);
    const labels = { name: 'server' };
    w.make(`/api/v1/namespaces/${ns}/services`, {
      metadata: { name: 'fooservice', labels },
      spec: { ports: [{ port: 8765, targetPort: 8080 }], selector: labels },
    });
    const script = { image: BUSYBOX, command: ['sh', '-c', 'env'] };
    w.make(all, podOf('client-envvars', script, { restartPolicy: 'Never' }));
    w.until(
      'it has ended',
      () => at(w.get(`${all}/client-envvars`), 'status.phase') === 'Succeeded',
    );
    const { text } = w.send('GET', `${all}/client-envvars/log`);
    const address = '10\\.96\\.\\d+\\.\\d+';
    for (const line of [
      `FOOSERVICE_SERVICE_HOST=${address}`,
      'FOOSERVICE_SERVICE_PORT=8765',
      `FOOSERVICE_PORT=tcp://${address}:8765`,
      'FOOSERVICE_PORT_8765_TCP_PORT=8765',
      'FOOSERVICE_PORT_8765_TCP_PROTO=tcp',
      `FOOSERVICE_PORT_8765_TCP=tcp://${address}:8765`,
      `FOOSERVICE_PORT_8765_TCP_ADDR=${address}`,
    ]) {
      assert.match(text, new RegExp(`^${line}$`, 'm'));
    }
  });

  it('several are deleted together', () => {
    const all = pods(w.namespace());
    for (const name of ['one', 'two', 'three']) {
      w.make(all, podOf(name, { image: AGNHOST }, { terminationGracePeriodSeconds: 1 }));
    }
    w.until('they are pending or run', () => w.list(all).length === 3);
    w.remove(`${all}?labelSelector=test-pod-static%3Dtrue`, {});
    w.until('they are gone', () => w.list(all).length === 0, 60_000);
  });

  it('gates hold it unready until somebody opens them', () => {
    const all = pods(w.namespace());
    const gates = ['k8s.io/test-condition1', 'k8s.io/test-condition2'];
    const readinessGates = gates.map((conditionType) => ({ conditionType }));
    w.make(
      all,
      podOf(
        'pod-ready',
        { image: BUSYBOX, command: ['sh', '-c', 'sleep 10000'] },
        { readinessGates },
      ),
    );
    const path = `${all}/pod-ready`;
    w.until('it runs', () => isRunning(path));
    assert.isFalse(isReady(path));
    const open = (type: string, status: string) =>
      w.patch(`${path}/status`, { status: { conditions: [{ type, status }] } }, STRATEGIC);
    open(gates[0] ?? '', 'True');
    w.cluster.pass(5000);
    assert.isFalse(isReady(path));
    open(gates[1] ?? '', 'True');
    w.until('it is ready', () => isReady(path), 30_000);
    open(gates[0] ?? '', 'False');
    w.until('it is unready', () => !isReady(path), 30_000);
  });

  it('its class of service follows from its resources', () => {
    const all = pods(w.namespace());
    const amounts = { cpu: '100m', memory: '100Mi' };
    w.make(all, podOf('qos', { image: PAUSE, resources: { requests: amounts, limits: amounts } }));
    assert.equal(at(w.get(`${all}/qos`), 'status.qosClass'), 'Guaranteed');
  });

  it('never says that a container has succeeded that was still to come', () => {
    const all = pods(w.namespace());
    for (let round = 0; round < 5; round++) {
      const name = `pod-submit-status-${round}`;
      const watched = w.watch(`${all}?fieldSelector=metadata.name%3D${name}`);
      w.make(
        all,
        podOf(
          name,
          { image: BUSYBOX, command: ['/bin/false'], resources: { requests: { cpu: '5m' } } },
          { restartPolicy: 'Never', terminationGracePeriodSeconds: 5 },
        ),
      );
      w.cluster.pass(40 * round);
      w.remove(`${all}/${name}`, {});
      w.until('it is gone', () => watched.events.at(-1)?.type === 'DELETED', 60_000);
      for (const { object } of watched.events) {
        for (const status of listAt(object, 'status.containerStatuses')) {
          const code = at(status, 'state.terminated.exitCode');
          assert.notEqual(code, 0, JSON.stringify(status));
        }
      }
    }
  });

  it('its status is patched by others, and read by itself', () => {
    const all = pods(w.namespace());
    w.make(all, podOf('pod-status', { image: AGNHOST }));
    w.until('it runs', () => isRunning(`${all}/pod-status`));
    const condition = { type: 'example.com/Own', status: 'True', reason: 'E2E', message: 'm' };
    const patched = w.patch(
      `${all}/pod-status/status`,
      { status: { conditions: [condition] } },
      STRATEGIC,
    );
    assert.include(conditionOf(patched, 'example.com/Own'), condition);
    w.cluster.pass(15_000);
    assert.include(conditionOf(w.get(`${all}/pod-status/status`), 'example.com/Own'), condition);
    assert.isTrue(isReady(`${all}/pod-status`));
  });

  it('init containers run in order, and hold all else back when one fails', () => {
    const all = pods(w.namespace());
    const init = (script: string) =>
      ['init1', 'init2'].map((name, index) => ({
        name,
        image: BUSYBOX,
        command: [index === 0 ? script : '/bin/true'],
      }));
    const main = { image: PAUSE, resources: { limits: { cpu: '100m' } } };
    w.make(all, podOf('works', main, { initContainers: init('/bin/true') }));
    w.make(all, podOf('fails', main, { initContainers: init('/bin/false') }));
    w.make(
      all,
      podOf('ends', main, { initContainers: init('/bin/false'), restartPolicy: 'Never' }),
    );
    w.until('one runs', () => isRunning(`${all}/works`));
    const works = w.get(`${all}/works`);
    assert.equal(conditionOf(works, 'Initialized')?.status, 'True');
    for (const status of listAt(works, 'status.initContainerStatuses')) {
      assert.equal(status.ready, true);
      assert.equal(at(status, 'state.terminated.exitCode'), 0);
    }
    const restarts = () =>
      Number(at(w.get(`${all}/fails`), 'status.initContainerStatuses[0].restartCount'));
    w.until('the first is tried again', () => restarts() >= 3);
    const fails = w.get(`${all}/fails`);
    assert.equal(at(fails, 'status.phase'), 'Pending');
    assert.include(conditionOf(fails, 'Initialized'), {
      status: 'False',
      reason: 'ContainersNotInitialized',
      message: 'containers with incomplete status: [init1 init2]',
    });
    assert.equal(
      at(fails, 'status.initContainerStatuses[1].state.waiting.reason'),
      'PodInitializing',
    );
    assert.equal(at(fails, 'status.containerStatuses[0].state.waiting.reason'), 'PodInitializing');
    w.until('the last has failed', () => at(w.get(`${all}/ends`), 'status.phase') === 'Failed');
    const ends = w.get(`${all}/ends`);
    assert.equal(at(ends, 'status.initContainerStatuses[0].state.terminated.exitCode'), 1);
    assert.isDefined(at(ends, 'status.containerStatuses[0].state.waiting'));
  });

  it('images that cannot be pulled, and what each says', () => {
    const all = pods(w.namespace());
    const loop = {
      command: ['/bin/sh', '-c', 'while true; do sleep 1; done'],
      imagePullPolicy: 'Always',
    };
    const images: readonly (readonly [name: string, image: string, reasons: readonly string[]])[] =
      [
        ['registry', 'invalid.com/invalid/alpine:3.1', ['ErrImagePull', 'ImagePullBackOff']],
        ['missing', 'k8s.gcr.io/invalid-image:invalid-tag', ['ErrImagePull', 'ImagePullBackOff']],
        [
          'private',
          'gcr.io/authenticated-image-pulling/alpine:3.7',
          ['ErrImagePull', 'ImagePullBackOff'],
        ],
        ['hub', 'alpine:3.7', []],
        ['text', 'INVALID_image:1', ['InvalidImageName']],
      ];
    for (const [name, image] of images)
      w.make(all, podOf(name, { ...loop, image }, { restartPolicy: 'Never' }));
    w.cluster.pass(8000);
    for (const [name, , reasons] of images) {
      const pod = w.get(`${all}/${name}`);
      const waiting = at(pod, 'status.containerStatuses[0].state.waiting.reason');
      if (reasons.length === 0) assert.equal(at(pod, 'status.phase'), 'Running');
      else assert.include(reasons, waiting, name);
    }
  });

  it('a private image with the Secret of its registry', () => {
    const ns = w.namespace();
    const auths = { auths: { 'https://gcr.io': { auth: 'X2pzb25fa2V5Ong=', email: 'e@x' } } };
    w.make(`/api/v1/namespaces/${ns}/secrets`, {
      metadata: { name: 'image-pull-secret' },
      type: 'kubernetes.io/dockerconfigjson',
      data: { '.dockerconfigjson': Buffer.from(JSON.stringify(auths)).toString('base64') },
    });
    const image = 'gcr.io/authenticated-image-pulling/alpine:3.7';
    const spec = { imagePullSecrets: [{ name: 'image-pull-secret' }] };
    w.make(pods(ns), podOf('private', { image, imagePullPolicy: 'Always' }, spec));
    w.until('it runs', () => isRunning(`${pods(ns)}/private`));
  });
});
