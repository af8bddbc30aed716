import { describe, it } from 'node:test';
import { assert } from 'chai';
import { findKind } from '../api';
import { Deployments } from '../api/apps/deployment';
import { ConfigMaps } from '../api/core/config-map';
import { Namespaces } from '../api/core/namespace';
import type { Kind } from '../api/kind';
import type { KubeObject, New } from '../api/object';
import type { Scale } from '../api/schema/objects';
import type { PatchType } from './api';
import { answerOf, testingServer } from './testing-world';

const REF = { namespace: 'default', name: 'web' };

function world() {
  const { api } = testingServer();
  const labels = { app: 'web' };
  const template = {
    metadata: { labels },
    spec: { containers: [{ name: 'c', image: 'i' }] },
  };
  const deployment = { metadata: REF, spec: { selector: { matchLabels: labels }, template } };
  api.create(Deployments, deployment);
  return { api, template, labels };
}

/** A Scale, sent as the update of a kind's subresource. */
const asObject = (scale: object) => ({ metadata: REF, ...scale }) as KubeObject as never;

describe('scale', () => {
  it('is a view of the workload', () => {
    const { api } = world();
    const scale = api.getScale(Deployments, REF);
    assert.deepEqual([scale.kind, scale.apiVersion], ['Scale', 'autoscaling/v1']);
    assert.deepEqual(scale.spec, { replicas: 1 });
    assert.deepEqual(scale.status, { replicas: 0, selector: 'app=web' });
    assert.equal(api.setScale(Deployments, REF, 3).spec?.replicas, 3);
    const { metadata, spec } = api.get(Deployments, REF);
    assert.deepEqual([metadata.generation, spec.replicas], [2, 3]);
  });

  it('of a ReplicationController has its plain selector', () => {
    const { api, template, labels } = world();
    const kind = findKind('rc') as Kind;
    const spec = { replicas: 2, selector: labels, template };
    api.create(kind, { metadata: REF, spec } as New<KubeObject>);
    assert.equal(api.getScale(kind, REF).status?.selector, 'app=web');
  });

  it('is updated as a Scale; 0 is a number too', () => {
    const { api } = world();
    const options = { subresource: 'scale' };
    const answer = api.update(Deployments, asObject({ spec: { replicas: 4 } }), options);
    assert.deepEqual((answer as unknown as Scale).spec, { replicas: 4 });
    api.update(Deployments, asObject({ spec: {} }), options);
    assert.equal(api.get(Deployments, REF).spec.replicas, 0);
  });

  it('is not written when dry', () => {
    const { api } = world();
    const { revision } = api;
    const options = { subresource: 'scale', dryRun: true };
    const answer = api.update(Deployments, asObject({ spec: { replicas: 4 } }), options);
    assert.deepEqual((answer as unknown as Scale).spec, { replicas: 4 });
    assert.equal(api.revision, revision);
  });

  const patches: readonly (readonly [PatchType, unknown])[] = [
    ['merge', { spec: { replicas: 7 } }],
    ['strategic', { spec: { replicas: 7 } }],
    ['json', [{ op: 'replace', path: '/spec/replicas', value: 7 }]],
  ];
  for (const [type, patch] of patches) {
    it(`is patched (${type})`, () => {
      const { api } = world();
      api.patch(Deployments, REF, patch, { type, subresource: 'scale' });
      assert.equal(api.get(Deployments, REF).spec.replicas, 7);
    });
  }

  const refused: readonly (readonly [object, RegExp])[] = [
    [
      { spec: { replicas: -1 } },
      /^Invalid: Scale.autoscaling "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0$/,
    ],
    [{ spec: { replicas: 'many' } }, /^BadRequest: .*cannot unmarshal string into Go struct/],
    [{ metadata: { ...REF, resourceVersion: '1' }, spec: {} }, /^Conflict: /],
    [{ metadata: { ...REF, name: 'none' }, spec: {} }, /^NotFound: deployments.apps "none"/],
  ];
  for (const [scale, expected] of refused) {
    it(`refuses ${JSON.stringify(scale)}`, () => {
      const { api } = world();
      const update = () => api.update(Deployments, asObject(scale), { subresource: 'scale' });
      assert.match(answerOf(update), expected);
    });
  }

  it('is what ConfigMaps have not', () => {
    const { api } = testingServer();
    const update = () => api.update(ConfigMaps, asObject({}), { subresource: 'scale' });
    for (const call of [update, () => api.getScale(ConfigMaps, REF)]) {
      assert.equal(answerOf(call), 'NotFound: the server could not find the requested resource');
    }
  });
});

describe('finalize', () => {
  it('ends a Namespace with its last finalizer', () => {
    const { api } = testingServer();
    const ref = { name: 'x' };
    api.create(Namespaces, { metadata: ref, spec: {} });
    const marked = api.delete(Namespaces, ref);
    const empty = { ...marked, spec: { finalizers: [] } };
    assert.isDefined(api.update(Namespaces, empty).metadata.deletionTimestamp);
    assert.deepEqual(api.get(Namespaces, ref).spec.finalizers, ['kubernetes']);
    api.update(Namespaces, empty, { subresource: 'finalize' });
    assert.isUndefined(api.find(Namespaces, ref));
  });
});
