import { describe, it } from 'node:test';
import { assert } from 'chai';
import { asV2 } from './openapi-v2';

const metadata = { of: 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' };

describe('asV2', () => {
  it('says nothing that v2 has no words for', () => {
    const schema = {
      type: 'object',
      required: ['a', 'b'],
      properties: {
        a: { type: 'string', nullable: true },
        b: { anyOf: [{ type: 'integer' }, { type: 'string' }], 'x-kubernetes-int-or-string': true },
        not: { type: 'array', items: { oneOf: [{ minimum: 1 }], type: 'integer' } },
      },
    };
    assert.deepEqual(asV2(schema), {
      type: 'object',
      required: ['b'],
      properties: {
        a: {},
        b: { 'x-kubernetes-int-or-string': true },
        not: { type: 'array', items: { type: 'integer' } },
      },
    });
  });

  it('says nothing below what keeps unknown fields, and nothing of kinds that keep them', () => {
    const open = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
    const schema = { ...open, properties: { metadata, spec: { type: 'object' } } };
    assert.deepEqual(asV2(schema), { type: 'object' });
    const told = { ...schema, description: 'Specification of Waldo' };
    assert.deepEqual(asV2({ type: 'object', properties: { spec: told } }), {
      type: 'object',
      properties: {
        spec: { 'x-kubernetes-preserve-unknown-fields': true, description: told.description },
      },
    });
  });

  it('a list of nobody knows what is no list', () => {
    assert.deepEqual(asV2({ type: 'object', properties: { l: { type: 'array' } } }), {
      type: 'object',
      properties: { l: {} },
    });
  });
});
