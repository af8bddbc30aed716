import { describe, it } from 'node:test';
import { assert } from 'chai';
import { Deployments } from '../api/apps/deployment';
import { Leases } from '../api/coordination/lease';
import { ConfigMaps } from '../api/core/config-map';
import { Namespaces } from '../api/core/namespace';
import { Nodes } from '../api/core/node';
import { Pods } from '../api/core/pod';
import { ServiceAccounts } from '../api/core/service-account';
import { isApiError } from '../api/errors';
import type { New } from '../api/object';
import type { ConfigMap, Deployment, Pod } from '../api/schema/objects';
import { Loop } from '../sim/loop';
import { Random } from '../sim/random';
import { Trace } from '../sim/trace';
import { admissionPlugins } from './admission';
import type { Api, DeleteOptions, PatchOptions } from './api';
import { ApiServer } from './server';
import type { Change } from './store';

const NS = 'default';

function world() {
  const loop = new Loop(Date.UTC(2026, 0, 5));
  const trace = new Trace(loop);
  const random = new Random(1);
  const server = new ApiServer({ loop, trace, random, admission: admissionPlugins });
  const api = server.as({ name: 'admin', groups: ['system:masters'] });
  api.create(Namespaces, { metadata: { name: NS }, spec: {} });
  api.create(ServiceAccounts, { metadata: { name: 'default', namespace: NS } });
  return { loop, trace, server, api };
}

function configMap(name: string, data: Record<string, string> = { a: '1' }): New<ConfigMap> {
  return { metadata: { name, namespace: NS }, data };
}

function deployment(image = 'web:1'): New<Deployment> {
  const labels = { app: 'web' };
  const spec = { containers: [{ name: 'c', image }] };
  return {
    metadata: { name: 'web', namespace: NS },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
  };
}

function pod(name: string): New<Pod> {
  return { metadata: { name, namespace: NS }, spec: { containers: [{ name: 'c', image: 'i' }] } };
}

/** The reason of the ApiError that the call throws, and its message; 'OK' when it throws none. */
function answer(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (isApiError(error)) return `${error.reason}: ${error.message}`;
    throw error;
  }
  return 'OK';
}

describe('create', () => {
  it('fills in what the server owns, whatever the client says', () => {
    const { api } = world();
    const given = { uid: 'x', generation: 7, deletionTimestamp: '2026-01-01T00:00:00Z' };
    const object = api.create(Deployments, {
      ...deployment(),
      metadata: { name: 'web', namespace: NS, ...given },
      status: { replicas: 9 },
    });
    const { metadata, spec, status } = object;
    assert.match(metadata.uid, /^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    assert.equal(metadata.creationTimestamp, '2026-01-05T00:00:00Z');
    assert.equal(metadata.generation, 1);
    assert.isUndefined(metadata.deletionTimestamp);
    assert.equal(spec.replicas, 1);
    assert.deepEqual(status, {});
    assert.isTrue(Object.isFrozen(object) && Object.isFrozen(spec.template.spec?.containers));
  });

  it('keeps the status of a Node', () => {
    const { api } = world();
    const capacity = { cpu: '4' };
    const node = api.create(Nodes, { metadata: { name: 'n' }, spec: {}, status: { capacity } });
    assert.deepEqual(node.status.capacity, capacity);
    assert.deepEqual(node.status.allocatable, capacity);
  });

  it('makes names of generateName', () => {
    const { api } = world();
    const names = [1, 2, 3].map(() => {
      const metadata = { generateName: 'web-', namespace: NS };
      return api.create(ConfigMaps, { metadata }).metadata.name;
    });
    for (const name of names) assert.match(name, /^web-[bcdfghjklmnpqrstvwxz2-9]{5}$/);
    assert.equal(new Set(names).size, 3);
  });

  const refusals: readonly (readonly [string, (api: Api) => unknown, RegExp])[] = [
    [
      'no name',
      (api) => api.create(ConfigMaps, { metadata: { namespace: NS } }),
      /^Invalid: .*name or generateName is required/,
    ],
    [
      'no namespace',
      (api) => api.create(ConfigMaps, { metadata: { name: 'x' } }),
      /^BadRequest: an empty namespace may not be set during creation/,
    ],
    [
      'a namespace that is not there',
      (api) => api.create(ConfigMaps, { metadata: { name: 'x', namespace: 'y' } }),
      /^NotFound: namespaces "y" not found/,
    ],
    [
      'a wrong type',
      (api) => api.create(ConfigMaps, { ...configMap('x'), data: { a: 1 } } as never),
      /^BadRequest: .*cannot unmarshal number into Go struct field ConfigMap.data of type string/,
    ],
    [
      'an unknown field',
      (api) =>
        api.create(ConfigMaps, { ...configMap('x'), dat: {} } as never, {
          fieldValidation: 'Strict',
        }),
      /strict decoding error: unknown field "dat"/,
    ],
    [
      'a name that is taken',
      (api) => {
        api.create(ConfigMaps, configMap('x'));
        api.create(ConfigMaps, configMap('x'));
      },
      /^AlreadyExists: configmaps "x" already exists/,
    ],
    [
      'a name that is taken, dry',
      (api) => {
        api.create(Deployments, deployment());
        api.create(Deployments, deployment(), { dryRun: true });
      },
      /^AlreadyExists: deployments.apps "web" already exists/,
    ],
  ];
  for (const [what, call, expected] of refusals) {
    it(`refuses ${what}`, () =>
      assert.match(
        answer(() => call(world().api)),
        expected,
      ));
  }

  it('stores nothing when dry', () => {
    const { api } = world();
    const { revision } = api;
    assert.equal(api.create(ConfigMaps, configMap('x'), { dryRun: true }).metadata.name, 'x');
    assert.isUndefined(api.find(ConfigMaps, { namespace: NS, name: 'x' }));
    assert.equal(api.revision, revision);
  });

  it('lets the Pods of one template share their spec, defaults and all', () => {
    const { api } = world();
    const { spec } = api.create(Deployments, deployment()).spec.template;
    if (spec === undefined) throw new Error('no spec');
    const [a, b] = ['a', 'b'].map((name) => api.create(Pods, { ...pod(name), spec }));
    assert.equal(a?.spec, b?.spec);
    assert.equal(a?.spec.serviceAccountName, 'default');
    assert.equal(a?.spec.tolerations?.length, 2);
    // what the plugins know has changed: so does the spec
    const account = api.get(ServiceAccounts, { namespace: NS, name: 'default' });
    api.update(ServiceAccounts, { ...account, automountServiceAccountToken: false });
    const c = api.create(Pods, { ...pod('c'), spec });
    assert.isUndefined(c.spec.volumes);
    assert.isUndefined(spec.serviceAccountName);
  });
});

describe('update', () => {
  it('counts generations of the spec alone, and nothing when nothing changed', () => {
    const { api } = world();
    const first = api.create(Deployments, deployment());
    const labelled = api.update(Deployments, {
      ...first,
      metadata: { ...first.metadata, labels: { a: 'b' } },
    });
    assert.equal(labelled.metadata.generation, 1);
    assert.equal(labelled.spec, first.spec);
    const scaled = api.update(Deployments, {
      ...labelled,
      spec: { ...labelled.spec, replicas: 3 },
    });
    assert.equal(scaled.metadata.generation, 2);
    const { revision } = api;
    assert.equal(api.update(Deployments, JSON.parse(JSON.stringify(scaled))), scaled);
    assert.equal(api.revision, revision);
  });

  it('keeps spec and status apart', () => {
    const { api } = world();
    const first = api.create(Deployments, deployment());
    const both = { ...first, spec: { ...first.spec, replicas: 5 }, status: { replicas: 4 } };
    const status = api.updateStatus(Deployments, both);
    assert.equal(status.spec, first.spec);
    assert.equal(status.status.replicas, 4);
    assert.equal(status.metadata.generation, 1);
    const spec = api.update(Deployments, { ...status, spec: both.spec, status: { replicas: 9 } });
    assert.deepEqual([spec.spec.replicas, spec.status.replicas], [5, 4]);
  });

  it('takes a frozen part the short way and the same part the long way to the same end', () => {
    const [short, long] = [true, false].map((isFrozen) => {
      const { api } = world();
      const first = api.create(ConfigMaps, configMap('x'));
      const data = { a: '2' };
      return api.update(ConfigMaps, { ...first, data: isFrozen ? Object.freeze(data) : data });
    });
    assert.deepEqual(short, long);
    assert.isTrue(Object.isFrozen(short) && Object.isFrozen(short?.metadata));
  });

  it('validates on the short way', () => {
    const { api } = world();
    const lease = api.create(Leases, { metadata: { name: 'x', namespace: NS }, spec: {} });
    const spec = Object.freeze({ leaseDurationSeconds: 0 });
    assert.match(
      answer(() => api.update(Leases, { ...lease, spec })),
      /^Invalid: .*spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0/,
    );
  });

  const lock: readonly (readonly [string, Partial<ConfigMap['metadata']>, RegExp])[] = [
    ['the newest version', {}, /^OK/],
    ['no version', { resourceVersion: undefined } as never, /^OK/],
    [
      'an old version',
      { resourceVersion: '1' },
      /^Conflict: .*the object has been modified; please apply your changes to the latest version/,
    ],
    [
      'another UID',
      { uid: 'other' },
      /^Conflict: .*Precondition failed: UID in precondition: other/,
    ],
    ['another name', { name: 'y' }, /^NotFound: configmaps "y" not found/],
  ];
  for (const [what, change, expected] of lock) {
    it(`with ${what}`, () => {
      const { api } = world();
      const first = api.create(ConfigMaps, configMap('x'));
      const metadata = { ...first.metadata, ...change };
      assert.match(
        answer(() => api.update(ConfigMaps, { ...first, metadata, data: { a: '2' } })),
        expected,
      );
    });
  }
});

describe('patch', () => {
  const patches: readonly (readonly [PatchOptions['type'], unknown, unknown])[] = [
    ['merge', { data: { a: null, b: '2' } }, { b: '2' }],
    ['strategic', { data: { b: '2' } }, { a: '1', b: '2' }],
    ['json', [{ op: 'replace', path: '/data/a', value: '3' }], { a: '3' }],
  ];
  for (const [type, patch, data] of patches) {
    it(type, () => {
      const { api } = world();
      api.create(ConfigMaps, configMap('x'));
      const ref = { namespace: NS, name: 'x' };
      assert.deepEqual(api.patch(ConfigMaps, ref, patch, { type }).data, data);
    });
  }

  it('of the status leaves the spec alone', () => {
    const { api } = world();
    const first = api.create(Deployments, deployment());
    const ref = { namespace: NS, name: 'web' };
    const patch = { spec: { replicas: 7 }, status: { replicas: 2 } };
    const after = api.patch(Deployments, ref, patch, { type: 'merge', subresource: 'status' });
    assert.equal(after.spec, first.spec);
    assert.equal(after.status.replicas, 2);
  });
});

describe('delete', () => {
  const policies: readonly (readonly [DeleteOptions, readonly string[] | 'gone'])[] = [
    [{}, 'gone'],
    [{ propagationPolicy: 'Background' }, 'gone'],
    [{ propagationPolicy: 'Foreground' }, ['foregroundDeletion']],
    [{ propagationPolicy: 'Orphan' }, ['orphan']],
  ];
  for (const [options, expected] of policies) {
    it(`with ${JSON.stringify(options)}: ${expected}`, () => {
      const { api } = world();
      api.create(Deployments, deployment());
      const ref = { namespace: NS, name: 'web' };
      api.delete(Deployments, ref, options);
      const left = api.find(Deployments, ref);
      assert.deepEqual(left === undefined ? 'gone' : left.metadata.finalizers, expected);
      assert.equal(left?.metadata.deletionTimestamp !== undefined, left !== undefined);
    });
  }

  it('waits for finalizers, and ends with the last one', () => {
    const { api } = world();
    const ref = { namespace: NS, name: 'x' };
    const metadata = { ...ref, finalizers: ['example.com/a', 'example.com/b'] };
    api.create(ConfigMaps, { metadata });
    const marked = api.delete(ConfigMaps, ref);
    const more = ['example.com/c', ...metadata.finalizers];
    const added = { ...marked, metadata: { ...marked.metadata, finalizers: more } };
    assert.match(
      answer(() => api.update(ConfigMaps, added)),
      /no new finalizers can be added/,
    );
    for (const left of [['example.com/b'], []]) {
      const object = api.get(ConfigMaps, ref);
      api.update(ConfigMaps, { ...object, metadata: { ...object.metadata, finalizers: left } });
    }
    assert.isUndefined(api.find(ConfigMaps, ref));
  });

  const preconditions: readonly (readonly [DeleteOptions['preconditions'], RegExp])[] = [
    [{ uid: 'other' }, /^Conflict: .*the UID in the precondition \(other\) does not match/],
    [
      { resourceVersion: '1' },
      /^Conflict: .*the ResourceVersion in the precondition \(1\) does not match/,
    ],
    [{}, /^OK/],
  ];
  for (const [asked, expected] of preconditions) {
    it(`on condition ${JSON.stringify(asked)}`, () => {
      const { api } = world();
      api.create(ConfigMaps, configMap('x'));
      const options = asked === undefined ? {} : { preconditions: asked };
      const call = () => api.delete(ConfigMaps, { namespace: NS, name: 'x' }, options);
      assert.match(answer(call), expected);
    });
  }

  it('gives a bound Pod its grace, and a second delete may shorten it', () => {
    const { api } = world();
    const ref = { namespace: NS, name: 'p' };
    api.create(Pods, pod('p'));
    api.bind(ref, 'n');
    const graceOf = () => api.find(Pods, ref)?.metadata.deletionGracePeriodSeconds;
    api.delete(Pods, ref);
    assert.equal(graceOf(), 30);
    api.delete(Pods, ref, { gracePeriodSeconds: 60 });
    assert.equal(graceOf(), 30);
    api.delete(Pods, ref, { gracePeriodSeconds: 5 });
    assert.equal(graceOf(), 5);
    api.delete(Pods, ref, { gracePeriodSeconds: 0 });
    assert.isUndefined(api.find(Pods, ref));
  });
});

describe('watch', () => {
  it('begins at a revision, and sees what its selectors bring in and out', () => {
    const { api } = world();
    const start = String(api.revision);
    const first = api.create(ConfigMaps, configMap('x'));
    const heard: string[] = [];
    const labels = [{ key: 'a', operator: 'in' as const, values: ['b'] }];
    const options = { namespace: NS, labels, resourceVersion: start };
    const stop = api.watch(ConfigMaps, options, ({ type, object }: Change<ConfigMap>) =>
      heard.push(`${type} ${object.metadata.name}`),
    );
    const label = (value: Record<string, string>) => {
      const object = api.get(ConfigMaps, { namespace: NS, name: first.metadata.name });
      api.update(ConfigMaps, { ...object, metadata: { ...object.metadata, labels: value } });
    };
    label({ a: 'b' });
    label({ a: 'b', c: 'd' });
    label({});
    stop();
    label({ a: 'b' });
    assert.deepEqual(heard, ['ADDED x', 'MODIFIED x', 'DELETED x']);
    const all: string[] = [];
    api.watch(ConfigMaps, { resourceVersion: start }, ({ type }) => all.push(type));
    assert.deepEqual(all, ['ADDED', 'MODIFIED', 'MODIFIED', 'MODIFIED', 'MODIFIED']);
  });

  it('by the node of a Pod hears of that node alone', () => {
    const { api } = world();
    const heard: string[] = [];
    for (const name of ['p', 'q']) api.create(Pods, pod(name));
    api.watch(Pods, { fields: 'spec.nodeName=n' }, ({ type, object }) =>
      heard.push(`${type} ${object.metadata.name}`),
    );
    api.bind({ namespace: NS, name: 'p' }, 'n');
    api.bind({ namespace: NS, name: 'q' }, 'm');
    api.delete(Pods, { namespace: NS, name: 'p' }, { gracePeriodSeconds: 0 });
    assert.deepEqual(heard, ['ADDED p', 'MODIFIED p', 'DELETED p']);
  });

  it('hears of heartbeats as they come, not from the past; the trace leaves them out', () => {
    const { api, trace } = world();
    const spec = { holderIdentity: 'n', renewTime: '2026-01-05T00:00:00.000000Z' };
    const lease = api.create(Leases, { metadata: { name: 'n', namespace: NS }, spec });
    const entries = trace.entries.length;
    const heard: number[] = [];
    api.watch(Leases, {}, ({ seq }) => heard.push(seq));
    const renewTime = '2026-01-05T00:00:10.000000Z';
    const renewed = api.update(Leases, { ...lease, spec: { ...lease.spec, renewTime } });
    assert.deepEqual(heard, [0]);
    assert.equal(trace.entries.length, entries);
    assert.equal(renewed.metadata.resourceVersion, String(api.revision));
    const past: string[] = [];
    const { resourceVersion } = lease.metadata;
    api.watch(Leases, { resourceVersion }, ({ type }) => past.push(type));
    assert.deepEqual(past, []);
  });

  it('cannot begin before the compaction', () => {
    const { api, server } = world();
    api.create(ConfigMaps, configMap('x'));
    server.store.compact();
    assert.match(
      answer(() => api.watch(ConfigMaps, { resourceVersion: '1' }, () => {})),
      /^Expired: too old resource version: 1/,
    );
  });
});

describe('admission', () => {
  it('is asked about the kinds and verbs that a plugin names, and no others', () => {
    const asked: string[] = [];
    const loop = new Loop(0);
    const server = new ApiServer({
      loop,
      trace: new Trace(loop),
      random: new Random(1),
      admission: [
        {
          name: 'x',
          kinds: [ConfigMaps.id],
          verbs: ['create'],
          mutate: ({ verb, kind }) => void asked.push(`mutate ${verb} ${kind.kind}`),
          validateDelete: ({ kind }) => void asked.push(`delete ${kind.kind}`),
        },
        { name: 'y', admit: ({ verb, kind }) => void asked.push(`admit ${verb} ${kind.kind}`) },
      ],
    });
    const api = server.past({ name: 'admin', groups: [] });
    const object = api.create(ConfigMaps, configMap('x'));
    api.update(ConfigMaps, { ...object, data: {} });
    api.delete(ConfigMaps, { namespace: NS, name: 'x' });
    api.create(Namespaces, { metadata: { name: 'z' }, spec: {} });
    assert.deepEqual(asked, [
      'admit create ConfigMap',
      'mutate create ConfigMap',
      'admit update ConfigMap',
      'delete ConfigMap',
      'admit create Namespace',
    ]);
  });
});

describe('the generation of a Deployment', () => {
  it('counts changes of its annotations, but not those that come with its status', () => {
    const { api } = world();
    const made = api.create(Deployments, deployment());
    const annotated = { ...made.metadata, annotations: { a: 'b' } };
    const changed = api.update(Deployments, { ...made, metadata: annotated });
    assert.equal(changed.metadata.generation, 2);
    const told = { ...changed.metadata, annotations: { a: 'c' } };
    const status = { ...changed.status, observedGeneration: 2 };
    const written = api.updateStatus(Deployments, { ...changed, metadata: told, status });
    assert.deepEqual([written.metadata.generation, written.metadata.annotations?.a], [2, 'c']);
    const labelled = { ...written.metadata, labels: { a: 'b' } };
    assert.equal(
      api.update(Deployments, { ...written, metadata: labelled }).metadata.generation,
      2,
    );
  });
});
