import { describe, it } from 'node:test';
import { assert } from 'chai';
import { ConfigMaps } from '../api/core/config-map';
import { ApiError } from '../api/errors';
import type { ConfigMap } from '../api/schema/objects';
import { ApiServer } from '../apiserver/server';
import { Loop } from '../sim/loop';
import { Random } from '../sim/random';
import { Trace } from '../sim/trace';
import { type Controller, controllerActor } from './controller';
import { Process, systemUser } from './process';

function world() {
  const loop = new Loop(Date.UTC(2026, 0, 5));
  const trace = new Trace(loop);
  const random = new Random(1);
  const server = new ApiServer({ loop, trace, random, admission: [] });
  return { loop, trace, random, server, admin: server.as(systemUser('admin')) };
}

function configMap(name: string, data: Record<string, string> = {}) {
  return { metadata: { name, namespace: 'default' }, data };
}

/** Copies `a` into `b` of each ConfigMap, one write per look. */
function copier(seen: string[]): Controller<ConfigMap> {
  return {
    name: 'copier',
    reconciles: ConfigMaps,
    reconcile(env, object, key) {
      seen.push(`${key}@${env.loop.now % 1000}:${object?.data?.b ?? '-'}`);
      if (object === undefined || object.data?.a === object.data?.b) return;
      env.api.update(ConfigMaps, { ...object, data: { ...object.data, b: object.data?.a ?? '' } });
    },
  };
}

describe('Process', () => {
  it('hears of a write one watch delay later, and of its own when they are done', () => {
    const w = world();
    const seen: string[] = [];
    const process = new Process(w, { name: 'manager', actors: [controllerActor(copier(seen))] });
    process.start();
    w.admin.create(ConfigMaps, configMap('x', { a: '1' }));
    w.loop.runUntil(() => false, w.loop.now + 1000);
    assert.deepEqual(seen, ['default/x@1:-', 'default/x@6:1']);
    assert.equal(w.admin.get(ConfigMaps, { namespace: 'default', name: 'x' }).data?.b, '1');
  });

  it('never sees its own old state again, however slow the watch', () => {
    const w = world();
    const seen: string[] = [];
    const process = new Process(w, { name: 'manager', actors: [controllerActor(copier(seen))] });
    process.start();
    process.link.delay = 500;
    w.admin.create(ConfigMaps, configMap('x', { a: '1' }));
    w.loop.runTo(w.loop.now + 499);
    const object = w.admin.get(ConfigMaps, { namespace: 'default', name: 'x' });
    w.admin.update(ConfigMaps, { ...object, data: { ...object.data, c: 'by another' } });
    w.loop.runUntil(() => false, w.loop.now + 60_000);
    const stored = w.admin.get(ConfigMaps, { namespace: 'default', name: 'x' });
    assert.deepEqual(stored.data, { a: '1', b: '1', c: 'by another' });
    // the first look at the old state met a conflict and was retried, no look after a write saw less than it
    const afterWrite = seen.slice(seen.findIndex((s) => s.endsWith(':1')));
    assert.isTrue(afterWrite.every((s) => s.endsWith(':1')));
  });

  it('lists anew after its watches were cut', () => {
    const w = world();
    const seen: string[] = [];
    const process = new Process(w, { name: 'manager', actors: [controllerActor(copier(seen))] });
    w.admin.create(ConfigMaps, configMap('old', { a: '1', b: '1' }));
    process.start();
    w.loop.runUntil(() => false, w.loop.now + 1000);
    process.link.cut();
    w.admin.delete(ConfigMaps, { namespace: 'default', name: 'old' });
    w.admin.create(ConfigMaps, configMap('new', { a: '2' }));
    w.loop.runUntil(() => false, w.loop.now + 1000);
    assert.isUndefined(w.admin.get(ConfigMaps, { namespace: 'default', name: 'new' }).data?.b);
    process.link.heal();
    w.loop.runUntil(() => false, w.loop.now + 5000);
    assert.equal(w.admin.get(ConfigMaps, { namespace: 'default', name: 'new' }).data?.b, '2');
    assert.isTrue(seen.some((s) => s.startsWith('default/old@')));
  });

  it('does nothing after a crash, and begins anew after a start', () => {
    const w = world();
    const seen: string[] = [];
    const process = new Process(w, { name: 'manager', actors: [controllerActor(copier(seen))] });
    process.start();
    process.stop();
    w.admin.create(ConfigMaps, configMap('x', { a: '1' }));
    w.loop.runUntil(() => false, w.loop.now + 1000);
    assert.deepEqual(seen, []);
    process.start();
    w.loop.runUntil(() => false, w.loop.now + 1000);
    assert.equal(w.admin.get(ConfigMaps, { namespace: 'default', name: 'x' }).data?.b, '1');
  });

  it('backs off while the API server answers with an error', () => {
    const w = world();
    const seen: string[] = [];
    const process = new Process(w, { name: 'manager', actors: [controllerActor(copier(seen))] });
    process.start();
    let failures = 4;
    w.server.gates.push((request) => {
      if (request.verb === 'update' && failures-- > 0) {
        throw new ApiError('ServiceUnavailable', 'not now');
      }
    });
    w.admin.create(ConfigMaps, configMap('x', { a: '1' }));
    w.loop.runUntil(() => false, w.loop.now + 1000);
    // 5, 10, 20 and 40 ms after each other
    assert.deepEqual(
      seen.map((s) => s.split(/[@:]/)[1]),
      ['1', '6', '16', '36', '76', '81'],
    );
  });

  it('gives each write the change that caused it', () => {
    const w = world();
    const process = new Process(w, { name: 'manager', actors: [controllerActor(copier([]))] });
    process.start();
    w.loop.cause = w.trace.append('test', 'step', {});
    w.admin.create(ConfigMaps, configMap('x', { a: '1' }));
    w.loop.cause = 0;
    w.loop.runUntil(() => false, w.loop.now + 1000);
    const last = w.trace.entries.at(-1);
    assert.deepEqual(
      w.trace.chain(last?.seq ?? 0).map((e) => e.type),
      ['write', 'write', 'step'],
    );
  });
});

describe('Cache', () => {
  it('keeps its indexes in step with what it knows', () => {
    const w = world();
    let names: string[] = [];
    const process = new Process(w, {
      name: 'manager',
      actors: [
        {
          name: 'indexer',
          start(env) {
            const informer = env.cache.informer(ConfigMaps);
            informer.addIndex('color', (c) => c.metadata.labels?.color);
            informer.onChange(() => {
              names = [...informer.by('color', 'red').values()].map((c) => c.metadata.name);
            });
          },
        },
      ],
    });
    process.start();
    const red = { color: 'red' };
    const a = w.admin.create(ConfigMaps, { metadata: { name: 'a', namespace: 'n', labels: red } });
    w.admin.create(ConfigMaps, { metadata: { name: 'b', namespace: 'n', labels: red } });
    w.loop.runTo(w.loop.now + 10);
    assert.deepEqual(names, ['a', 'b']);
    w.admin.update(ConfigMaps, { ...a, metadata: { ...a.metadata, labels: { color: 'blue' } } });
    w.loop.runTo(w.loop.now + 10);
    assert.deepEqual(names, ['b']);
  });
});
