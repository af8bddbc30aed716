import { describe, it } from 'node:test';
import { assert } from 'chai';
import { ConfigMaps } from '../api/core/config-map';
import { ApiError } from '../api/errors';
import { Cluster } from '../cluster';

function world() {
  const { admin, server } = new Cluster();
  for (const name of ['a', 'b', 'c', 'd']) {
    admin.create(ConfigMaps, { metadata: { name, namespace: 'kube-public' }, data: { v: '1' } });
  }
  const list = (options: { limit?: number; continue?: string | undefined }) => {
    const { limit = 2, continue: token } = options;
    const page = {
      namespace: 'kube-public',
      limit,
      ...(token === undefined ? {} : { continue: token }),
    };
    return admin.list(ConfigMaps, page);
  };
  return { admin, server, list };
}

const names = (list: { items: readonly { metadata: { name: string } }[] }) =>
  list.items.map(({ metadata }) => metadata.name);

describe('pages of a list', () => {
  it('show the moment of the first one', () => {
    const { admin, list } = world();
    const first = list({});
    const ref = (name: string) => ({ namespace: 'kube-public', name });
    admin.delete(ConfigMaps, ref('d'));
    admin.patch(ConfigMaps, ref('c'), { data: { v: '2' } }, { type: 'merge' });
    admin.create(ConfigMaps, { metadata: ref('bb') });
    const second = list({ continue: first.continue });
    assert.deepEqual(names(second), ['c', 'd']);
    assert.deepEqual(second.items[0]?.data, { v: '1' });
    assert.equal(second.resourceVersion, first.resourceVersion);
  });

  it('go on with what is there now when that moment is no longer kept', () => {
    const { admin, server, list } = world();
    const first = list({});
    admin.delete(ConfigMaps, { namespace: 'kube-public', name: 'd' });
    server.store.compact();
    let token: string | undefined;
    try {
      list({ continue: first.continue });
    } catch (error) {
      if (error instanceof ApiError) token = error.status.metadata?.continue;
    }
    assert.isString(token);
    assert.deepEqual(names(list({ continue: token })), ['c']);
  });
});
