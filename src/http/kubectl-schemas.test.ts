import { after, before, describe, it } from 'node:test';
import { assert } from 'chai';
import type { JsonObject } from '../api/object';
import { binaryOf } from './testing-binaries';
import { type KubectlWalk, kubectlWalk } from './testing-kubectl';

const kubectl = binaryOf('kubectl', '1.30') ?? '';
const skip = kubectl === '' ? 'there is no kubectl for this machine' : false;

const GROUP = 'crd-publish.example.com';
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
const NESTED: JsonObject = {
  description: 'preserve-unknown-properties in nested field for Testing',
  type: 'object',
  properties: {
    spec: { ...OPEN, description: 'Specification of Waldo', properties: { dummy: text('Dummy.') } },
  },
};

describe('kubectl and what is published of definitions', { skip, timeout: 120_000 }, () => {
  let w: KubectlWalk;
  before(async () => {
    w = await kubectlWalk(kubectl);
  });
  after(() => w.world.close());

  /** Defines a kind with a schema; returns its plural and how objects of it are written. */
  async function define(name: string, schema: JsonObject) {
    const plural = `${name}s`;
    const kind = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    await w.run(
      ['create', '-f', '-'],
      JSON.stringify({
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name: `${plural}.${GROUP}` },
        spec: {
          group: GROUP,
          scope: 'Namespaced',
          names: { plural, kind, singular: name, listKind: `${kind}List` },
          versions: [
            { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema } },
          ],
        },
      }),
    );
    await w.run(['wait', '--for=condition=Established', `crd/${plural}.${GROUP}`]);
    const written = (content: JsonObject) =>
      JSON.stringify({
        apiVersion: `${GROUP}/v1`,
        kind,
        metadata: { name: 'test-cr' },
        ...content,
      });
    return { plural, kind, written };
  }

  /** Creates, deletes, applies and deletes an object. */
  async function takes(plural: string, object: string): Promise<void> {
    for (const verb of ['create', 'apply']) {
      await w.run([verb, '-f', '-'], object);
      await w.run(['delete', plural, 'test-cr']);
    }
  }

  it('a schema is checked and explained', async () => {
    const { plural, written } = await define('foo', FOO);
    const bars = [{ name: 'test-bar' }];
    await takes(plural, written({ spec: { bars } }));
    for (const verb of ['create', 'apply']) {
      const unknown = written({ spec: { foo: true, bars } });
      assert.match(
        (await w.fails([verb, '-f', '-'], unknown)).said,
        /unknown field "(spec\.)?foo"/,
      );
      const missing = written({ spec: { bars: [{ age: '10' }] } });
      const { said } = await w.fails([verb, '-f', '-'], missing);
      assert.match(said, /missing required field "name"|spec\.bars\[0\]\.name: Required value/);
    }
    for (const [path, wanted] of [
      [
        '',
        /DESCRIPTION:.*Foo CRD for Testing.*FIELDS:.*apiVersion\s<string>.*APIVersion defines.*spec\s<Object>.*Specification of Foo/s,
      ],
      [
        '.metadata',
        /DESCRIPTION:.*Standard object's metadata.*FIELDS:.*creationTimestamp\s<string>.*CreationTimestamp is a timestamp/s,
      ],
      [
        '.spec',
        /DESCRIPTION:.*Specification of Foo.*FIELDS:.*bars\s<\[\]Object>.*List of Bars and their specs/s,
      ],
      [
        '.spec.bars',
        /(RESOURCE|FIELD): bars <\[\]Object>.*DESCRIPTION:.*List of Bars and their specs.*FIELDS:.*bazs\s<\[\]string>.*List of Bazs.*name\s<string>.*Name of Bar/s,
      ],
    ] as const) {
      assert.match(await w.run(['explain', `${plural}${path}`]), wanted);
    }
    const { said } = await w.fails(['explain', `${plural}.spec.bars2`]);
    assert.match(said, /field "bars2" does not exist/);
  });

  const anything = { a: { b: [{ c: 'd' }] }, spec: { unknown: true } };

  it('what has no schema takes anything', async () => {
    const { plural, written } = await define('bare', OPEN);
    await takes(plural, written(anything));
    assert.match(await w.run(['explain', plural]), /DESCRIPTION:\s+<empty>/);
  });

  it('what keeps unknown fields takes them, and is explained', async () => {
    const { plural, kind, written } = await define('waldo', { ...OPEN, description: 'At root.' });
    await takes(plural, written(anything));
    assert.match(await w.run(['explain', plural]), new RegExp(`KIND:\\s+${kind}`));
  });

  it('what keeps unknown fields in a field takes them there', async () => {
    const { plural, written } = await define('nested', NESTED);
    await takes(plural, written({ spec: { unknown: [{ of: 'any' }] } }));
    assert.match(
      await w.run(['explain', plural]),
      /DESCRIPTION:.*preserve-unknown-properties in nested field for Testing/s,
    );
  });
});
