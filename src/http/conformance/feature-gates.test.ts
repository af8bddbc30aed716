import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { JsonObject } from '../../api/object';
import { podOf, worldWith } from './testing-gates';
import { at, PAUSE } from './testing-walk';

const NODE = 'node-1';

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

  it('MatchLabelKeysInPodTopologySpreadSelectorMerge: the selector is as it was when it is off', () => {
    w.cluster.setFeatureGates({ MatchLabelKeysInPodTopologySpread: true });
    const labels = { 'pod-template-hash': '7' };
    const pod = podOf('merged', { topologySpreadConstraints: [SPREAD] });
    const selector = 'spec.topologySpreadConstraints[0].labelSelector';
    const made = w.make(`${w.base}/pods`, { ...pod, metadata: { name: 'merged', labels } });
    assert.isDefined(at(made, `${selector}.matchExpressions`));
    w.cluster.setFeatureGates({ MatchLabelKeysInPodTopologySpreadSelectorMerge: false });
    const plain = w.make(`${w.base}/pods`, { ...pod, metadata: { name: 'plain', labels } });
    assert.isUndefined(at(plain, `${selector}.matchExpressions`));
  });

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

  it('a StatefulSet may lose more than one Pod at once only where it may say so', () => {
    const w = worldWith({});
    const sets = `${w.base.replace('/api/v1', '/apis/apps/v1')}/statefulsets`;
    const labels = { app: 'db' };
    const set = (name: string, rollingUpdate: JsonObject) => ({
      metadata: { name },
      spec: {
        replicas: 3,
        serviceName: 'db',
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: podOf('', {}).spec },
        updateStrategy: { rollingUpdate },
      },
    });
    const path = 'spec.updateStrategy.rollingUpdate';
    const closed = w.make(sets, set('closed', { maxUnavailable: 2 }));
    assert.deepEqual(at(closed, path), { partition: 0 });
    w.cluster.setFeatureGates({ MaxUnavailableStatefulSet: true });
    assert.deepEqual(at(w.make(sets, set('one', {})), path), { maxUnavailable: 1, partition: 0 });
    const two = w.make(sets, set('two', { maxUnavailable: '50%' }));
    assert.deepEqual(at(two, path), { maxUnavailable: '50%', partition: 0 });
    const zero = w.send('POST', sets, set('none', { maxUnavailable: 0 })).text;
    assert.include(zero, `${path}.maxUnavailable: Invalid value: 0: cannot be 0`);
  });

  it('an autoscaler has a tolerance of its own only where it may', () => {
    const w = worldWith({});
    const scalers = `${w.base.replace('/api/v1', '/apis/autoscaling/v2')}/horizontalpodautoscalers`;
    const scaler = (name: string, tolerance: string) => ({
      metadata: { name },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
        maxReplicas: 3,
        behavior: { scaleDown: { tolerance } },
      },
    });
    const path = 'spec.behavior.scaleDown.tolerance';
    assert.isUndefined(at(w.make(scalers, scaler('closed', '-1')), path));
    w.cluster.setFeatureGates({ HPAConfigurableTolerance: true });
    assert.equal(at(w.make(scalers, scaler('open', '50m')), path), '50m');
    const { text } = w.send('POST', scalers, scaler('odd', '-1'));
    assert.include(text, `${path}: Invalid value: \\"-1\\": must be greater than or equal to 0`);
    // the older version keeps what it does not know
    const old = scalers.replace('/v2/', '/v1/');
    w.patch(`${old}/open`, { spec: { maxReplicas: 4 } });
    assert.equal(at(w.get(`${scalers}/open`), path), '50m');
  });

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
