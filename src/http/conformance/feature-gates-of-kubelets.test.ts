import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { JsonObject } from '../../api/object';
import { podOf, shell, worldWith } from './testing-gates';
import { at, listAt, PAUSE, type Walk } from './testing-walk';

describe('what kubelets do by gates', () => {
  const statusOf = (w: Walk, path: string) => w.get(path).status as JsonObject;
  const runs = (w: Walk, path: string) =>
    w.until('it runs', () => at(w.get(path), 'status.phase') === 'Running');

  it('tell which generation they saw, and that a sandbox is there, unless that is off', () => {
    const w = worldWith({
      PodObservedGenerationTracking: false,
      PodReadyToStartContainersCondition: false,
    });
    w.make(`${w.base}/pods`, podOf('plain', {}));
    runs(w, `${w.base}/pods/plain`);
    const status = statusOf(w, `${w.base}/pods/plain`);
    assert.isUndefined(status.observedGeneration);
    const conditions = listAt(status, 'conditions');
    assert.sameMembers(
      conditions.map(({ type }) => type),
      ['Initialized', 'Ready', 'ContainersReady', 'PodScheduled'],
    );
    for (const condition of conditions) assert.isUndefined(condition.observedGeneration);
  });

  it('call containers by the name that overrides others', () => {
    const w = worldWith({ HostnameOverride: true });
    const script = 'hostname; cat /etc/hosts; sleep 600';
    const spec = { hostnameOverride: 'db.example.com', hostname: 'db', subdomain: 'other' };
    w.make(`${w.base}/pods`, podOf('named', spec, shell(script)));
    runs(w, `${w.base}/pods/named`);
    w.cluster.pass(1000);
    const log = w.send('GET', `${w.base}/pods/named/log`).text;
    assert.match(log, /^db\.example\.com\n/);
    assert.match(log, /\tdb\.example\.com\n/);
    assert.notInclude(log, 'other');
  });

  it('wait less after a crash where they are told to', () => {
    const w = worldWith({ ReduceDefaultCrashLoopBackOffDecay: true });
    w.make(`${w.base}/pods`, podOf('crash', {}, shell('exit 1')));
    const restarts = () =>
      at(w.get(`${w.base}/pods/crash`), 'status.containerStatuses[0].restartCount');
    // 1, 2, 4, 8 s and so on, a minute at most
    w.cluster.pass(20_000);
    assert.isAtLeast(Number(restarts()), 5);
    w.cluster.pass(15 * 60_000);
    const before = Number(restarts());
    w.cluster.pass(10 * 60_000);
    assert.approximately(Number(restarts()) - before, 10, 1);
  });

  it('end a container by the signal that it names', () => {
    const w = worldWith({ ContainerStopSignals: true });
    const script = "trap 'echo bye; exit 0' USR1; while true; do sleep 1; done";
    const spec = { os: { name: 'linux' }, terminationGracePeriodSeconds: 60 };
    const container = { ...shell(script), lifecycle: { stopSignal: 'SIGUSR1' } };
    w.make(`${w.base}/pods`, podOf('polite', spec, container));
    w.make(
      `${w.base}/pods`,
      podOf('deaf', spec, { ...container, lifecycle: { stopSignal: 'SIGUSR2' } }),
    );
    w.make(`${w.base}/pods`, podOf('plain', spec));
    for (const name of ['polite', 'deaf', 'plain']) runs(w, `${w.base}/pods/${name}`);
    w.cluster.pass(2000);
    const signalOf = (name: string) =>
      at(w.get(`${w.base}/pods/${name}`), 'status.containerStatuses[0].stopSignal');
    assert.equal(signalOf('polite'), 'SIGUSR1');
    assert.equal(signalOf('plain'), 'SIGTERM');
    for (const name of ['polite', 'deaf']) w.remove(`${w.base}/pods/${name}`);
    w.cluster.pass(5000);
    const left = w.list(`${w.base}/pods`).map(({ metadata }) => metadata.name);
    assert.sameMembers(left, ['deaf', 'plain']);
    w.cluster.pass(60_000);
    assert.equal(w.send('GET', `${w.base}/pods/deaf`).code, 404);
  });

  it('take variables from a file that another container has written', () => {
    const w = worldWith({ EnvFiles: true });
    const volumeMounts = [{ name: 'v', mountPath: '/v' }];
    const write = (text: string) => ({
      initContainers: [{ name: 'first', ...shell(`printf '${text}' > /v/vars`), volumeMounts }],
      volumes: [{ name: 'v', emptyDir: {} }],
    });
    const refer = (key: string, more: JsonObject = {}) => ({
      name: key,
      valueFrom: { fileKeyRef: { volumeName: 'v', path: 'vars', key, ...more } },
    });
    const env = [refer('COLOUR'), refer('NOTHING', { optional: true })];
    const container = { ...shell('echo "[$COLOUR$NOTHING]"; sleep 600'), env };
    w.make(`${w.base}/pods`, podOf('good', write('# my\\nCOLOUR = blue\\n'), container));
    w.make(`${w.base}/pods`, podOf('lacks', write('SIZE=1\\n'), container));
    w.make(`${w.base}/pods`, podOf('broken', write('COLOUR\\n'), container));
    runs(w, `${w.base}/pods/good`);
    w.cluster.pass(10_000);
    assert.equal(w.send('GET', `${w.base}/pods/good/log`).text, '[blue]\n');
    const waiting = (name: string) =>
      at(
        w.get(`${w.base}/pods/${name}`),
        'status.containerStatuses[0].state.waiting',
      ) as JsonObject;
    assert.equal(waiting('lacks').reason, 'CreateContainerConfigError');
    assert.match(
      String(waiting('lacks').message),
      /^environment variable key "COLOUR" not found in file ".*vars"$/,
    );
    assert.match(String(waiting('broken').message), /at line 1: missing '='$/);
  });

  it('mind files of variables only in an emptyDir', () => {
    const w = worldWith({ EnvFiles: true });
    const fileKeyRef = { volumeName: 'v', path: '../x', key: '' };
    const container = { image: PAUSE, env: [{ name: 'A', valueFrom: { fileKeyRef } }] };
    const { text } = w.send('POST', `${w.base}/pods`, podOf('odd', {}, container));
    const path = 'spec.containers[0].env[0].valueFrom.fileKeyRef';
    assert.include(text, `${path}.key: Required value`);
    assert.include(text, `${path}.path: Invalid value: \\"../x\\": must not contain '..'`);
    assert.include(text, `${path}.volumeName: Not found: \\"v\\"`);
    const volumes = [{ name: 'v', configMap: { name: 'c' } }];
    const other = w.send('POST', `${w.base}/pods`, podOf('odd', { volumes }, container)).text;
    assert.include(other, 'referenced volume must be of type emptyDir');
  });

  it('mind a signal only where its system is named and knows it', () => {
    const w = worldWith({ ContainerStopSignals: true });
    const container = { image: PAUSE, lifecycle: { stopSignal: 'SIGHELLO' } };
    const refused = (spec: JsonObject) =>
      w.send('POST', `${w.base}/pods`, podOf('odd', spec, container)).text;
    const path = 'spec.containers[0].lifecycle.stopSignal';
    assert.include(
      refused({}),
      `${path}: Forbidden: may not be set for containers with empty \`spec.os.name\``,
    );
    assert.include(refused({ os: { name: 'linux' } }), `${path}: Unsupported value`);
    assert.include(
      refused({ os: { name: 'windows' } }),
      'supported values: \\"SIGKILL\\", \\"SIGTERM\\"',
    );
  });
});
