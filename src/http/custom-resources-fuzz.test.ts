import { describe, it } from 'node:test';
import { assert } from 'chai';
import fc from 'fast-check';
import type { JsonObject } from '../api/object';
import { testingSite } from './testing-site';

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const RUNS = 150;

const names = fc.constantFrom('a', 'b', 'items', 'of', 'name', '__proto__', 'x-y');

const scalar: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.record({ type: fc.constantFrom('string', 'integer', 'number', 'boolean') }),
  fc.record({ type: fc.constant('string'), format: fc.constantFrom('date-time', 'byte', 'odd') }),
  fc.record({ type: fc.constant('string'), pattern: fc.constantFrom('^a+$', '[a-c]') }),
  fc.record({ type: fc.constant('integer'), nullable: fc.boolean(), default: fc.integer() }),
  fc.constant({ 'x-kubernetes-int-or-string': true }),
);

const { schema } = fc.letrec<{ schema: JsonObject }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc.record({
      type: fc.constant('object'),
      properties: fc.dictionary(names, tie('schema'), { maxKeys: 4 }),
      'x-kubernetes-preserve-unknown-fields': fc.constant(true),
    }),
    fc.record({
      type: fc.constant('object'),
      properties: fc.dictionary(names, tie('schema'), { maxKeys: 4 }),
      'x-kubernetes-validations': fc.constantFrom([], [{ rule: 'self == oldSelf' }]),
    }),
    fc.record({ type: fc.constant('object'), additionalProperties: tie('schema') }),
    fc.record({
      type: fc.constant('array'),
      items: tie('schema'),
      'x-kubernetes-list-type': fc.constantFrom('atomic', 'set'),
    }),
    fc.record({
      type: fc.constant('object'),
      'x-kubernetes-embedded-resource': fc.constant(true),
      'x-kubernetes-preserve-unknown-fields': fc.constant(true),
    }),
  ),
}));

const value = fc.object({
  key: names,
  maxDepth: 3,
  values: [fc.constantFrom(null, '', 'a', 0, 1, 1.5, true, 1e300), fc.string({ maxLength: 4 })],
});

/** Values that mostly fit a schema, so that something gets through. */
function fitting(of: JsonObject): fc.Arbitrary<unknown> {
  const { properties = {}, additionalProperties: values, items } = of;
  switch (of.type) {
    case 'string':
      return fc.constantFrom('a', 'aa', '2026-01-05T00:00:00Z');
    case 'integer':
      return fc.integer({ min: -9, max: 9 });
    case 'number':
      return fc.constantFrom(0, 0.5, 7);
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(fitting(items as JsonObject), { maxLength: 2 });
    case 'object': {
      if (of['x-kubernetes-embedded-resource'] === true) {
        return fc.constant({ apiVersion: 'v1', kind: 'X', metadata: { name: 'x', odd: 1 } });
      }
      if (values !== undefined) return fc.dictionary(names, fitting(values as JsonObject));
      const parts = Object.entries(properties as Record<string, JsonObject>);
      return fc.record(Object.fromEntries(parts.map(([key, part]) => [key, fitting(part)])), {
        requiredKeys: [],
      });
    }
    default:
      return fc.constantFrom(1, 'http');
  }
}

const asked = schema.chain((spec) => {
  const mixed = fc.oneof(
    { weight: 4, arbitrary: fitting(spec) },
    { weight: 1, arbitrary: value as fc.Arbitrary<unknown> },
  );
  return fc.record({ spec: fc.constant(spec), object: mixed, change: mixed });
});

const patchType = fc.constantFrom('json-patch+json', 'merge-patch+json', 'apply-patch+yaml');

describe('a custom resource of any schema', () => {
  it('answers whatever is asked of it with a value or a Status, never with a bug', () => {
    const site = testingSite({});
    let count = 0;
    const reached = { served: 0, stored: 0, patched: 0 };
    fc.assert(
      fc.property(asked, patchType, ({ spec, object, change }, type) => {
        const plural = `things${count++}`;
        const group = 'fuzz.example.com';
        const properties = { spec, status: { type: 'object' } };
        const openAPIV3Schema = { type: 'object', properties };
        const version = { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema } };
        const kind = `Thing${count}`;
        const definition = site.send('POST', DEFINITIONS, {
          metadata: { name: `${plural}.${group}` },
          spec: { group, scope: 'Cluster', names: { plural, kind }, versions: [version] },
        });
        if (definition.code !== 201) return assert.equal(definition.code, 422, definition.text);
        reached.served++;
        site.cluster.pass(200);
        const url = `/apis/${group}/v1/${plural}`;
        const apiVersion = `${group}/v1`;
        const made = { apiVersion, kind, metadata: { name: 'x' }, spec: object };
        const created = site.send('POST', url, made);
        assert.include([201, 400, 422], created.code, created.text);
        if (created.code === 201) reached.stored++;
        const body = type.startsWith('json')
          ? [{ op: 'add', path: '/spec', value: change }]
          : { apiVersion, kind, spec: change };
        const patched = site.send(
          'PATCH',
          `${url}/x?fieldManager=f&force=${type.startsWith('apply')}`,
          body,
          {
            'content-type': `application/${type}`,
          },
        );
        if (patched.code === 200) reached.patched++;
        // a value that is no object of its schema cannot be applied: the real server says 500 as well
        const isTyped = /failed to create typed patch object/.test(patched.text);
        assert.isTrue(
          isTyped || [200, 201, 400, 404, 409, 422].includes(patched.code),
          patched.text,
        );
        assert.equal(site.send('GET', `${url}?limit=1`).code, 200);
        const table = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };
        assert.equal(site.send('GET', url, undefined, table).code, 200);
        assert.equal(site.send('GET', `/openapi/v3/apis/${group}/v1`).code, 200);
        site.send('DELETE', `${DEFINITIONS}/${plural}.${group}`);
        site.cluster.pass(200);
        assert.equal(site.send('GET', url).code, 404);
      }),
      { numRuns: RUNS, seed: 7 },
    );
    // it is about those that get through, too
    for (const times of Object.values(reached)) assert.isAbove(times, RUNS / 8);
  });
});
