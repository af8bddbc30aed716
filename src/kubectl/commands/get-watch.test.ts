import { describe, it } from 'node:test';
import { assert } from 'chai';
import { ConfigMaps } from '../../api/core/config-map';
import { kubectl, splitCommand } from '../index';
import { ADMIN, testWorld } from '../testing-world';

/** What a watch shows of a ConfigMap that comes after 2 s, changes after 4 and goes after 6. */
function watched(line: string): string {
  const { loop, server, target } = testWorld();
  const api = server.as(ADMIN);
  const ref = { namespace: 'default', name: 'a-very-long-name' };
  const steps: readonly (() => void)[] = [
    () => api.create(ConfigMaps, { metadata: ref, data: { a: '1' } }),
    () => api.patch(ConfigMaps, ref, { data: { b: '2' } }, { type: 'merge' }),
    () => api.delete(ConfigMaps, ref),
  ];
  api.create(ConfigMaps, { metadata: { namespace: 'default', name: 'old' } });
  steps.forEach((step, index) => {
    loop.after((index + 1) * 2000, `step ${index}`, step);
  });
  const context = { user: ADMIN, namespace: 'default', roots: [] };
  const { stdout, stderr } = kubectl(target, splitCommand(line), context);
  assert.equal(stderr, '');
  assert.equal(loop.now - Date.UTC(2026, 0, 5), 10_000);
  return stdout;
}

describe('kubectl get --watch', () => {
  it('adds rows below the table, in columns that never get narrower', () => {
    assert.equal(
      watched('get cm -w --request-timeout=10s'),
      [
        'NAME   DATA   AGE',
        'old    0      0s',
        'a-very-long-name   1      0s',
        'a-very-long-name   2      2s',
        'a-very-long-name   2      4s',
        '',
      ].join('\n'),
    );
  });

  it('tells what happened when it is asked', () => {
    assert.equal(
      watched('get cm --watch-only --output-watch-events --request-timeout=10s'),
      [
        'EVENT      NAME               DATA   AGE',
        'ADDED      a-very-long-name   1      0s',
        'MODIFIED   a-very-long-name   2      2s',
        'DELETED    a-very-long-name   2      4s',
        '',
      ].join('\n'),
    );
  });

  it('shows whole objects one after the other, of what is named alone', () => {
    assert.equal(watched('get cm old -w -o name --request-timeout=10s'), 'configmap/old\n');
    const names = watched("get cm -w -o jsonpath='{.metadata.name} ' --request-timeout=10s");
    assert.equal(names, 'old a-very-long-name a-very-long-name a-very-long-name ');
  });
});
