import { describe, it } from 'node:test';
import { assert } from 'chai';
import { ConfigMaps } from '../api/core/config-map';
import type { Requirement } from '../api/selector';
import { Cluster } from '../cluster';
import { LabelIndex } from './label-index';

const is = (key: string, value: string): Requirement => ({ key, operator: '=', values: [value] });

describe('LabelIndex', () => {
  const { admin, server } = new Cluster();
  const index = new LabelIndex(server.store, ConfigMaps);
  const names = (...selector: Requirement[]) =>
    [...index.candidates('default', selector)].map(({ metadata }) => metadata.name).sort();
  const put = (name: string, app: string) =>
    admin.create(ConfigMaps, { metadata: { name, namespace: 'default', labels: { app } } });

  it('follows what comes, changes its labels and goes', () => {
    put('a', 'web');
    assert.deepEqual(names(is('app', 'web')), ['a']);
    const b = put('b', 'web');
    assert.deepEqual(names(is('app', 'web')), ['a', 'b']);
    admin.update(ConfigMaps, { ...b, metadata: { ...b.metadata, labels: { app: 'db' } } });
    assert.deepEqual(names(is('app', 'web')), ['a']);
    assert.deepEqual(names(is('app', 'db')), ['b']);
    admin.delete(ConfigMaps, { namespace: 'default', name: 'a' });
    assert.deepEqual(names(is('app', 'web')), []);
  });

  it('leaves nothing out where no requirement names one value', () => {
    assert.include(names({ key: 'app', operator: 'exists', values: [] }), 'b');
  });
});
