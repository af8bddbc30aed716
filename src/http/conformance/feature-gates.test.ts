import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { JsonObject } from '../../api/object';
import { at, listAt, PAUSE, type Walk, walk } from './testing-walk';

const NODE = 'node-1';
const shell = (script: string) => ({ image: 'busybox:1', command: ['sh', '-c', script] });

function podOf(name: string, spec: JsonObject, container: JsonObject = { image: PAUSE }) {
  return { metadata: { name }, spec: { containers: [{ name: 'c', ...container }], ...spec } };
}

/** A cluster with these gates, and where the Pods of a new namespace are. */
function worldWith(gates: Readonly<Record<string, boolean>>): Walk & { readonly base: string } {
  const w = walk(1);
  w.cluster.setFeatureGates(gates);
  w.cluster.settle(60_000);
  return { ...w, base: `/api/v1/namespaces/${w.namespace()}` };
}

describe('fields of a Pod whose gates can be switched off', () => {
  const SPREAD = {
    maxSkew: 1,
    topologyKey: 'kubernetes.io/hostname',
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: {},
    matchLabelKeys: ['pod-template-hash'],
  };
  const cases: readonly (readonly [string, JsonObject, string])[] = [
    ['UserNamespacesSupport', { hostUsers: true }, 'spec.hostUsers'],
    [
      'SupplementalGroupsPolicy',
      { securityContext: { supplementalGroupsPolicy: 'Strict' } },
      'spec.securityContext.supplementalGroupsPolicy',
    ],
    [
      'SELinuxChangePolicy',
      { securityContext: { seLinuxChangePolicy: 'Recursive' } },
      'spec.securityContext.seLinuxChangePolicy',
    ],
    ['PodLevelResources', { resources: { requests: { cpu: '100m' } } }, 'spec.resources'],
    [
      'MatchLabelKeysInPodTopologySpread',
      { topologySpreadConstraints: [SPREAD] },
      'spec.topologySpreadConstraints[0].matchLabelKeys',
    ],
  ];
  const w = worldWith({});
  for (const [index, [gate, spec, path]] of cases.entries()) {
    it(`${gate}: there, and gone when it is off`, () => {
      w.cluster.setFeatureGates({ [gate]: true });
      assert.isDefined(at(w.make(`${w.base}/pods`, podOf(`on-${index}`, spec)), path));
      w.cluster.setFeatureGates({ [gate]: false });
      assert.isUndefined(at(w.make(`${w.base}/pods`, podOf(`off-${index}`, spec)), path));
      // what has it keeps it
      const kept = w.patch(`${w.base}/pods/on-${index}`, { metadata: { labels: { a: 'b' } } });
      assert.isDefined(at(kept, path));
    });
  }

  it('the template of a Deployment loses it too', () => {
    w.cluster.setFeatureGates({ PodLevelResources: false });
    const labels = { app: 'web' };
    const pod = podOf('', { resources: { requests: { cpu: '100m' } } });
    const made = w.make(`${w.base.replace('/api/v1', '/apis/apps/v1')}/deployments`, {
      metadata: { name: 'web' },
      spec: {
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: pod.spec },
      },
    });
    assert.isUndefined(at(made, 'spec.template.spec.resources'));
  });

  it('what is empty without a field is refused', () => {
    const env = [
      { name: 'A', valueFrom: { fileKeyRef: { volumeName: 'v', path: 'p', key: 'k' } } },
    ];
    const { code, text } = w.send(
      'POST',
      `${w.base}/pods`,
      podOf('env', {}, { image: PAUSE, env }),
    );
    assert.equal(code, 422);
    assert.include(
      text,
      'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`',
    );
  });
});

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

describe('what the API server does by gates', () => {
  it('a bound Pod gets the zone of its node, and loses its nomination', () => {
    const w = worldWith({
      PodTopologyLabelsAdmission: true,
      ClearingNominatedNodeNameAfterBinding: true,
    });
    w.patch(`/api/v1/nodes/${NODE}`, {
      metadata: { labels: { 'topology.kubernetes.io/zone': 'a', 'topology.example.com/row': '7' } },
    });
    w.make(`${w.base}/pods`, podOf('bound', { schedulingGates: [{ name: 'example.com/wait' }] }));
    w.patch(`${w.base}/pods/bound/status`, { status: { nominatedNodeName: NODE } });
    w.patch(`${w.base}/pods/bound`, { spec: { schedulingGates: null } });
    w.make(`${w.base}/pods`, podOf('placed', { nodeName: NODE }));
    w.until('it is bound', () => at(w.get(`${w.base}/pods/bound`), 'spec.nodeName') === NODE);
    for (const name of ['bound', 'placed']) {
      const { metadata, status } = w.get(`${w.base}/pods/${name}`);
      assert.deepEqual(metadata.labels, { 'topology.kubernetes.io/zone': 'a' });
      assert.isUndefined((status as JsonObject).nominatedNodeName);
    }
  });

  it('a Service may begin with a digit, and keeps its name when it no longer may', () => {
    const w = worldWith({});
    const service = { metadata: { name: '1web' }, spec: { ports: [{ port: 80 }] } };
    const { code, text } = w.send('POST', `${w.base}/services`, service);
    assert.equal(code, 422);
    assert.include(text, 'a DNS-1035 label must consist of');
    w.cluster.setFeatureGates({ RelaxedServiceNameValidation: true });
    w.make(`${w.base}/services`, service);
    w.make(`${w.base.replace('/api/v1', '/apis/networking.k8s.io/v1')}/ingresses`, {
      metadata: { name: 'web' },
      spec: { defaultBackend: { service: { name: '1web', port: { number: 80 } } } },
    });
    w.cluster.setFeatureGates({ RelaxedServiceNameValidation: false });
    w.patch(`${w.base}/services/1web`, { metadata: { labels: { a: 'b' } } });
  });

  it('traffic is kept in a zone or on a node only where that is known', () => {
    const w = worldWith({ PreferSameTrafficDistribution: false });
    const service = (name: string, trafficDistribution: string) =>
      w.send('POST', `${w.base}/services`, {
        metadata: { name },
        spec: { ports: [{ port: 80 }], trafficDistribution },
      });
    assert.equal(service('near', 'PreferClose').code, 201);
    assert.include(
      service('same', 'PreferSameZone').text,
      'spec.trafficDistribution: Unsupported value: \\"PreferSameZone\\": supported values: \\"PreferClose\\"',
    );
  });

  it('API servers have no Leases where they have no identity', () => {
    const w = worldWith({});
    const leases = '/apis/coordination.k8s.io/v1/namespaces/kube-system/leases';
    const [lease] = w.list(leases).filter(({ metadata }) => metadata.name.startsWith('apiserver-'));
    const renewed = () => at(w.get(`${leases}/${lease?.metadata.name}`), 'spec.renewTime');
    w.cluster.setFeatureGates({ APIServerIdentity: false });
    const before = renewed();
    w.cluster.pass(60_000);
    assert.equal(renewed(), before);
    w.cluster.setFeatureGates({ APIServerIdentity: true });
    w.cluster.pass(60_000);
    assert.notEqual(renewed(), before);
  });

  for (const minds of [true, false]) {
    it(`the cost of a deletion decides${minds ? '' : ' nothing where it is not known'}`, () => {
      const w = worldWith({ PodDeletionCost: minds });
      const labels = { app: 'web' };
      const sets = `${w.base.replace('/api/v1', '/apis/apps/v1')}/replicasets`;
      w.make(sets, {
        metadata: { name: 'web' },
        spec: {
          replicas: 2,
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: podOf('', {}).spec },
        },
      });
      w.until('both are ready', () => at(w.get(`${sets}/web`), 'status.readyReplicas') === 2);
      // of equals the one with the lower uid goes: the other one is made cheap
      const [lower, higher] = w
        .list(`${w.base}/pods`)
        .map(({ metadata }) => metadata)
        .sort((x, y) => (x.uid < y.uid ? -1 : 1));
      const cost = { 'controller.kubernetes.io/pod-deletion-cost': '-5' };
      w.patch(`${w.base}/pods/${higher?.name}`, { metadata: { annotations: cost } });
      w.cluster.pass(1000);
      w.patch(`${sets}/web`, { spec: { replicas: 1 } });
      w.cluster.pass(60_000);
      const [left] = w.list(`${w.base}/pods`);
      assert.equal(left?.metadata.name, minds ? lower?.name : higher?.name);
      const odd = { 'controller.kubernetes.io/pod-deletion-cost': 'much' };
      const pod = { ...podOf('odd', {}), metadata: { name: 'odd', annotations: odd } };
      assert.equal(w.send('POST', `${w.base}/pods`, pod).code, minds ? 422 : 201);
    });
  }

  it('requests for devices have no alternatives where they are off', () => {
    const w = worldWith({ DRAPrioritizedList: false, DRAAdminAccess: false });
    const claims = `${w.base.replace('/api/v1', '/apis/resource.k8s.io/v1')}/resourceclaims`;
    const sub = { name: 'x', deviceClassName: 'gpu' };
    const { text } = w.send('POST', claims, {
      metadata: { name: 'list' },
      spec: { devices: { requests: [{ name: 'r', firstAvailable: [sub] }] } },
    });
    assert.include(text, 'exactly one of `exactly` or `firstAvailable` is required');
    const exactly = { deviceClassName: 'gpu', adminAccess: true };
    const made = w.make(claims, {
      metadata: { name: 'admin' },
      spec: { devices: { requests: [{ name: 'r', exactly }] } },
    });
    assert.isUndefined(at(made, 'spec.devices.requests[0].exactly.adminAccess'));
  });
});
