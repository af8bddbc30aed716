import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { JsonObject } from '../../api/object';
import { at, walk } from './testing-walk';

const w = walk(0);
const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const JSON_PATCH = { 'content-type': 'application/json-patch+json' };

const text = (description: string) => ({ description, type: 'string' });
const FOO: JsonObject = {
  description: 'Foo CRD for Testing',
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      description: 'Specification of Foo',
      properties: {
        bars: {
          description: 'List of Bars and their specs.',
          type: 'array',
          items: {
            type: 'object',
            required: ['name'],
            properties: {
              name: text('Name of Bar.'),
              age: text('Age of Bar.'),
              feeling: { ...text('Whether Bar is feeling great.'), enum: ['Great', 'Down'] },
              bazs: { description: 'List of Bazs.', type: 'array', items: { type: 'string' } },
            },
          },
        },
      },
    },
    status: { description: 'Status of Foo', type: 'object' },
  },
};
const OPEN = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
const NESTED = {
  description: 'preserve-unknown-properties in nested field for Testing',
  type: 'object',
  properties: {
    spec: { ...OPEN, description: 'Specification of Waldo', properties: { dummy: text('Dummy.') } },
  },
};

let count = 0;

/** Defines a kind with these versions of one schema; returns its place and how its definitions are called. */
function define(schema: JsonObject, ...versions: readonly string[]) {
  return defineIn(`crd-publish-test-${count + 1}`, schema, ...versions);
}

function defineIn(domain: string, schema: JsonObject, ...versions: readonly string[]) {
  const id = ++count;
  const group = `${domain}.example.com`;
  const plural = `e2e-test-${id}-crds`;
  const kind = `E2e-test-${id}-crd`;
  w.make(DEFINITIONS, {
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: { plural, kind, singular: `e2e-test-${id}-crd`, listKind: `${kind}List` },
      versions: versions.map((name, index) => ({
        name,
        served: true,
        storage: index === 0,
        schema: { openAPIV3Schema: schema },
      })),
    },
  });
  w.cluster.pass(2000);
  const named = (version: string) => `com.example.${domain}.${version}.${kind}`;
  return { path: `${DEFINITIONS}/${plural}.${group}`, named };
}

const published = (name: string) => {
  const all = w.get('/openapi/v2').definitions as Record<string, JsonObject>;
  return all[name];
};

/** A definition without what the server has added to it. */
function own(name: string): JsonObject | undefined {
  const found = published(name);
  if (found === undefined) return undefined;
  const { properties, 'x-kubernetes-group-version-kind': kinds, ...rest } = found;
  assert.isNotEmpty(kinds);
  const {
    apiVersion: _apiVersion,
    kind: _kind,
    metadata: _metadata,
    ...others
  } = (properties ?? {}) as JsonObject;
  return Object.keys(others).length === 0 ? rest : { ...rest, properties: others };
}

describe('What is published of definitions', () => {
  it('a schema, with what all objects have', () => {
    const { named } = define(FOO, 'v1');
    assert.deepEqual(own(named('v1')), FOO);
    const metadata = at(published(named('v1')), 'properties.metadata');
    assert.match(String(at(metadata, 'description')), /^Standard object's metadata/);
    const meta = published('io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta');
    const { description } = at(meta, 'properties.creationTimestamp') as JsonObject;
    assert.match(String(description), /^CreationTimestamp is a timestamp/);
  });

  it('nothing but that it is an object where unknown fields are kept', () => {
    const { named } = define(OPEN, 'v1');
    assert.deepEqual(own(named('v1')), { type: 'object' });
    const described = define({ ...OPEN, description: 'preserved at root' }, 'v1');
    assert.deepEqual(own(described.named('v1')), { type: 'object' });
  });

  it('no type and no inside of a field that keeps them', () => {
    const { named } = define(NESTED, 'v1');
    assert.deepEqual(at(published(named('v1')), 'properties.spec'), {
      'x-kubernetes-preserve-unknown-fields': true,
      description: 'Specification of Waldo',
    });
  });

  it('several versions, one that is renamed, and one that is served no more', () => {
    const { named, path } = define(FOO, 'v2', 'v3');
    for (const version of ['v2', 'v3']) assert.deepEqual(own(named(version)), FOO);
    w.patch(
      path,
      [
        { op: 'test', path: '/spec/versions/1/name', value: 'v3' },
        { op: 'replace', path: '/spec/versions/1/name', value: 'v4' },
      ],
      JSON_PATCH,
    );
    w.cluster.pass(1000);
    assert.isUndefined(published(named('v3')));
    for (const version of ['v2', 'v4']) assert.deepEqual(own(named(version)), FOO);
    w.update(path, { 'spec.versions[1].served': false });
    w.cluster.pass(1000);
    assert.isUndefined(published(named('v4')));
    assert.deepEqual(own(named('v2')), FOO);
    w.remove(path);
    w.cluster.pass(1000);
    assert.isUndefined(published(named('v2')));
  });

  it('definitions of several groups and kinds stand side by side', () => {
    const all = [
      defineIn('common-group', FOO, 'v6'),
      defineIn('common-group', NESTED, 'v6'),
      defineIn('other-group', FOO, 'v6'),
    ];
    const shown = all.map(({ named }) => at(published(named('v6')), 'properties.spec.description'));
    assert.deepEqual(shown, [
      'Specification of Foo',
      'Specification of Waldo',
      'Specification of Foo',
    ]);
    w.remove(all[0]?.path ?? '');
    w.cluster.pass(1000);
    const left = all.map(({ named }) => published(named('v6')) !== undefined);
    assert.deepEqual(left, [false, true, true]);
  });
});
