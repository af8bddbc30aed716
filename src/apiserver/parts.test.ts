import { describe, it } from 'node:test';
import { assert } from 'chai';
import { LimitRanges } from '../api/core/limit-range';
import { Pods } from '../api/core/pod';
import { defineKind, type Kind } from '../api/kind';
import type { KubeObject } from '../api/object';
import { answerOf, testingServer } from './testing-world';

const REF = { namespace: 'default', name: 'web' };
const Bindings = defineKind('v1', 'Binding');

function world() {
  const { api, server } = testingServer();
  const resources = { requests: { cpu: '100m' }, limits: { cpu: '200m' } };
  api.create(Pods, {
    metadata: { ...REF, labels: { app: 'web' } },
    spec: { containers: [{ name: 'c', image: 'web:1', resources }] },
  });
  const patch = (subresource: string, body: object) =>
    api.patch(Pods, REF, body, { type: 'strategic', subresource });
  const resize = (requests: object, rest: object = {}) =>
    patch('resize', { ...rest, spec: { containers: [{ name: 'c', resources: { requests } }] } });
  const debug = (...ephemeralContainers: readonly object[]) =>
    patch('ephemeralcontainers', { spec: { ephemeralContainers } });
  return { api, server, patch, resize, debug };
}

describe('subresources that change a part of a Pod', () => {
  it('take their part alone, and count as a new generation', () => {
    const { resize, debug } = world();
    const resized = resize({ cpu: '150m' }, { metadata: { labels: { app: 'other' } } });
    assert.deepEqual(resized.spec.containers[0]?.resources?.requests, { cpu: '150m' });
    assert.deepEqual([resized.metadata.labels, resized.metadata.generation], [{ app: 'web' }, 2]);
    const debugged = debug({ name: 'debug', image: 'busybox' });
    assert.equal(debugged.spec.ephemeralContainers?.[0]?.imagePullPolicy, 'Always');
    assert.equal(debugged.metadata.generation, 3);
  });

  it('remember who changed what through them', () => {
    const { server, debug } = world();
    const pod = debug({ name: 'debug', image: 'busybox' });
    const entry = server.fields
      .managedFields(Pods as unknown as Kind, pod)
      .find(({ subresource }) => subresource === 'ephemeralcontainers');
    const fields = (entry?.fieldsV1 ?? {}) as Readonly<Record<string, object>>;
    assert.deepEqual(Object.keys(fields['f:spec'] ?? {}), ['f:ephemeralContainers']);
  });

  it('can be applied, within the part', () => {
    const { api, resize } = world();
    resize({ cpu: '150m' });
    const spec = { containers: [{ name: 'c', resources: { requests: { cpu: '120m' } } }] };
    const body = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec };
    const options = { type: 'apply', subresource: 'resize', fieldManager: 'tool' } as const;
    assert.include(
      answerOf(() => api.patch(Pods, REF, body, options)),
      'Conflict: Apply failed with 1 conflict: conflict with "unknown" with subresource "resize" using v1: .spec.containers[name="c"].resources.requests.cpu',
    );
    const applied = api.patch(Pods, REF, body, { ...options, force: true });
    assert.deepEqual(applied.spec.containers[0]?.resources?.requests, { cpu: '120m' });
  });

  it('refuse what their part does not allow', () => {
    const { api, debug, patch } = world();
    const cases: readonly (readonly [string, () => unknown])[] = [
      [
        'spec: Invalid value: "Burstable": Pod QOS Class may not change as a result of resizing',
        () => {
          const same = { cpu: '200m', memory: '1Gi' };
          const resources = { requests: same, limits: same };
          return patch('resize', { spec: { containers: [{ name: 'c', resources }] } });
        },
      ],
      [
        'spec.containers: Forbidden: containers may not be added or removed on resize',
        () => patch('resize', { spec: { containers: [{ name: 'd', image: 'web:1' }] } }),
      ],
      [
        'spec.ephemeralContainers[0].name: Duplicate value: "c"',
        () => debug({ name: 'c', image: 'busybox' }),
      ],
      [
        'spec.ephemeralContainers[0].ports: Forbidden: cannot be set for an Ephemeral Container',
        () => debug({ name: 'd', image: 'busybox', ports: [{ containerPort: 80 }] }),
      ],
      [
        'spec.ephemeralContainers[0].targetContainerName: Not found: "gone"',
        () => debug({ name: 'd', image: 'busybox', targetContainerName: 'gone' }),
      ],
    ];
    for (const [text, call] of cases) {
      assert.equal(answerOf(call), `Invalid: Pod "web" is invalid: ${text}`);
    }
    const range = { limits: [{ type: 'Container', max: { cpu: '200m' } }] };
    api.create(LimitRanges, { metadata: { name: 'small', namespace: 'default' }, spec: range });
    const large = { requests: { cpu: '300m' }, limits: { cpu: '300m' } };
    assert.include(
      answerOf(() => patch('resize', { spec: { containers: [{ name: 'c', resources: large }] } })),
      'maximum cpu usage per Container is 200m, but limit is 300m',
    );
  });

  it('ask for their own permission', () => {
    const { api, server } = world();
    const asked: string[] = [];
    server.gates.push((request) => {
      if ('path' in request) return;
      asked.push(`${request.verb} ${request.subresource}`);
    });
    api.get(Pods, REF, 'resize');
    api.get(Pods, REF);
    assert.deepEqual(asked, ['get resize', 'get ']);
  });
});

describe('a Binding', () => {
  const binding = (rest: object = {}) =>
    ({ metadata: { ...REF, ...rest }, target: { name: 'node-1' } }) as unknown as KubeObject;

  it('gives its Pod a node and its annotations', () => {
    const { api } = world();
    api.create(Bindings, binding({ annotations: { why: 'so' } }));
    const { spec, metadata } = api.get(Pods, REF);
    assert.deepEqual([spec.nodeName, metadata.annotations], ['node-1', { why: 'so' }]);
    assert.equal(
      answerOf(() => api.create(Bindings, binding())),
      'Conflict: Operation cannot be fulfilled on pods/binding "web": pod web is already assigned to node "node-1"',
    );
  });

  it('does not bind a Pod that waits at a gate', () => {
    const { api } = world();
    api.create(Pods, {
      metadata: { ...REF, name: 'gated' },
      spec: { containers: [{ name: 'c', image: 'i' }], schedulingGates: [{ name: 'a.b/c' }] },
    });
    assert.equal(
      answerOf(() => api.create(Bindings, binding({ name: 'gated' }))),
      'Conflict: Operation cannot be fulfilled on pods/binding "gated": pod gated has non-empty .spec.schedulingGates',
    );
  });
});
