import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { KubeObject } from '../api/object';
import { Keyspace, newEntry } from './keyspace';

function object(namespace: string | undefined, name: string): KubeObject {
  const metadata = { ...(namespace === undefined ? {} : { namespace }), name };
  return { apiVersion: 'v1', kind: 'X', metadata: metadata as KubeObject['metadata'] };
}

function keyspaceOf(...objects: readonly KubeObject[]): Keyspace {
  const keyspace = new Keyspace();
  for (const each of objects) keyspace.put(newEntry(each), each);
  return keyspace;
}

describe('a keyspace', () => {
  const [a, b, c] = [object('n', 'x'), object('m', 'x'), object(undefined, 'x')];

  it('finds objects by namespace and name, and by key', () => {
    const all = keyspaceOf(a, b, c);
    assert.equal(all.find('n', 'x')?.object, a);
    assert.deepEqual(
      ['n/x', 'm/x', 'x', 'n/y', 'o/x'].map((key) => all.get(key)),
      [a, b, c, undefined, undefined],
    );
    assert.deepEqual([...all.keys()], ['n/x', 'm/x', 'x']);
    assert.equal(all.size, 3);
  });

  it('knows in a namespace nothing of the others', () => {
    const within = keyspaceOf(a, b, c).within('n');
    assert.deepEqual([...within], [['n/x', a]]);
    assert.equal(within.get('n/x'), a);
    assert.isUndefined(within.get('m/x'));
    assert.equal(keyspaceOf(a).within('o').size, 0);
  });

  it('forgets what is removed, and shows what is put in its place', () => {
    const all = keyspaceOf(a, b);
    const entry = all.find('n', 'x') ?? newEntry(a);
    const next = object('n', 'x');
    all.put(entry, next);
    assert.deepEqual([...all.values()], [next, b]);
    all.remove(entry, next);
    assert.deepEqual([...all.values()], [b]);
    assert.isUndefined(all.get('n/x'));
  });
});
