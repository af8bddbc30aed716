import { describe, it } from 'node:test';
import { assert } from 'chai';
import fc from 'fast-check';
import { goText } from '../go-format';
import type { JsonObject } from '../object';
import { structOf } from '../schema/schema';
import { applyJsonPatch, PatchError } from './json-patch';
import { applyMergePatch } from './merge-patch';
import { applyStrategicPatch } from './strategic';
import { threeWayPatch } from './three-way';

const POD = structOf('io.k8s.api.core.v1.PodSpec');
const DEPLOYMENT = structOf('io.k8s.api.apps.v1.DeploymentSpec');
const META = structOf('io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta');
const SERVICE = structOf('io.k8s.api.core.v1.ServiceSpec');

/** The message of the PatchError that the call throws. */
function failure(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof PatchError) return `${error.failure}: ${error.message}`;
    throw error;
  }
  return 'OK';
}

describe('JSON patch', () => {
  const applied: readonly (readonly [object, readonly object[], unknown])[] = [
    [{ a: 1 }, [{ op: 'add', path: '/b', value: 2 }], { a: 1, b: 2 }],
    [{ a: 1 }, [{ op: 'remove', path: '/a' }], {}],
    [{ a: [1, 3] }, [{ op: 'add', path: '/a/1', value: 2 }], { a: [1, 2, 3] }],
    [{ a: [1] }, [{ op: 'add', path: '/a/-', value: 2 }], { a: [1, 2] }],
    [{ 'x/y': 1 }, [{ op: 'replace', path: '/x~1y', value: 2 }], { 'x/y': 2 }],
    [{ a: 1 }, [{ op: 'move', from: '/a', path: '/b' }], { b: 1 }],
    [{ a: { b: 1 } }, [{ op: 'copy', from: '/a', path: '/c' }], { a: { b: 1 }, c: { b: 1 } }],
    [{ a: 1 }, [{ op: 'test', path: '/a', value: 1 }], { a: 1 }],
  ];
  for (const [target, patch, expected] of applied) {
    it(`${JSON.stringify(patch)} to ${JSON.stringify(target)}`, () => {
      assert.deepEqual(applyJsonPatch(target, patch), expected);
    });
  }

  const refused: readonly (readonly [unknown, RegExp])[] = [
    [{}, /^Malformed: .*object into Go value of type jsonpatch.Patch/],
    [[null], /^Malformed: /],
    [[7], /^Malformed: /],
    [[{ op: 'turn', path: '/a' }], /^NotApplicable: /],
    [[{ op: 'add', path: 'a', value: 1 }], /^NotApplicable: invalid path a/],
    [[{ op: 'add', path: '/__proto__/x', value: 1 }], /^NotApplicable: invalid path/],
    [[{ op: 'copy', path: '/x', from: '/__proto__' }], /^NotApplicable: invalid path/],
    [[{ op: 'add', path: '/x' }], /missing value/],
    [[{ op: 'remove', path: '/none' }], /doc is missing key: \/none: missing value/],
    [[{ op: 'add', path: '/s/x', value: 1 }], /^NotApplicable: add operation does not apply/],
    [[{ op: 'test', path: '/s', value: 'u' }], /testing value \/s failed/],
    [Array.from({ length: 10_001 }, () => ({ op: 'test', path: '/s', value: 't' })), /10000/],
  ];
  for (const [patch, expected] of refused) {
    it(`refuses ${JSON.stringify(patch).slice(0, 60)}`, () => {
      assert.match(
        failure(() => applyJsonPatch({ s: 't' }, patch)),
        expected,
      );
    });
  }

  it('leaves the target and the prototype alone, whatever it is given', () => {
    const pointer = fc
      .array(fc.constantFrom('a', 'b', '0', '-', '__proto__', 'constructor', 'prototype'))
      .map((parts) => parts.map((part) => `/${part}`).join(''));
    const operation = fc.record({
      op: fc.constantFrom('add', 'remove', 'replace', 'move', 'copy', 'test'),
      path: pointer,
      from: pointer,
      value: fc.jsonValue(),
    });
    const target = { a: { b: [1, { a: 2 }] }, b: 'text' };
    const before = JSON.stringify(target);
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 4 }), (patch) => {
        failure(() => applyJsonPatch(target, patch));
        assert.equal(JSON.stringify(target), before);
        assert.deepEqual(Object.keys(Object.prototype), []);
      }),
    );
  });
});

describe('JSON merge patch', () => {
  const table: readonly (readonly [unknown, unknown, unknown])[] = [
    [
      { a: 1, b: 2 },
      { b: null, c: { d: null, e: 1 } },
      { a: 1, c: { e: 1 } },
    ],
    [{ a: [1, 2] }, { a: [3] }, { a: [3] }],
    [{ a: 's' }, { a: { b: 1 } }, { a: { b: 1 } }],
    [{ a: 1 }, 'x', 'x'],
  ];
  for (const [target, patch, expected] of table) {
    it(`${JSON.stringify(patch)} to ${JSON.stringify(target)}`, () => {
      assert.deepEqual(applyMergePatch(target, patch), expected);
    });
  }
});

describe('strategic merge patch', () => {
  const two = { containers: [{ name: 'a', image: '1' }, { name: 'b' }] };
  const table: readonly (readonly [string, object, object, typeof POD, unknown])[] = [
    [
      'merges by the merge key and keeps the order',
      two,
      { containers: [{ name: 'b', image: '2' }] },
      POD,
      {
        containers: [
          { name: 'a', image: '1' },
          { name: 'b', image: '2' },
        ],
      },
    ],
    [
      'puts a new item first, as the documentation shows',
      two,
      { containers: [{ name: 'c' }] },
      POD,
      { containers: [{ name: 'c' }, { name: 'a', image: '1' }, { name: 'b' }] },
    ],
    [
      'takes the order of the items that it names',
      two,
      { containers: [{ name: 'b' }, { name: 'a' }] },
      POD,
      { containers: [{ name: 'b' }, { name: 'a', image: '1' }] },
    ],
    [
      'keeps what stands on the server only in its place',
      { containers: [{ name: 'x' }, { name: 'a' }, { name: 'y' }, { name: 'b' }, { name: 'z' }] },
      { '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }] },
      POD,
      { containers: [{ name: 'x' }, { name: 'y' }, { name: 'b' }, { name: 'a' }, { name: 'z' }] },
    ],
    [
      'deletes an item',
      two,
      { containers: [{ name: 'a', $patch: 'delete' }] },
      POD,
      { containers: [{ name: 'b' }] },
    ],
    [
      'replaces a list',
      two,
      { containers: [{ $patch: 'replace' }, { name: 'c' }] },
      POD,
      { containers: [{ name: 'c' }] },
    ],
    [
      'replaces a list that has no merge key',
      { tolerations: [{ key: 'a' }] },
      { tolerations: [{ key: 'b' }] },
      POD,
      { tolerations: [{ key: 'b' }] },
    ],
    [
      'replaces and empties objects',
      { nodeSelector: { a: '1' }, securityContext: { runAsUser: 1 } },
      { nodeSelector: { $patch: 'replace', b: '2' }, securityContext: { $patch: 'delete' } },
      POD,
      { nodeSelector: { b: '2' }, securityContext: {} },
    ],
    [
      'keeps the keys that it says it keeps',
      { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } },
      { strategy: { $retainKeys: ['type'], type: 'Recreate' } },
      DEPLOYMENT,
      { strategy: { type: 'Recreate' } },
    ],
    [
      'merges scalars as a set',
      { finalizers: ['a', 'b'] },
      { '$deleteFromPrimitiveList/finalizers': ['a'], finalizers: ['c', 'b'] },
      META,
      { finalizers: ['c', 'b'] },
    ],
    [
      'deletes what is null',
      { labels: { a: '1', b: '2' } },
      { labels: { a: null } },
      META,
      { labels: { b: '2' } },
    ],
  ];
  for (const [what, target, patch, struct, expected] of table) {
    it(what, () => assert.deepEqual(applyStrategicPatch(target, patch, struct), expected));
  }

  const refused: readonly (readonly [object, string])[] = [
    [
      { containers: [{ image: 'i' }] },
      'MissingMergeKey: map: map[image:i] does not contain declared merge key: name',
    ],
    [{ $patch: 'turn' }, 'Malformed: unknown patch type: turn in map: map[$patch:turn]'],
    [
      { containers: [{ $patch: 'merge', name: 'a' }] },
      'Malformed: merging lists cannot yet be specified in the patch',
    ],
    [
      {
        '$setElementOrder/containers': [{ name: 'a' }],
        containers: [{ name: 'b' }],
      },
      "Malformed: The order in patch list:\n[map[name:b]]\n doesn't match $setElementOrder/containers list:\n[map[name:a]]\n",
    ],
  ];
  for (const [patch, expected] of refused) {
    it(`refuses ${JSON.stringify(patch)}`, () => {
      assert.equal(
        failure(() => applyStrategicPatch(two, patch, POD)),
        expected,
      );
    });
  }
});

describe('three-way patch', () => {
  type Sides = readonly [last: JsonObject, modified: JsonObject, current: JsonObject];
  const table: readonly (readonly [string, Sides, typeof POD | undefined, unknown])[] = [
    ['nothing to do', [{ replicas: 1 }, { replicas: 1 }, { replicas: 1, x: 2 }], DEPLOYMENT, {}],
    ['a drift', [{ replicas: 1 }, { replicas: 1 }, { replicas: 3 }], DEPLOYMENT, { replicas: 1 }],
    ['a deletion', [{ replicas: 1 }, {}, { replicas: 3 }], DEPLOYMENT, { replicas: null }],
    ['what others set', [{}, {}, { replicas: 3 }], DEPLOYMENT, {}],
    ['a null', [{}, { replicas: null }, { replicas: 3 }], DEPLOYMENT, { replicas: null }],
    [
      'a strategy of another type',
      [
        {},
        { strategy: { type: 'Recreate' } },
        { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } },
      ],
      DEPLOYMENT,
      { strategy: { $retainKeys: ['type'], type: 'Recreate' } },
    ],
    [
      'an item that changes and one that goes',
      [
        { containers: [{ name: 'a', image: '1' }, { name: 'b' }] },
        { containers: [{ name: 'a', image: '2' }] },
        { containers: [{ name: 'a', image: '1', stdin: true }, { name: 'b' }, { name: 'x' }] },
      ],
      POD,
      {
        '$setElementOrder/containers': [{ name: 'a' }],
        containers: [
          { name: 'a', image: '2' },
          { name: 'b', $patch: 'delete' },
        ],
      },
    ],
    [
      'scalars that come and go',
      [{ finalizers: ['a', 'b'] }, { finalizers: ['b', 'c'] }, { finalizers: ['a', 'b'] }],
      META,
      {
        '$deleteFromPrimitiveList/finalizers': ['a'],
        '$setElementOrder/finalizers': ['b', 'c'],
        finalizers: ['c'],
      },
    ],
    [
      'a kind that the schema does not know',
      [
        { a: [1], b: { c: 1 } },
        { a: [2], b: {} },
        { a: [1], b: { c: 1, d: 2 } },
      ],
      undefined,
      { a: [2], b: { c: null } },
    ],
  ];
  for (const [what, [last, modified, current], struct, expected] of table) {
    it(what, () => {
      assert.deepEqual(threeWayPatch(last, modified, current, struct), expected);
    });
  }

  it('brings about what the manifest says, drops what it said before, keeps the rest', () => {
    fc.assert(
      fc.property(podSpecs, podSpecs, podSpecs, (last, modified, current) => {
        const patch = threeWayPatch(last, modified, current, POD);
        const result = applyStrategicPatch(current, patch, POD) as JsonObject;
        assertSays(result, modified);
        const again = threeWayPatch(modified, modified, result, POD);
        const settled = applyStrategicPatch(result, again, POD);
        assert.deepEqual(settled, result);
        for (const key of Object.keys(last))
          if (!(key in modified)) assert.notProperty(result, key);
        for (const key of Object.keys(current)) if (!(key in last)) assert.property(result, key);
      }),
    );
  });

  it('of ports by number survives protocols that share one', () => {
    const ports = (list: readonly object[]) => ({ ports: list });
    const last = ports([{ port: 80, name: 'a' }]);
    const next = ports([{ port: 80, name: 'b' }]);
    const patch = threeWayPatch(last, next, last, SERVICE);
    assert.deepEqual(applyStrategicPatch(last, patch, SERVICE), next);
  });
});

const containers = fc.uniqueArray(
  fc.record(
    {
      name: fc.constantFrom('a', 'b', 'c', 'd'),
      image: fc.constantFrom('1', '2'),
      env: fc.uniqueArray(
        fc.record({ name: fc.constantFrom('X', 'Y', 'Z'), value: fc.constantFrom('1', '2') }),
        { selector: ({ name }) => name },
      ),
      command: fc.array(fc.constantFrom('x', 'y'), { maxLength: 2 }),
    },
    { requiredKeys: ['name'] },
  ),
  { selector: ({ name }) => name, minLength: 1 },
);

const podSpecs = fc.record(
  {
    containers,
    nodeSelector: fc.dictionary(fc.constantFrom('p', 'q'), fc.constantFrom('1', '2')),
    volumes: fc.uniqueArray(
      fc.oneof(
        fc.record({ name: fc.constantFrom('v', 'w'), emptyDir: fc.constant({}) }),
        fc.record({ name: fc.constantFrom('v', 'w'), hostPath: fc.constant({ path: '/' }) }),
      ),
      { selector: ({ name }) => name },
    ),
    hostNetwork: fc.boolean(),
  },
  { requiredKeys: ['containers'] },
) as fc.Arbitrary<JsonObject>;

/** The result has all that the manifest has: its fields, its items by name, and those in its order. */
function assertSays(result: unknown, manifest: unknown): void {
  if (Array.isArray(manifest) && manifest.every((item) => item?.name !== undefined)) {
    const found = (result ?? []) as { name: string }[];
    const named = manifest.map(({ name }) => name);
    const order = found.map(({ name }) => name).filter((name) => named.includes(name));
    assert.deepEqual(order, named);
    for (const item of manifest) {
      assertSays(
        found.find(({ name }) => name === item.name),
        item,
      );
    }
  } else if (typeof manifest === 'object' && manifest !== null && !Array.isArray(manifest)) {
    for (const [key, value] of Object.entries(manifest)) {
      assertSays((result as Record<string, unknown> | undefined)?.[key] ?? {}, value);
    }
  } else assert.deepEqual(result, manifest);
}

describe('goText', () => {
  const table: readonly (readonly [unknown, string])[] = [
    [{ b: 1, a: 'x' }, 'map[a:x b:1]'],
    [[{ a: null }, true], '[map[a:<nil>] true]'],
  ];
  for (const [value, text] of table) it(text, () => assert.equal(goText(value), text));
});
