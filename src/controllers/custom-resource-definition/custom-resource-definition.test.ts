import { describe, it } from 'node:test';
import { assert } from 'chai';
import { CustomResourceDefinitions } from '../../api/apiextensions/custom-resource-definition';
import { ConfigMaps } from '../../api/core/config-map';
import { Namespaces } from '../../api/core/namespace';
import type { Kind } from '../../api/kind';
import type { KubeObject, New } from '../../api/object';
import type {
  CustomResourceDefinition,
  CustomResourceDefinitionVersion,
} from '../../api/schema/objects';
import { answerOf } from '../../apiserver/testing-world';
import { Cluster } from '../../cluster';

const SPEC = {
  type: 'object',
  required: ['color'],
  properties: {
    color: { type: 'string', enum: ['red', 'green'] },
    size: { type: 'integer', minimum: 0, maximum: 5, default: 2 },
    tags: { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'string' } },
    ports: {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
      items: {
        type: 'object',
        required: ['name'],
        properties: { name: { type: 'string' }, port: { type: 'integer' } },
      },
    },
    either: { 'x-kubernetes-int-or-string': true },
    open: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
  },
} as const;

const V1: CustomResourceDefinitionVersion = {
  name: 'v1',
  served: true,
  storage: true,
  subresources: {
    status: {},
    scale: { specReplicasPath: '.spec.size', statusReplicasPath: '.status.size' },
  },
  additionalPrinterColumns: [
    { name: 'Color', type: 'string', jsonPath: '.spec.color' },
    { name: 'Size', type: 'integer', jsonPath: '.spec.size' },
  ],
  selectableFields: [{ jsonPath: '.spec.color' }],
  schema: {
    openAPIV3Schema: {
      type: 'object',
      properties: {
        spec: SPEC,
        status: { type: 'object', properties: { size: { type: 'integer' } } },
      },
    },
  },
};

function define(
  cluster: Cluster,
  names: Partial<CustomResourceDefinition['spec']['names']> = {},
  versions: readonly CustomResourceDefinitionVersion[] = [V1],
): void {
  const { plural = 'widgets' } = names;
  cluster.admin.create(CustomResourceDefinitions, {
    metadata: { name: `${plural}.example.com` },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { plural, kind: 'Widget', shortNames: ['wd'], ...names },
      versions,
    },
  } as New<CustomResourceDefinition>);
  cluster.pass(1000);
}

function widgets({ admin }: Cluster, version = 'v1'): Kind {
  return admin.kinds.of(`example.com/${version}`, 'Widget') as Kind;
}

function widget(name: string, spec: object, more: object = {}): New<KubeObject> {
  const metadata = { name, namespace: 'default' };
  return { metadata, spec, ...more } as unknown as New<KubeObject>;
}

interface Widget extends KubeObject {
  readonly spec: Readonly<Record<string, unknown>>;
  readonly status?: unknown;
}

function created(cluster: Cluster, spec: object): Widget {
  return cluster.admin.create(widgets(cluster), widget('w', spec)) as Widget;
}

function conditionsOf({ admin }: Cluster, name: string): string[] {
  const { status } = admin.get(CustomResourceDefinitions, { name });
  return (status?.conditions ?? []).map((c) => `${c.type}=${c.status} ${c.reason}: ${c.message}`);
}

describe('a CustomResourceDefinition', () => {
  it('is established, and its objects are served until it goes, and they with it', () => {
    const cluster = new Cluster();
    define(cluster);
    assert.deepEqual(conditionsOf(cluster, 'widgets.example.com'), [
      'NamesAccepted=True NoConflicts: no conflicts found',
      'Established=True InitialNamesAccepted: the initial names have been accepted',
    ]);
    const kind = widgets(cluster);
    assert.equal(cluster.admin.kinds.find('wd'), kind);
    created(cluster, { color: 'red' });
    cluster.admin.delete(CustomResourceDefinitions, { name: 'widgets.example.com' });
    assert.include(conditionsOf(cluster, 'widgets.example.com').at(-1), 'Terminating=True');
    cluster.pass(10_000);
    assert.isUndefined(cluster.admin.find(CustomResourceDefinitions, { name: kind.id }));
    assert.isUndefined(cluster.admin.kinds.find('wd'));
    assert.equal(cluster.server.store.objects(kind).size, 0);
  });

  it('waits for its objects while something holds them', () => {
    const cluster = new Cluster();
    define(cluster);
    const metadata = { name: 'w', namespace: 'default', finalizers: ['example.com/hold'] };
    const kind = widgets(cluster);
    cluster.admin.create(kind, { metadata, spec: { color: 'red' } } as unknown as New<KubeObject>);
    cluster.admin.delete(CustomResourceDefinitions, { name: kind.id });
    cluster.pass(60_000);
    const held = cluster.admin.get(kind, { namespace: 'default', name: 'w' });
    assert.isDefined(held.metadata.deletionTimestamp);
    const { finalizers: _gone, ...rest } = held.metadata;
    cluster.admin.update(kind, { ...held, metadata: rest });
    cluster.pass(10_000);
    assert.isUndefined(cluster.admin.find(CustomResourceDefinitions, { name: kind.id }));
  });

  it('is not established while another one has its names', () => {
    const cluster = new Cluster();
    define(cluster);
    define(cluster, { plural: 'gadgets', kind: 'Gadget', shortNames: ['wd'] });
    assert.deepEqual(conditionsOf(cluster, 'gadgets.example.com'), [
      'NamesAccepted=False ShortNamesConflict: "wd" is already in use',
      'Established=False NotAccepted: not all names are accepted',
    ]);
    assert.isUndefined(cluster.admin.kinds.find('gadgets'));
    cluster.admin.delete(CustomResourceDefinitions, { name: 'widgets.example.com' });
    cluster.pass(10_000);
    assert.include(conditionsOf(cluster, 'gadgets.example.com')[1], 'Established=True');
  });

  it('gives objects defaults, and takes away what it does not know', () => {
    const cluster = new Cluster();
    define(cluster);
    const { spec, metadata, ...rest } = created(cluster, {
      color: 'red',
      none: 1,
      open: { anything: [1] },
      labels: { a: 'b' },
    });
    assert.deepEqual(spec, { color: 'red', size: 2, open: { anything: [1] }, labels: { a: 'b' } });
    assert.equal(metadata.generation, 1);
    assert.notProperty(rest, 'status');
  });

  const table: readonly (readonly [object, string])[] = [
    [{ color: 'red' }, 'OK'],
    [{}, 'spec.color: Required value'],
    [{ color: 'blue' }, 'spec.color: Unsupported value: "blue": supported values: "red", "green"'],
    [
      { color: 'red', size: 'big' },
      'spec.size: Invalid value: "string": spec.size in body must be of type integer: "string"',
    ],
    [
      { color: 'red', size: 9 },
      'spec.size: Invalid value: 9: spec.size in body should be less than or equal to 5',
    ],
    [{ color: 'red', tags: ['a', 'a'] }, 'spec.tags[1]: Duplicate value: "a"'],
    [
      { color: 'red', ports: [{ name: 'a' }, { name: 'a' }] },
      'spec.ports[1]: Duplicate value: {"name":"a"}',
    ],
    [{ color: 'red', either: 1 }, 'OK'],
    [{ color: 'red', either: '10%' }, 'OK'],
    [
      { color: 'red', either: [] },
      'spec.either: Invalid value: "array": spec.either in body must be of type integer,string: "array"',
    ],
  ];
  for (const [spec, expected] of table) {
    it(`${expected === 'OK' ? 'takes' : 'refuses'} ${JSON.stringify(spec)}`, () => {
      const cluster = new Cluster();
      define(cluster);
      const text = answerOf(() => created(cluster, spec));
      const head = 'Invalid: Widget.example.com "w" is invalid: ';
      assert.equal(text, expected === 'OK' ? 'OK' : `${head}${expected}`);
    });
  }

  it('names unknown fields to those who ask for strictness, and warns the others', () => {
    const cluster = new Cluster();
    define(cluster);
    const create = (fieldValidation: 'Strict' | 'Warn', warn?: (text: string) => void) =>
      cluster.admin.create(widgets(cluster), widget('w', { color: 'red', a: { b: 1 } }), {
        fieldValidation,
        ...(warn === undefined ? {} : { warn }),
      });
    assert.equal(
      answerOf(() => create('Strict')),
      'BadRequest: Widget in version "v1" cannot be handled as a Widget: strict decoding error: unknown field "spec.a"',
    );
    const warnings: string[] = [];
    create('Warn', (text) => warnings.push(text));
    assert.deepEqual(warnings, ['unknown field "spec.a"']);
  });

  it('lets be what was wrong before the schema said so', () => {
    const cluster = new Cluster();
    define(cluster);
    const kind = widgets(cluster);
    created(cluster, { color: 'red', size: 4 });
    const crd = cluster.admin.get(CustomResourceDefinitions, { name: kind.id });
    const size = { ...SPEC.properties.size, maximum: 3 };
    const properties = { spec: { ...SPEC, properties: { ...SPEC.properties, size } } };
    const schema = { openAPIV3Schema: { type: 'object', properties } };
    cluster.admin.update(CustomResourceDefinitions, {
      ...crd,
      spec: { ...crd.spec, versions: [{ ...V1, schema }] },
    });
    const old = cluster.admin.get(widgets(cluster), { namespace: 'default', name: 'w' }) as Widget;
    const next = { ...old, spec: { ...old.spec, color: 'green' } };
    const updated = cluster.admin.update(widgets(cluster), next);
    assert.equal(updated.metadata.generation, 2);
    const wrong = { ...updated, spec: { ...next.spec, size: 5 } };
    assert.include(
      answerOf(() => cluster.admin.update(widgets(cluster), wrong)),
      'spec.size: Invalid value: 5',
    );
  });

  it('keeps status and scale apart', () => {
    const cluster = new Cluster();
    define(cluster);
    const kind = widgets(cluster);
    const ref = { namespace: 'default', name: 'w' };
    const old = created(cluster, { color: 'red' });
    const told = cluster.admin.updateStatus(kind, { ...old, status: { size: 1 } } as Widget);
    assert.equal(told.metadata.generation, 1);
    assert.deepInclude(cluster.admin.getScale(kind, ref), {
      spec: { replicas: 2 },
      status: { replicas: 1 },
    });
    cluster.admin.setScale(kind, ref, 4);
    const now = cluster.admin.get(kind, ref) as Widget;
    assert.equal(now.spec.size, 4);
    assert.deepEqual(now.status, { size: 1 });
    assert.equal(now.metadata.generation, 2);
  });

  it('shows its objects in each served version, and selects them by its fields', () => {
    const cluster = new Cluster();
    const open = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
    define(cluster, {}, [
      { name: 'v1beta1', served: true, storage: false, schema: { openAPIV3Schema: open } },
      V1,
      { name: 'v1alpha1', served: false, storage: false, schema: { openAPIV3Schema: open } },
    ]);
    created(cluster, { color: 'red' });
    const beta = widgets(cluster, 'v1beta1');
    assert.equal(cluster.admin.kinds.find('widgets'), widgets(cluster));
    assert.isUndefined(widgets(cluster, 'v1alpha1'));
    const [shown] = cluster.admin.list(beta, { namespace: 'default' }).items;
    assert.equal(shown?.apiVersion, 'example.com/v1beta1');
    const list = (fields: string) => cluster.admin.list(widgets(cluster), { fields }).items.length;
    assert.equal(list('spec.color=red'), 1);
    assert.equal(list('spec.color=green'), 0);
    assert.include(
      answerOf(() => list('spec.size=1')),
      'field label not supported: spec.size',
    );
  });

  it('takes no strategic merge patch', () => {
    const cluster = new Cluster();
    define(cluster);
    created(cluster, { color: 'red' });
    const ref = { namespace: 'default', name: 'w' };
    const patch = { spec: { color: 'green' } };
    assert.equal(
      answerOf(() => cluster.admin.patch(widgets(cluster), ref, patch, { type: 'strategic' })),
      'UnsupportedMediaType: the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml',
    );
    const patched = cluster.admin.patch(widgets(cluster), ref, patch, { type: 'merge' }) as Widget;
    assert.equal(patched.spec.color, 'green');
  });

  it('merges lists by their keys when they are applied, and knows who owns what', () => {
    const cluster = new Cluster();
    define(cluster);
    const kind = widgets(cluster);
    const ref = { namespace: 'default', name: 'w' };
    const apply = (fieldManager: string, spec: object) =>
      cluster.admin.patch(
        kind,
        ref,
        { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w' }, spec },
        { type: 'apply', fieldManager },
      ) as Widget;
    apply('one', { color: 'red', ports: [{ name: 'http', port: 80 }] });
    const both = apply('two', { ports: [{ name: 'https', port: 443 }] });
    assert.sameDeepMembers(both.spec.ports as object[], [
      { name: 'http', port: 80 },
      { name: 'https', port: 443 },
    ]);
    assert.include(
      answerOf(() => apply('two', { color: 'green' })),
      'Apply failed with 1 conflict: conflict with "one": .spec.color',
    );
  });

  it('has objects that own and are owned, and go with their namespace', () => {
    const cluster = new Cluster();
    define(cluster);
    const kind = widgets(cluster);
    const { metadata } = created(cluster, { color: 'red' });
    const { name, uid } = metadata;
    const owner = { apiVersion: 'example.com/v1', kind: 'Widget', name, uid };
    cluster.admin.create(ConfigMaps, {
      metadata: { name: 'owned', namespace: 'default', ownerReferences: [owner] },
    });
    cluster.pass(1000);
    const owned = () => cluster.admin.find(ConfigMaps, { namespace: 'default', name: 'owned' });
    assert.isDefined(owned());
    cluster.admin.delete(kind, { namespace: 'default', name });
    cluster.pass(1000);
    assert.isUndefined(owned());
    cluster.admin.create(Namespaces, { metadata: { name: 'shop' }, spec: {} });
    const away = widget('w', { color: 'red' });
    cluster.admin.create(kind, { ...away, metadata: { name: 'w', namespace: 'shop' } });
    cluster.admin.delete(Namespaces, { name: 'shop' });
    cluster.pass(60_000);
    assert.isUndefined(cluster.admin.find(Namespaces, { name: 'shop' }));
  });
});
