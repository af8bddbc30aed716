import { describe, it } from 'node:test';
import { assert } from 'chai';
import { Selectors } from './selectors';

describe('Selectors', () => {
  it('knows whose Pods are the same while they are', () => {
    const selectors = new Selectors();
    selectors.set('shop/b', 'shop/app=web');
    assert.deepEqual(selectors.rivals('shop/b'), []);
    selectors.set('shop/a', 'shop/app=web');
    selectors.set('test/a', 'test/app=web');
    assert.deepEqual(selectors.rivals('shop/b'), ['shop/a', 'shop/b']);
    assert.deepEqual(selectors.rivals('test/a'), []);
    selectors.set('shop/a', 'shop/app=db');
    assert.deepEqual(selectors.rivals('shop/b'), []);
    selectors.set('shop/a', 'shop/app=web');
    selectors.delete('shop/b');
    assert.deepEqual(selectors.rivals('shop/a'), []);
  });
});
