import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { JsonObject } from '../../api/object';
import { at, PAUSE, template, walk } from './testing-walk';

const w = walk(2);
const core = (namespace: string) => `/api/v1/namespaces/${namespace}`;

const HARD = {
  pods: '5',
  services: '10',
  'services.nodeports': '1',
  'services.loadbalancers': '1',
  replicationcontrollers: '10',
  resourcequotas: '1',
  cpu: '1',
  memory: '500Mi',
  configmaps: '10',
  secrets: '10',
  persistentvolumeclaims: '10',
  'requests.storage': '10Gi',
  'requests.ephemeral-storage': '50Gi',
  'count/replicasets.apps': '5',
  'requests.example.com/dongle': '3',
  'gold.storageclass.storage.k8s.io/persistentvolumeclaims': '10',
  'gold.storageclass.storage.k8s.io/requests.storage': '10Gi',
};

/** Creates a quota and waits for its first status. */
function quota(base: string, name: string, spec: JsonObject): void {
  w.make(`${base}/resourcequotas`, { metadata: { name }, spec });
  const zero = Object.keys((spec.hard as JsonObject) ?? {});
  w.until('the quota is counted', () => {
    const status = w.get(`${base}/resourcequotas/${name}`).status as { used?: JsonObject };
    return zero.every((key) => status.used?.[key] !== undefined);
  });
}

/** Waits until the quota says so of what is used. */
function uses(base: string, name: string, used: Readonly<Record<string, string>>): void {
  const path = `${base}/resourcequotas/${name}`;
  w.until(JSON.stringify(used), () => {
    const found = at(w.get(path), 'status.used') as JsonObject;
    return Object.entries(used).every(([key, value]) => found[key] === value);
  });
}

function podOf(name: string, resources: JsonObject, spec: JsonObject = {}): JsonObject {
  return {
    metadata: { name },
    spec: { ...spec, containers: [{ name: 'pause', image: PAUSE, resources }] },
  };
}

describe('Quotas', () => {
  const labels = { name: 'counted' };
  const counted: readonly (readonly [
    key: string,
    path: (ns: string) => string,
    object: JsonObject,
  ])[] = [
    ['services', (ns) => `${core(ns)}/services`, { spec: { ports: [{ port: 80 }] } }],
    ['secrets', (ns) => `${core(ns)}/secrets`, { data: { 'data-1': 'dmFsdWUtMQ0K' } }],
    ['configmaps', (ns) => `${core(ns)}/configmaps`, { data: { 'data-1': 'value-1' } }],
    [
      'replicationcontrollers',
      (ns) => `${core(ns)}/replicationcontrollers`,
      { spec: { replicas: 0, selector: labels, template: template(labels, PAUSE) } },
    ],
    [
      'count/replicasets.apps',
      (ns) => `/apis/apps/v1/namespaces/${ns}/replicasets`,
      {
        spec: { replicas: 0, selector: { matchLabels: labels }, template: template(labels, PAUSE) },
      },
    ],
    [
      'persistentvolumeclaims',
      (ns) => `${core(ns)}/persistentvolumeclaims`,
      { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } },
    ],
  ];
  for (const [key, path, object] of counted) {
    it(`the life of one of ${key}`, () => {
      const ns = w.namespace();
      quota(core(ns), 'test-quota', { hard: HARD });
      const used = w.get(`${core(ns)}/resourcequotas/test-quota`).status as { used: JsonObject };
      const start = Number(used.used[key]);
      w.make(path(ns), { metadata: { name: 'one' }, ...object });
      uses(core(ns), 'test-quota', { [key]: String(start + 1), resourcequotas: '1' });
      if (key === 'persistentvolumeclaims')
        uses(core(ns), 'test-quota', { 'requests.storage': '1Gi' });
      w.remove(`${path(ns)}/one`);
      uses(core(ns), 'test-quota', { [key]: String(start) });
    });
  }

  it('the life of a Pod, with a resource of its own kind', () => {
    const base = core(w.namespace());
    quota(base, 'test-quota', { hard: HARD });
    const dongles = { 'example.com/dongle': '2' };
    const requests = { cpu: '500m', memory: '252Mi', 'ephemeral-storage': '30Gi', ...dongles };
    w.make(`${base}/pods`, podOf('test-pod', { requests, limits: dongles }));
    const all = {
      pods: '1',
      cpu: '500m',
      memory: '252Mi',
      'requests.ephemeral-storage': '30Gi',
      'requests.example.com/dongle': '2',
    };
    uses(base, 'test-quota', all);
    const small = { cpu: '500m', memory: '100Mi', 'ephemeral-storage': '30Gi' };
    for (const more of [
      { requests: { cpu: '600m', memory: '100Mi' } },
      { requests: { ...small, ...dongles }, limits: dongles },
    ]) {
      const { code, text } = w.send('POST', `${base}/pods`, podOf('fail-pod', more));
      assert.equal(code, 403, text);
    }
    const draft = structuredClone(w.get(`${base}/pods/test-pod`));
    const [container] = (draft.spec as { containers: { resources: JsonObject }[] }).containers;
    assert.isDefined(container);
    if (container !== undefined)
      container.resources = { requests: { cpu: '100m', memory: '100Mi' } };
    assert.equal(w.send('PUT', `${base}/pods/test-pod`, draft).code, 422);
    uses(base, 'test-quota', all);
    w.remove(`${base}/pods/test-pod`, { gracePeriodSeconds: 0 });
    uses(base, 'test-quota', {
      pods: '0',
      cpu: '0',
      memory: '0',
      'requests.ephemeral-storage': '0',
      'requests.example.com/dongle': '0',
    });
  });

  type Scoped = readonly [
    scope: string,
    other: string,
    hard: JsonObject,
    resources: JsonObject,
    spec: JsonObject,
    used: Readonly<Record<string, string>>,
  ];
  const amounts = {
    requests: { cpu: '500m', memory: '200Mi' },
    limits: { cpu: '1', memory: '400Mi' },
  };
  const hardAmounts = {
    pods: '5',
    'requests.cpu': '1',
    'requests.memory': '500Mi',
    'limits.cpu': '2',
    'limits.memory': '1Gi',
  };
  const usedAmounts = {
    pods: '1',
    'requests.cpu': '500m',
    'requests.memory': '200Mi',
    'limits.cpu': '1',
    'limits.memory': '400Mi',
  };
  const scoped: readonly Scoped[] = [
    ['NotTerminating', 'Terminating', hardAmounts, amounts, {}, usedAmounts],
    [
      'Terminating',
      'NotTerminating',
      hardAmounts,
      amounts,
      { activeDeadlineSeconds: 3600 },
      usedAmounts,
    ],
    ['BestEffort', 'NotBestEffort', { pods: '5' }, {}, {}, { pods: '1' }],
    ['NotBestEffort', 'BestEffort', { pods: '5' }, amounts, {}, { pods: '1' }],
  ];
  for (const [scope, other, hard, resources, spec, used] of scoped) {
    it(`of the scope ${scope} count no others`, () => {
      const base = core(w.namespace());
      quota(base, 'own', { hard, scopes: [scope] });
      quota(base, 'other', { hard, scopes: [other] });
      w.make(`${base}/pods`, podOf('test-pod', resources, spec));
      uses(base, 'own', used);
      const none = Object.fromEntries(Object.keys(used).map((key) => [key, '0']));
      uses(base, 'other', none);
      w.remove(`${base}/pods/test-pod`, { gracePeriodSeconds: 0 });
      uses(base, 'own', none);
    });
  }

  it('are read, changed and deleted', () => {
    const base = core(w.namespace());
    quota(base, 'test-quota', { hard: { cpu: '1', memory: '500Mi' } });
    const path = `${base}/resourcequotas/test-quota`;
    assert.deepEqual(at(w.get(path), 'spec.hard'), { cpu: '1', memory: '500Mi' });
    const changed = w.update(path, { 'spec.hard': { cpu: '2', memory: '1Gi' } });
    assert.deepEqual(at(changed, 'spec.hard'), { cpu: '2', memory: '1Gi' });
    assert.deepEqual(at(w.get(path), 'spec.hard'), { cpu: '2', memory: '1Gi' });
    w.remove(path);
    assert.equal(w.send('GET', path).code, 404);
  });

  it('a quota of a defined kind counts its objects', () => {
    const base = core(w.namespace());
    const names = { plural: 'quotations', singular: 'quotation', kind: 'Quotation' };
    const group = 'quota.example.com';
    const schema = { openAPIV3Schema: { type: 'object' } };
    w.make('/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
      metadata: { name: `quotations.${group}` },
      spec: {
        group,
        names,
        scope: 'Namespaced',
        versions: [{ name: 'v1', served: true, storage: true, schema }],
      },
    });
    w.cluster.pass(5000);
    const key = `count/quotations.${group}`;
    quota(base, 'quota-for-quotations', { hard: { [key]: '1' } });
    const all = base.replace('/api/v1', `/apis/${group}/v1`);
    const object = (name: string) => ({
      apiVersion: `${group}/v1`,
      kind: 'Quotation',
      metadata: { name },
    });
    w.make(`${all}/quotations`, object('one'));
    uses(base, 'quota-for-quotations', { [key]: '1' });
    assert.equal(w.send('POST', `${all}/quotations`, object('two')).code, 403);
    w.remove(`${all}/quotations/one`);
    uses(base, 'quota-for-quotations', { [key]: '0' });
    w.make(`${all}/quotations`, object('two'));
  });
});

describe('Limits of a namespace', () => {
  const amount = (cpu: string, memory: string, storage: string) => ({
    cpu,
    memory: `${memory}Mi`,
    'ephemeral-storage': storage,
  });
  const range = {
    type: 'Container',
    min: amount('50m', '100', '100Gi'),
    max: amount('500m', '500', '500Gi'),
    default: amount('500m', '500', '500Gi'),
    defaultRequest: amount('100m', '200', '200Gi'),
    maxLimitRequestRatio: {},
  };

  it('fill in, refuse, and are changed', () => {
    const base = core(w.namespace());
    const watched = w.watch(`${base}/limitranges`);
    w.make(`${base}/limitranges`, { metadata: { name: 'limit-range' }, spec: { limits: [range] } });
    assert.equal(watched.types(), 'ADDED');
    assert.deepInclude(at(w.get(`${base}/limitranges/limit-range`), 'spec.limits[0]'), {
      min: range.min,
      max: range.max,
      default: range.default,
      defaultRequest: range.defaultRequest,
    });
    const resourcesOf = (name: string) =>
      at(w.get(`${base}/pods/${name}`), 'spec.containers[0].resources');
    w.make(`${base}/pods`, podOf('pod-no-resources', {}));
    assert.deepEqual(resourcesOf('pod-no-resources'), {
      limits: range.default,
      requests: range.defaultRequest,
    });
    w.make(
      `${base}/pods`,
      podOf('pod-partial-resources', {
        requests: { memory: '150Mi', 'ephemeral-storage': '150Gi' },
        limits: { cpu: '300m' },
      }),
    );
    assert.deepEqual(resourcesOf('pod-partial-resources'), {
      limits: amount('300m', '500', '500Gi'),
      requests: amount('300m', '150', '150Gi'),
    });
    const create = (name: string, requests: JsonObject) =>
      w.send('POST', `${base}/pods`, podOf(name, { requests })).code;
    const [small, large] = [amount('10m', '50', '50Gi'), amount('600m', '600', '600Gi')];
    assert.deepEqual([create('pfpod', small), create('pfpod', large)], [403, 422]);
    const min = amount('9m', '49', '49Gi');
    const path = `${base}/limitranges/limit-range`;
    assert.deepEqual(at(w.update(path, { 'spec.limits[0].min': min }), 'spec.limits[0].min'), min);
    assert.deepEqual([create('pfpod', small), create('pfpod2', large)], [201, 422]);
    w.remove(path, { gracePeriodSeconds: 30 });
    assert.lengthOf(w.list(`${base}/limitranges`), 0);
    assert.equal(create('pfpod2', large), 201);
  });
});
