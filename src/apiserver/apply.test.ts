import { describe, it } from 'node:test';
import { assert } from 'chai';
import { Deployments } from '../api/apps/deployment';
import { ConfigMaps } from '../api/core/config-map';
import type { PatchOptions } from './api';
import { answerOf, testingServer } from './testing-world';

const REF = { namespace: 'default', name: 'conf' };

function world() {
  const { server, api, loop } = testingServer();
  const apply = (manager: string, data: object, options: Partial<PatchOptions> = {}) =>
    api.patch(
      ConfigMaps,
      REF,
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'conf' }, data },
      { type: 'apply', fieldManager: manager, ...options },
    );
  const owners = () =>
    server.fields
      .managedFields(ConfigMaps, api.get(ConfigMaps, REF))
      .map((entry) => [entry.manager, entry.operation, entry.fieldsV1]);
  return { server, api, loop, apply, owners };
}

describe('server-side apply', () => {
  it('creates, and removes what the manager no longer applies', () => {
    const { apply, owners } = world();
    assert.deepEqual(apply('a', { x: '1', y: '2' }).data, { x: '1', y: '2' });
    assert.deepEqual(apply('a', { x: '1' }).data, { x: '1' });
    assert.deepEqual(owners(), [['a', 'Apply', { 'f:data': { 'f:x': {} } }]]);
  });

  it('keeps the name when all else of the metadata is applied no longer', () => {
    const { api, owners } = world();
    const metadata = { name: 'conf', labels: { a: 'b' }, annotations: { c: 'd' } };
    const options = { type: 'apply', fieldManager: 'a' } as const;
    const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata };
    api.patch(ConfigMaps, REF, config, options);
    const less = { ...config, metadata: { name: 'conf' } };
    const { labels, annotations, name, uid } = api.patch(ConfigMaps, REF, less, options).metadata;
    assert.deepEqual([labels, annotations, name], [undefined, undefined, 'conf']);
    assert.isString(uid);
    assert.deepEqual(owners(), []);
  });

  it('conflicts with others, names them, and takes over by force', () => {
    const { api, apply, owners } = world();
    api.create(
      ConfigMaps,
      { metadata: REF, data: { x: '1', y: '1' } },
      { fieldManager: 'kubectl-create' },
    );
    assert.equal(
      answerOf(() => apply('a', { x: '2' })),
      'Conflict: Apply failed with 1 conflict: conflict with "kubectl-create" using v1: .data.x',
    );
    apply('b', { y: '1' });
    assert.equal(
      answerOf(() => apply('a', { x: '2', y: '2' })),
      'Conflict: Apply failed with 3 conflicts: conflicts with "b":\n- .data.y\nconflicts with "kubectl-create" using v1:\n- .data.x\n- .data.y',
    );
    assert.deepEqual(apply('a', { x: '2' }, { force: true }).data, { x: '2', y: '1' });
    assert.deepEqual(owners(), [
      ['a', 'Apply', { 'f:data': { 'f:x': {} } }],
      ['b', 'Apply', { 'f:data': { 'f:y': {} } }],
      ['kubectl-create', 'Update', { 'f:data': { '.': {}, 'f:y': {} } }],
    ]);
  });

  it('shares a field of the same value, which stays until the last owner leaves it', () => {
    const { apply } = world();
    apply('a', { x: '1' });
    apply('b', { x: '1', z: '0' });
    assert.deepEqual(apply('a', {}).data, { x: '1', z: '0' });
    assert.deepEqual(apply('b', { z: '0' }).data, { z: '0' });
  });

  it('leaves nothing behind when dry', () => {
    const { api, apply, owners } = world();
    apply('a', { x: '1' });
    assert.deepEqual(apply('b', { y: '1' }, { dryRun: true }).data, { x: '1', y: '1' });
    assert.deepEqual(api.get(ConfigMaps, REF).data, { x: '1' });
    assert.lengthOf(owners(), 1);
  });

  it('lets kubectl take what it applied from the client', () => {
    const { api } = world();
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: REF, data: { x: '1' } };
    const annotations = {
      'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(object),
    };
    const metadata = { ...REF, annotations };
    api.create(ConfigMaps, { ...object, metadata }, { fieldManager: 'kubectl-client-side-apply' });
    const options = { type: 'apply', fieldManager: 'kubectl' } as const;
    const applied = api.patch(ConfigMaps, REF, { ...object, data: { x: '2' } }, options);
    assert.deepEqual(applied.data, { x: '2' });
    const text = Object.values(applied.metadata.annotations ?? {})[0] ?? '';
    assert.deepEqual(JSON.parse(text).data, { x: '2' });
  });

  for (const [what, patch, options, answer] of [
    [
      'has no manager',
      {},
      { fieldManager: '' },
      'Invalid: PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
    ],
    [
      'forces a patch of another type',
      {},
      { type: 'merge', force: true },
      'Invalid: PatchOptions.meta.k8s.io "" is invalid: force: Forbidden: may not be specified for non-apply patch',
    ],
    [
      'says who owns what',
      { metadata: { managedFields: [{}] } },
      {},
      'BadRequest: metadata.managedFields must be nil',
    ],
    [
      'has an unknown field',
      { spec: {} },
      {},
      'Unknown: failed to create typed patch object (default/conf; v1, Kind=ConfigMap): .spec: field not declared in schema',
    ],
    [
      'means another object of that name',
      { metadata: { uid: 'x' } },
      {},
      'Invalid: ConfigMap "conf" is invalid: metadata.uid: Invalid value: "x": field is immutable',
    ],
    [
      'means another namespace',
      { metadata: { namespace: 'other' } },
      {},
      'BadRequest: the namespace of the provided object does not match the namespace sent on the request',
    ],
  ] as const) {
    it(`is refused when it ${what}`, () => {
      const { api, apply } = world();
      apply('a', { x: '1' });
      const body = { apiVersion: 'v1', kind: 'ConfigMap', ...patch };
      const given: PatchOptions = Object.assign({ type: 'apply', fieldManager: 'a' }, options);
      assert.equal(
        answerOf(() => api.patch(ConfigMaps, REF, body, given)),
        answer,
      );
    });
  }
});

describe('applying what is not there', () => {
  it('makes it, whatever version it is said to have, but not one that had a uid', () => {
    const { api } = world();
    const apply = (metadata: object) =>
      api.patch(
        ConfigMaps,
        REF,
        { apiVersion: 'v1', kind: 'ConfigMap', metadata },
        { type: 'apply', fieldManager: 'a' },
      );
    assert.equal(
      answerOf(() => apply({ uid: 'x' })),
      'Conflict: Operation cannot be fulfilled on configmaps "conf": uid mismatch: the provided object specified uid x, and no existing object was found',
    );
    assert.equal(apply({ resourceVersion: '1' }).metadata.name, 'conf');
  });
});

describe('managedFields', () => {
  it('tell updates of each manager, and what the status is owned by', () => {
    const { server, api, loop } = world();
    const labels = { app: 'web' };
    const ref = { namespace: 'default', name: 'web' };
    const template = { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'i' }] } };
    const spec = { selector: { matchLabels: labels }, template };
    const made = api.create(Deployments, { metadata: ref, spec }, { fieldManager: 'creator' });
    loop.runUntil(() => false, loop.now + 1000);
    const status = { ...made.status, observedGeneration: 1 };
    server
      .as({ name: 'system:kube-controller-manager', groups: ['system:masters'] })
      .updateStatus(Deployments, { ...made, status });
    const entries = server.fields.managedFields(Deployments, api.get(Deployments, ref));
    assert.deepEqual(
      entries.map(({ manager, subresource }) => [manager, subresource]),
      [
        ['creator', undefined],
        ['kube-controller-manager', 'status'],
      ],
    );
    assert.deepEqual(entries[1]?.fieldsV1, { 'f:status': { 'f:observedGeneration': {} } });
    const fields = entries[0]?.fieldsV1 as Record<string, Record<string, object>>;
    assert.deepEqual(fields['f:spec']?.['f:selector'], {});
    assert.deepEqual(fields['f:spec']?.['f:strategy'], {
      'f:rollingUpdate': { '.': {}, 'f:maxSurge': {}, 'f:maxUnavailable': {} },
      'f:type': {},
    });
  });

  it('are forgotten when a client resets them, and changed when it writes them', () => {
    const { api, apply, owners } = world();
    apply('a', { x: '1' });
    const patch = (managedFields: object[]) =>
      api.patch(ConfigMaps, REF, { metadata: { managedFields } }, { type: 'merge' });
    patch([{}]);
    assert.deepEqual(owners(), []);
    const fieldsV1 = { 'f:data': { 'f:x': {} } };
    patch([
      { manager: 'm', operation: 'Apply', apiVersion: 'v1', fieldsType: 'FieldsV1', fieldsV1 },
    ]);
    assert.deepEqual(owners(), [['m', 'Apply', fieldsV1]]);
  });

  it('come to so many updaters at most', () => {
    const { api, loop, owners } = world();
    api.create(ConfigMaps, { metadata: REF, data: {} }, { fieldManager: 'm0' });
    for (let i = 1; i < 15; i++) {
      loop.runUntil(() => false, loop.now + 1000);
      const data = { [`k${i}`]: 'v' };
      api.patch(ConfigMaps, REF, { data }, { type: 'merge', fieldManager: `m${i}` });
    }
    const managers = owners().map(([manager]) => manager);
    assert.lengthOf(managers, 10);
    assert.equal(managers[0], 'ancient-changes');
  });
});
