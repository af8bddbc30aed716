import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { JsonObject } from '../../api/object';
import { AGNHOST, at, listAt, walk } from './testing-walk';

const w = walk(2);
const BUSYBOX = 'docker.io/library/busybox:1.29';
const core = `/api/v1/namespaces/${w.namespace()}`;
const pods = `${core}/pods`;
const events = `${core}/events`;
let count = 0;

const shell = (script: string) => ({ image: BUSYBOX, command: ['/bin/sh', '-c', script] });
const agnhost = (...args: readonly string[]) => ({ image: AGNHOST, args });

/** Creates a Pod of one container, and returns where it is. */
function start(container: JsonObject, metadata: JsonObject = {}, spec: JsonObject = {}): string {
  const name = `probe-${++count}`;
  w.make(pods, {
    metadata: { ...metadata, name },
    spec: { ...spec, containers: [{ name: 'c', ...container }] },
  });
  return `${pods}/${name}`;
}

const restartsOf = (path: string) =>
  Number(at(w.get(path), 'status.containerStatuses[0].restartCount') ?? 0);
const isReady = (path: string) =>
  listAt(w.get(path), 'status.conditions').some(
    ({ type, status }) => type === 'Ready' && status === 'True',
  );

describe('Probes', () => {
  const http = (path: string, port = 8080): JsonObject => ({ httpGet: { path, port } });
  const exec = (...command: readonly string[]): JsonObject => ({ exec: { command } });
  const HEALTH = 'echo ok >/tmp/health; sleep 10; rm -rf /tmp/health; sleep 600';
  const SOUND = 'echo ok >/tmp/health; sleep 600';
  const once = { initialDelaySeconds: 15, failureThreshold: 1 };

  const alive: readonly (readonly [
    name: string,
    container: JsonObject,
    probe: JsonObject,
    restarts: number,
  ])[] = [
    [
      'cat /tmp/health that goes away',
      shell(HEALTH),
      { ...exec('cat', '/tmp/health'), ...once },
      1,
    ],
    ['cat /tmp/health that stays', shell(SOUND), { ...exec('cat', '/tmp/health'), ...once }, 0],
    ['/healthz that falls ill', agnhost('liveness'), { ...http('/healthz'), ...once }, 1],
    ['tcp:8080 that answers', agnhost('liveness'), { tcpSocket: { port: 8080 }, ...once }, 0],
    [
      'a redirect within the host that falls ill',
      agnhost('liveness'),
      { ...http('/redirect?loc=%2Fhealthz'), ...once },
      1,
    ],
    [
      'a redirect to another host',
      agnhost('liveness'),
      { ...http('/redirect?loc=http%3A%2F%2F0.0.0.0%2F'), ...once },
      0,
    ],
    [
      'a server of files',
      agnhost('test-webserver'),
      { ...http('/', 80), initialDelaySeconds: 15, timeoutSeconds: 5, failureThreshold: 3 },
      0,
    ],
  ];
  for (const [name, container, livenessProbe, restarts] of alive) {
    it(`${name}: ${restarts} restarts in time`, () => {
      const path = start({ ...container, livenessProbe });
      if (restarts === 0) {
        w.cluster.pass(4 * 60_000);
        assert.equal(restartsOf(path), 0);
        if (name.includes('another host')) {
          const event = w.list(`${events}?fieldSelector=reason%3DProbeWarning`)[0];
          assert.match(
            String(event?.message),
            /^Liveness probe warning: Probe terminated redirects.*0\.0\.0\.0/,
          );
        }
      } else {
        w.until('it is restarted', () => restartsOf(path) >= restarts, 4 * 60_000);
      }
      w.remove(path, { gracePeriodSeconds: 0 });
    });
  }

  it('the count of restarts only rises', () => {
    const path = start({
      ...agnhost('liveness'),
      livenessProbe: { ...http('/healthz'), initialDelaySeconds: 5, failureThreshold: 1 },
    });
    let last = 0;
    w.until(
      'it was restarted five times',
      () => {
        const now = restartsOf(path);
        assert.isAtLeast(now, last);
        last = now;
        return now >= 5;
      },
      10 * 60_000,
    );
  });

  it('not ready before its delay, and never restarted', () => {
    const begin = w.cluster.now;
    const path = start({
      ...agnhost('test-webserver'),
      readinessProbe: {
        ...http('/', 80),
        initialDelaySeconds: 30,
        timeoutSeconds: 15,
        failureThreshold: 1,
      },
    });
    w.until('it is ready', () => isReady(path));
    assert.isAtLeast(w.cluster.now - begin, 30_000);
    const transition = listAt(w.get(path), 'status.conditions').find(
      ({ type }) => type === 'Ready',
    );
    const started = String(at(w.get(path), 'status.containerStatuses[0].state.running.startedAt'));
    assert.isAtLeast(
      Date.parse(String(transition?.lastTransitionTime)) - Date.parse(started),
      30_000,
    );
    assert.equal(restartsOf(path), 0);
  });

  it('never ready when the probe fails, and never restarted', () => {
    const path = start({
      ...agnhost('test-webserver'),
      readinessProbe: { ...exec('/bin/false'), initialDelaySeconds: 30, failureThreshold: 1 },
    });
    for (let index = 0; index < 20; index++) {
      w.cluster.pass(9000);
      assert.isFalse(isReady(path));
    }
    assert.equal(restartsOf(path), 0);
  });

  it('a startup probe holds the others back, and restarts what never starts', () => {
    const liveness = { ...exec('/bin/false'), initialDelaySeconds: 15, failureThreshold: 1 };
    const patient = start({
      ...shell('sleep 600'),
      livenessProbe: liveness,
      startupProbe: {
        ...exec('cat', '/tmp/startup'),
        initialDelaySeconds: 15,
        failureThreshold: 60,
      },
    });
    w.cluster.pass(4 * 60_000);
    assert.equal(restartsOf(patient), 0);
    const slow = start({
      ...shell('sleep 10; echo ok >/tmp/startup; sleep 600'),
      livenessProbe: liveness,
      startupProbe: {
        ...exec('cat', '/tmp/startup'),
        initialDelaySeconds: 15,
        failureThreshold: 60,
      },
    });
    w.until('its liveness counts', () => restartsOf(slow) >= 1, 4 * 60_000);
    const never = start({
      ...shell('sleep 600'),
      livenessProbe: { ...exec('/bin/true'), initialDelaySeconds: 15, failureThreshold: 1 },
      startupProbe: { ...exec('/bin/false'), initialDelaySeconds: 15, failureThreshold: 3 },
    });
    w.until('it never started', () => restartsOf(never) >= 1, 4 * 60_000);
  });
});

describe('Paths and rights', () => {
  const logOf = (path: string) => {
    w.until('it has ended', () =>
      ['Succeeded', 'Failed'].includes(String(at(w.get(path), 'status.phase'))),
    );
    return w.send('GET', `${path}/log`).text;
  };

  it('a place in a volume that an annotation makes right', () => {
    const field = (fieldPath: string) => ({ valueFrom: { fieldRef: { fieldPath } } });
    const path = start(
      {
        ...shell('tail -f /dev/null'),
        env: [
          { name: 'POD_NAME', ...field('metadata.name') },
          { name: 'ANNOTATION', ...field("metadata.annotations['mysubpath']") },
        ],
        volumeMounts: [
          {
            name: 'workdir1',
            mountPath: '/subpath_mount',
            subPathExpr: '$(ANNOTATION)/$(POD_NAME)',
          },
          { name: 'workdir1', mountPath: '/volume_mount' },
        ],
      },
      { annotations: { notmysubpath: 'mypath' } },
      { volumes: [{ name: 'workdir1', emptyDir: {} }] },
    );
    w.cluster.pass(30_000);
    assert.equal(at(w.get(path), 'status.phase'), 'Pending');
    w.update(path, { 'metadata.annotations.mysubpath': 'mypath' });
    w.until('it runs', () => at(w.get(path), 'status.phase') === 'Running');
  });

  it('a volume’s place is made from the environment', () => {
    const path = start(
      {
        ...shell(
          'touch /subpath_mount/test.log; test -f /volume_mount/mypath/foo/test.log && echo there',
        ),
        env: [
          { name: 'POD_NAME', value: 'foo' },
          { name: 'ANNOTATION', value: 'mypath' },
        ],
        volumeMounts: [
          {
            name: 'workdir1',
            mountPath: '/subpath_mount',
            subPathExpr: '$(ANNOTATION)/$(POD_NAME)',
          },
          { name: 'workdir1', mountPath: '/volume_mount' },
        ],
      },
      {},
      { restartPolicy: 'Never', volumes: [{ name: 'workdir1', emptyDir: {} }] },
    );
    assert.equal(logOf(path), 'there\n');
  });

  const rights: readonly (readonly [script: string, context: JsonObject, log: RegExp])[] = [
    ['id -u', { runAsUser: 65_534 }, /^65534$/m],
    ['id -u', { runAsUser: 0 }, /^0$/m],
    ['ip link add dummy0 type dummy || true', { privileged: false }, /Operation not permitted/],
    ['touch checkfile', { readOnlyRootFilesystem: true }, /Read-only file system/],
  ];
  for (const [script, securityContext, log] of rights) {
    it(`${script} as ${JSON.stringify(securityContext)}`, () => {
      const path = start({ ...shell(script), securityContext }, {}, { restartPolicy: 'Never' });
      assert.match(logOf(path), log);
    });
  }

  it('a command that fails says so of its container', () => {
    const path = start({ image: BUSYBOX, command: ['/bin/false'] });
    w.until(
      'it has ended once',
      () =>
        at(w.get(path), 'status.containerStatuses[0].state.terminated.reason') === 'Error' ||
        at(w.get(path), 'status.containerStatuses[0].lastState.terminated.reason') === 'Error',
    );
    w.remove(path, {});
    w.until('it is gone', () => w.send('GET', path).code === 404);
  });
});
