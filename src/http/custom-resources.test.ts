import { describe, it } from 'node:test';
import { assert } from 'chai';
import { isJsonObject, type JsonObject, valueAt } from '../api/object';
import { type TestingSite, testingSite } from './testing-site';

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const CRATES = '/apis/shop.example.com/v1/namespaces/default/crates';
const TABLE = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };

const integer = { type: 'integer' };
const text = { type: 'string' };

const SCHEMA = {
  type: 'object',
  required: ['spec'],
  properties: {
    spec: {
      type: 'object',
      required: ['size'],
      properties: {
        size: { ...integer, minimum: 1, maximum: 9 },
        color: { ...text, enum: ['red', 'blue'], default: 'red' },
        note: { ...text, nullable: true },
        port: { 'x-kubernetes-int-or-string': true },
        tags: { type: 'array', items: text, 'x-kubernetes-list-type': 'set' },
        parts: {
          type: 'array',
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['name'],
          items: {
            type: 'object',
            required: ['name'],
            properties: { name: text, count: { ...integer, default: 1 } },
          },
        },
        free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        inner: {
          type: 'object',
          'x-kubernetes-embedded-resource': true,
          'x-kubernetes-preserve-unknown-fields': true,
        },
      },
    },
    status: {
      type: 'object',
      properties: { size: integer, phase: { ...text, default: 'New' }, selector: text },
    },
  },
};

function version(name: string, more: JsonObject = {}): JsonObject {
  return {
    name,
    served: true,
    storage: name === 'v1',
    schema: { openAPIV3Schema: SCHEMA },
    subresources: {
      status: {},
      scale: {
        specReplicasPath: '.spec.size',
        statusReplicasPath: '.status.size',
        labelSelectorPath: '.status.selector',
      },
    },
    selectableFields: [{ jsonPath: '.spec.color' }],
    additionalPrinterColumns: [
      { name: 'Size', type: 'integer', jsonPath: '.spec.size' },
      { name: 'Color', type: 'string', jsonPath: '.spec.color', priority: 1 },
      { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
    ],
    ...more,
  };
}

function definition(versions: readonly JsonObject[] = [version('v1')], names: JsonObject = {}) {
  return {
    metadata: { name: 'crates.shop.example.com' },
    spec: {
      group: 'shop.example.com',
      scope: 'Namespaced',
      names: { plural: 'crates', kind: 'Crate', shortNames: ['cr'], categories: ['all'], ...names },
      versions,
    },
  };
}

function siteWithCrates(versions?: readonly JsonObject[]): TestingSite {
  const site = testingSite({});
  const { code, body } = site.send('POST', DEFINITIONS, definition(versions));
  assert.equal(code, 201, JSON.stringify(body));
  site.cluster.settle(60_000);
  return site;
}

function crate(spec: JsonObject, more: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'shop.example.com/v1',
    kind: 'Crate',
    metadata: { name: 'c' },
    spec,
    ...more,
  };
}

function conditions(body: JsonObject): Record<string, string> {
  const list = valueAt(body, ['status', 'conditions']);
  assert.isArray(list);
  return Object.fromEntries(
    (list as JsonObject[]).map(({ type, status, reason }) => [type, `${status} ${reason}`]),
  );
}

describe('a custom resource', () => {
  it('is served once its definition is established, and shown by discovery and OpenAPI', () => {
    const site = testingSite({});
    assert.equal(site.send('GET', CRATES).code, 404);
    site.send('POST', DEFINITIONS, definition());
    assert.equal(site.send('GET', CRATES).code, 404);
    site.cluster.settle(60_000);
    const { body } = site.send('GET', `${DEFINITIONS}/crates.shop.example.com`);
    assert.deepEqual(conditions(body), {
      NamesAccepted: 'True NoConflicts',
      Established: 'True InitialNamesAccepted',
    });
    assert.deepInclude(site.send('GET', CRATES).body, { kind: 'CrateList', items: [] });
    const { body: list } = site.send('GET', '/apis/shop.example.com/v1');
    assert.deepEqual(
      (list.resources as JsonObject[]).map(({ name }) => name),
      ['crates', 'crates/scale', 'crates/status'],
    );
    const { body: v3 } = site.send('GET', '/openapi/v3/apis/shop.example.com/v1');
    const schema = valueAt(v3, ['components', 'schemas', 'com.example.shop.v1.Crate']);
    assert.deepEqual(valueAt(schema, ['properties', 'spec', 'properties', 'size']), {
      type: 'integer',
      minimum: 1,
      maximum: 9,
    });
  });

  it('gets its defaults, loses what its schema does not know, and is counted in generations', () => {
    const site = siteWithCrates();
    const given = crate({
      size: 2,
      note: null,
      color: null,
      odd: 1,
      port: 'http',
      parts: [{ name: 'a' }],
      free: { any: [1, null] },
      inner: { apiVersion: 'v1', kind: 'X', metadata: { name: 'x', odd: 1 }, data: 1 },
    });
    const created = site.send('POST', CRATES, given);
    assert.equal(created.code, 201, created.text);
    assert.deepEqual(created.body.spec, {
      size: 2,
      note: null,
      color: 'red',
      port: 'http',
      parts: [{ name: 'a', count: 1 }],
      free: { any: [1, null] },
      inner: { apiVersion: 'v1', kind: 'X', metadata: { name: 'x' }, data: 1 },
    });
    assert.deepEqual(created.headers.warning, ['299 - "unknown field \\"spec.odd\\""']);
    const patch = { 'content-type': 'application/merge-patch+json' };
    const status = site.send('PATCH', `${CRATES}/c/status`, { status: { size: 1 } }, patch);
    assert.deepInclude(status.body, { status: { size: 1, phase: 'New' } });
    assert.equal(valueAt(status.body, ['metadata', 'generation']), 1);
    const changed = site.send('PATCH', `${CRATES}/c`, { spec: { size: 3 }, status: 1 }, patch);
    assert.deepInclude(changed.body, { status: { size: 1, phase: 'New' } });
    assert.equal(valueAt(changed.body, ['metadata', 'generation']), 2);
  });

  const refusals: readonly (readonly [spec: JsonObject, message: string])[] = [
    [{}, 'spec.size: Required value'],
    [
      { size: '2' },
      'spec.size: Invalid value: "string": spec.size in body must be of type integer: "string"',
    ],
    [
      { size: 0 },
      'spec.size: Invalid value: 0: spec.size in body should be greater than or equal to 1',
    ],
    [
      { size: 1, color: 'pink' },
      'spec.color: Unsupported value: "pink": supported values: "red", "blue"',
    ],
    [{ size: 1, tags: ['a', 'b', 'a'] }, 'spec.tags[2]: Duplicate value: "a"'],
    [
      { size: 1, parts: [{ name: 'a' }, { name: 'a' }] },
      'spec.parts[1]: Duplicate value: {"name":"a"}',
    ],
    [{ size: 1, inner: { kind: 'X' } }, 'spec.inner.apiVersion: Required value: must not be empty'],
  ];
  for (const [spec, message] of refusals) {
    it(`is refused with ${message}`, () => {
      const { code, body } = siteWithCrates().send('POST', CRATES, crate(spec));
      assert.equal(code, 422);
      assert.equal(body.message, `Crate.shop.example.com "c" is invalid: ${message}`);
    });
  }

  it('may keep what was wrong before its schema became stricter', () => {
    const site = siteWithCrates();
    site.send('POST', CRATES, crate({ size: 9, tags: ['a'] }));
    const stricter = structuredClone(definition()) as JsonObject;
    const { body: live } = site.send('GET', `${DEFINITIONS}/crates.shop.example.com`);
    const path = ['spec', 'versions', '0', 'schema', 'openAPIV3Schema', 'properties', 'spec'];
    const schema = path.reduce<unknown>(
      (at, name) => (at as Record<string, unknown>)[name],
      stricter,
    );
    (valueAt(schema, ['properties', 'size']) as Record<string, unknown>).maximum = 3;
    const { resourceVersion } = live.metadata as { resourceVersion: string };
    const metadata = { name: 'crates.shop.example.com', resourceVersion };
    const put = site.send('PUT', `${DEFINITIONS}/crates.shop.example.com`, {
      ...stricter,
      metadata,
    });
    assert.equal(put.code, 200, put.text);
    const patch = { 'content-type': 'application/merge-patch+json' };
    const kept = site.send('PATCH', `${CRATES}/c`, { spec: { tags: ['b'] } }, patch);
    assert.equal(kept.code, 200, kept.text);
    assert.equal(site.send('PATCH', `${CRATES}/c`, { spec: { size: 8 } }, patch).code, 422);
  });

  it('is listed as a table, selected by fields, and scaled', () => {
    const site = siteWithCrates();
    site.send('POST', CRATES, crate({ size: 2 }));
    const blue = { ...crate({ size: 3, color: 'blue' }), metadata: { name: 'd' } };
    site.send('POST', CRATES, blue);
    const { body: table } = site.send('GET', CRATES, undefined, TABLE);
    assert.deepEqual(
      (table.rows as JsonObject[]).map(({ cells }) => cells),
      [
        ['c', 2, 'red', '0s'],
        ['d', 3, 'blue', '0s'],
      ],
    );
    const { body: found } = site.send('GET', `${CRATES}?fieldSelector=spec.color%3Dblue`);
    assert.lengthOf(found.items as JsonObject[], 1);
    const unknown = site.send('GET', `${CRATES}?fieldSelector=spec.size%3D3`);
    assert.equal(unknown.body.message, 'field label not supported: spec.size');
    const patch = { 'content-type': 'application/merge-patch+json' };
    const scaled = site.send('PATCH', `${CRATES}/c/scale`, { spec: { replicas: 7 } }, patch);
    assert.deepEqual([scaled.body.spec, scaled.body.status], [{ replicas: 7 }, { replicas: 0 }]);
    assert.equal(valueAt(site.send('GET', `${CRATES}/c`).body, ['spec', 'size']), 7);
  });

  it('is seen in each of its versions', () => {
    const properties = { spec: { type: 'object', properties: { size: integer, extra: text } } };
    const other = { schema: { openAPIV3Schema: { type: 'object', properties } } };
    const old = version('v1beta1', { ...other, selectableFields: [], deprecated: true });
    const site = siteWithCrates([version('v1'), old]);
    site.send('POST', CRATES, crate({ size: 2 }));
    const path = CRATES.replace('/v1/', '/v1beta1/');
    const seen = site.send('GET', `${path}/c`);
    assert.deepInclude(seen.body, { apiVersion: 'shop.example.com/v1beta1', spec: { size: 2 } });
    assert.deepEqual(seen.headers.warning, [
      '299 - "shop.example.com/v1beta1 Crate is deprecated"',
    ]);
    const given = { ...crate({ size: 40 }), apiVersion: 'shop.example.com/v1beta1' };
    const created = site.send('POST', path, { ...given, metadata: { name: 'd' } });
    assert.equal(created.code, 201, created.text);
    assert.deepEqual(valueAt(site.send('GET', `${CRATES}/d`).body, ['spec', 'size']), 40);
  });

  it('may have finalizers without a domain, of which it warns', () => {
    const site = siteWithCrates();
    const finalizers = ['hold', 'example.com/hold', 'orphan'];
    const made = site.send('POST', CRATES, {
      ...crate({ size: 2 }),
      metadata: { name: 'c', finalizers },
    });
    assert.equal(made.code, 201, made.text);
    assert.deepEqual(made.headers.warning, [
      '299 - "metadata.finalizers: \\"hold\\": prefer a domain-qualified finalizer name including a path (/) to avoid accidental conflicts with other finalizer writers"',
    ]);
    const patch = { 'content-type': 'application/merge-patch+json' };
    const same = site.send('PATCH', `${CRATES}/c`, { spec: { size: 3 } }, patch);
    assert.equal(same.code, 200, same.text);
    assert.isUndefined(same.headers.warning);
  });

  it('goes with its definition, which waits for it', () => {
    const site = siteWithCrates();
    const held = { name: 'c', finalizers: ['example.com/hold'] };
    site.send('POST', CRATES, { ...crate({ size: 2 }), metadata: held });
    const url = `${DEFINITIONS}/crates.shop.example.com`;
    assert.equal(site.send('DELETE', url).code, 200);
    site.cluster.pass(1000);
    assert.equal(
      conditions(site.send('GET', url).body).Terminating,
      'True InstanceDeletionInProgress',
    );
    const refused = site.send('POST', CRATES, crate({ size: 2 }));
    assert.deepInclude(refused.body, {
      code: 405,
      message: 'create not allowed while custom resource definition is terminating',
    });
    const patch = { 'content-type': 'application/merge-patch+json' };
    site.send('PATCH', `${CRATES}/c`, { metadata: { finalizers: null } }, patch);
    site.cluster.pass(6000);
    assert.equal(site.send('GET', url).code, 404);
    assert.equal(site.send('GET', CRATES).code, 404);
  });

  it('gets no name that another of its group has', () => {
    const site = siteWithCrates();
    const other = {
      ...definition(undefined, { plural: 'boxes', kind: 'Box', shortNames: ['cr'] }),
      metadata: { name: 'boxes.shop.example.com' },
    };
    site.send('POST', DEFINITIONS, other);
    site.cluster.settle(60_000);
    const url = `${DEFINITIONS}/boxes.shop.example.com`;
    assert.deepEqual(conditions(site.send('GET', url).body), {
      NamesAccepted: 'False ShortNamesConflict',
      Established: 'False NotAccepted',
    });
    site.send('DELETE', `${DEFINITIONS}/crates.shop.example.com`);
    site.cluster.settle(60_000);
    assert.equal(conditions(site.send('GET', url).body).Established, 'True InitialNamesAccepted');
  });

  it('takes no strategic merge patch', () => {
    const site = siteWithCrates();
    site.send('POST', CRATES, crate({ size: 2 }));
    const type = { 'content-type': 'application/strategic-merge-patch+json' };
    const { code, body } = site.send('PATCH', `${CRATES}/c`, {}, type);
    assert.equal(code, 415);
    assert.isTrue(isJsonObject(body));
  });

  it('owns, is counted by quotas and goes with its namespace as all else does', () => {
    const site = siteWithCrates();
    site.send('POST', '/api/v1/namespaces', { metadata: { name: 'shop' } });
    const quota = {
      metadata: { name: 'q' },
      spec: { hard: { 'count/crates.shop.example.com': '1' } },
    };
    site.send('POST', '/api/v1/namespaces/shop/resourcequotas', quota);
    site.cluster.settle(60_000);
    const crates = CRATES.replace('default', 'shop');
    const created = site.send('POST', crates, crate({ size: 2 }));
    assert.equal(created.code, 201, created.text);
    const second = site.send('POST', crates, { ...crate({ size: 2 }), metadata: { name: 'd' } });
    assert.match(String(second.body.message), /exceeded quota: q, requested: count\/crates/);
    const { uid } = created.body.metadata as { uid: string };
    const owner = { apiVersion: 'shop.example.com/v1', kind: 'Crate', name: 'c', uid };
    const owned = { metadata: { name: 'owned', ownerReferences: [owner] } };
    site.send('POST', '/api/v1/namespaces/shop/configmaps', owned);
    site.cluster.settle(60_000);
    assert.equal(site.send('GET', '/api/v1/namespaces/shop/configmaps/owned').code, 200);
    site.send('DELETE', `${crates}/c`);
    site.cluster.settle(60_000);
    assert.equal(site.send('GET', '/api/v1/namespaces/shop/configmaps/owned').code, 404);
    const { body: after } = site.send('GET', '/api/v1/namespaces/shop/resourcequotas/q');
    assert.deepEqual(valueAt(after, ['status', 'used']), { 'count/crates.shop.example.com': '0' });
    site.send('POST', crates, crate({ size: 2 }));
    site.send('DELETE', '/api/v1/namespaces/shop');
    site.cluster.settle(60_000);
    assert.equal(site.send('GET', `${crates}/c`).code, 404);
    assert.equal(site.send('GET', '/api/v1/namespaces/shop').code, 404);
  });

  const ruled = (rules: readonly JsonObject[]) =>
    version('v1', {
      schema: {
        openAPIV3Schema: {
          type: 'object',
          properties: {
            spec: {
              type: 'object',
              required: ['size'],
              'x-kubernetes-validations': rules,
              properties: { size: integer, most: integer, color: text },
            },
          },
        },
      },
      selectableFields: [],
    });

  const rules: readonly (readonly [rule: JsonObject, spec: JsonObject, message: string])[] = [
    [
      { rule: 'self.size <= self.most' },
      { size: 3, most: 2 },
      'spec: Invalid value: "object": failed rule: self.size <= self.most',
    ],
    [
      { rule: 'self.size <= self.most', message: 'too large', fieldPath: '.size' },
      { size: 3, most: 2 },
      'spec.size: Invalid value: "object": too large',
    ],
    [
      {
        rule: 'has(self.color)',
        reason: 'FieldValueRequired',
        message: 'say one',
        fieldPath: '.color',
      },
      { size: 3 },
      'spec.color: Required value: say one',
    ],
    [
      {
        rule: 'self.size <= self.most',
        messageExpression: '"at most " + string(self.most)',
        reason: 'FieldValueForbidden',
      },
      { size: 3, most: 2 },
      'spec: Forbidden: at most 2',
    ],
    [
      { rule: '10 / self.size > 0' },
      { size: 0 },
      'spec: Invalid value: "object": division by zero evaluating rule: 10 / self.size > 0',
    ],
    [
      { rule: 'self.size > 0' },
      {},
      'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
    ],
  ];
  for (const [rule, spec, message] of rules) {
    it(`is judged by the rule ${JSON.stringify(rule)}`, () => {
      const { code, body } = siteWithCrates([ruled([rule])]).send('POST', CRATES, crate(spec));
      assert.equal(code, 422, JSON.stringify(body));
      assert.include(String(body.message), message);
    });
  }

  it('is judged by its change where a rule speaks of that', () => {
    const rule = { rule: 'self.size >= oldSelf.size', message: 'may only grow' };
    const site = siteWithCrates([ruled([rule])]);
    assert.equal(site.send('POST', CRATES, crate({ size: 3 })).code, 201);
    const patch = { 'content-type': 'application/merge-patch+json' };
    assert.equal(site.send('PATCH', `${CRATES}/c`, { spec: { size: 4 } }, patch).code, 200);
    const { code, body } = site.send('PATCH', `${CRATES}/c`, { spec: { size: 2 } }, patch);
    assert.equal(code, 422);
    assert.include(String(body.message), 'spec: Invalid value: "object": may only grow');
  });

  it('has no definition whose rules do not compile', () => {
    const bad = [{ rule: 'self.sise > 0' }, { rule: 'self.size' }];
    const { code, body } = testingSite({}).send('POST', DEFINITIONS, definition([ruled(bad)]));
    assert.equal(code, 422);
    assert.include(String(body.message), "undefined field 'sise'");
    assert.include(String(body.message), 'cel expression must evaluate to a bool');
  });

  it('has no other parts than its definition says', () => {
    const site = testingSite({});
    site.send('POST', DEFINITIONS, definition());
    site.cluster.settle(60_000);
    const { body } = site.send('GET', `${CRATES}/c/nothing`);
    assert.equal(body.message, 'crates.shop.example.com "c" not found');
  });

  it('without a namespace is not found below one', () => {
    const site = testingSite({});
    const { spec, ...rest } = definition();
    site.send('POST', DEFINITIONS, { ...rest, spec: { ...spec, scope: 'Cluster' } });
    site.cluster.settle(60_000);
    const { code, text } = site.send('POST', CRATES, crate({ size: 2 }));
    assert.equal(`${code} ${text}`, '404 404 page not found\n');
    const everywhere = CRATES.replace('/namespaces/default', '');
    assert.equal(site.send('POST', everywhere, crate({ size: 2 })).code, 201);
  });
});
