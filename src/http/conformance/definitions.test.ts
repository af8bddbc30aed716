import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { JsonObject } from '../../api/object';
import { at, listAt, walk } from './testing-walk';

const w = walk(0);
const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const JSON_PATCH = { 'content-type': 'application/json-patch+json' };
let count = 0;

/** A definition with one version `v1` of the kind, in a group of its own. */
function definition(version: JsonObject = {}, labels: JsonObject = {}): JsonObject {
  const id = ++count;
  const group = `mygroup-${id}.example.com`;
  const names = {
    plural: `noxus-${id}`,
    singular: `noxu-${id}`,
    kind: `WishIHadChosenNoxu${id}`,
    listKind: `NoxuItemList${id}`,
  };
  const schema = {
    openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
  };
  return {
    metadata: { name: `${names.plural}.${group}`, labels },
    spec: {
      group,
      scope: 'Cluster',
      names,
      versions: [{ name: 'v1', served: true, storage: true, schema, ...version }],
    },
  };
}

/** Creates a definition, waits for its condition Established and for its discovery; returns where its objects are. */
function establish(object: JsonObject): string {
  const { metadata } = w.make(DEFINITIONS, object);
  w.until('it is established', () =>
    listAt(w.get(`${DEFINITIONS}/${metadata.name}`), 'status.conditions').some(
      ({ type, status }) => type === 'Established' && status === 'True',
    ),
  );
  const base = `/apis/${at(object, 'spec.group')}/v1`;
  const plural = at(object, 'spec.names.plural');
  const isFound = () => {
    const { code, body } = w.send('GET', base);
    return code === 200 && listAt(body, 'resources').some(({ name }) => name === plural);
  };
  w.until('it is discovered', isFound);
  return `${base}/${plural}`;
}

describe('Definitions of kinds', () => {
  it('are listed by label and deleted together', () => {
    const labels = { 'e2e-list-test-uuid': 'one' };
    for (let index = 0; index < 10; index++) establish(definition({}, labels));
    const query = `${DEFINITIONS}?labelSelector=e2e-list-test-uuid%3Done`;
    assert.lengthOf(w.list(query), 10);
    w.remove(query, {});
    w.until('they are gone', () => w.list(query).length === 0);
  });

  it('have a status of their own', () => {
    const object = definition({ subresources: { status: {} } });
    establish(object);
    const path = `${DEFINITIONS}/${at(object, 'metadata.name')}`;
    const statusOf = () => w.get(`${path}/status`);
    assert.equal(at(statusOf(), 'status.conditions[0].status'), 'True');
    const conditions = listAt(statusOf(), 'status.conditions');
    const added = (type: string, after: readonly JsonObject[]) => [
      ...after,
      { type, status: 'True', reason: 'E2E', message: 'Set from e2e test' },
    ];
    const updated = w.put(`${path}/status`, {
      ...w.get(path),
      status: {
        ...(statusOf().status as JsonObject),
        conditions: added('StatusUpdate', conditions),
      },
    });
    const found = listAt(updated, 'status.conditions').find(({ type }) => type === 'StatusUpdate');
    assert.include(found, { reason: 'E2E', message: 'Set from e2e test' });
    const change = {
      status: { conditions: added('StatusPatched', listAt(updated, 'status.conditions')) },
    };
    const patched = w.patch(`${path}/status`, change);
    assert.include(
      listAt(patched, 'status.conditions').map(({ type }) => type),
      'StatusPatched',
    );
    w.remove(path);
  });

  it('are found in discovery', () => {
    const groups = listAt(w.get('/apis'), 'groups');
    const group = groups.find(({ name }) => name === 'apiextensions.k8s.io');
    assert.deepInclude(listAt(group, 'versions'), {
      groupVersion: 'apiextensions.k8s.io/v1',
      version: 'v1',
    });
    const own = w.get('/apis/apiextensions.k8s.io');
    assert.equal(at(own, 'preferredVersion.groupVersion'), 'apiextensions.k8s.io/v1');
    const resources = listAt(w.get('/apis/apiextensions.k8s.io/v1'), 'resources');
    assert.include(
      resources.map(({ name }) => name),
      'customresourcedefinitions',
    );
  });

  it('default what requests and the store leave out', () => {
    const property = (name: string) =>
      `/spec/versions/0/schema/openAPIV3Schema/properties/${name}/default`;
    const schema = {
      openAPIV3Schema: {
        type: 'object',
        properties: { a: { type: 'string', default: 'A' }, b: { type: 'string' } },
      },
    };
    const object = definition({ schema });
    const path = `${DEFINITIONS}/${at(object, 'metadata.name')}`;
    const all = establish(object);
    const { group, names } = object.spec as { group: string; names: { kind: string } };
    const made = w.make(all, {
      apiVersion: `${group}/v1`,
      kind: names.kind,
      metadata: { name: 'foo' },
    });
    assert.deepInclude(made, { a: 'A' });
    assert.notProperty(made, 'b');
    w.patch(
      path,
      [
        { op: 'add', path: property('b'), value: 'B' },
        { op: 'remove', path: property('a') },
      ],
      JSON_PATCH,
    );
    w.until('the store is defaulted', () => at(w.get(`${all}/foo`), 'b') === 'B');
    assert.equal(at(w.get(`${all}/foo`), 'a'), 'A', 'what was stored stays');
    w.patch(
      path,
      [
        { op: 'remove', path: property('b') },
        { op: 'add', path: property('a'), value: 'A2' },
      ],
      JSON_PATCH,
    );
    w.until('defaults of reading are not kept', () => at(w.get(`${all}/foo`), 'b') === undefined);
    assert.equal(at(w.get(`${all}/foo`), 'a'), 'A');
  });

  it('objects of theirs are watched', () => {
    const object = definition();
    const all = establish(object);
    const { group, names } = object.spec as { group: string; names: { kind: string } };
    const custom = (name: string) => ({
      apiVersion: `${group}/v1`,
      kind: names.kind,
      metadata: { name },
      content: { key: 'value' },
      num: { num1: 922337203685477, num2: 1_000_000 },
    });
    const one = w.watch(`${all}?fieldSelector=metadata.name%3Dname1`);
    const two = w.watch(`${all}?fieldSelector=metadata.name%3Dname2`);
    for (const name of ['name1', 'name2']) w.make(all, custom(name));
    const change = [{ op: 'add', path: '/dummy', value: 'test' }];
    for (const name of ['name1', 'name2']) {
      w.patch(`${all}/${name}`, change, JSON_PATCH);
      w.remove(`${all}/${name}`);
    }
    for (const watched of [one, two]) {
      assert.equal(watched.types(), 'ADDED MODIFIED DELETED');
      assert.equal(at(watched.events[1]?.object, 'dummy'), 'test');
    }
  });
});
