import { describe, it } from 'node:test';
import { assert } from 'chai';
import { ConfigMaps } from '../api/core/config-map';
import { Events } from '../api/core/event';
import { ApiError } from '../api/errors';
import { decode } from '../api/schema/decode';
import type { ConfigMap } from '../api/schema/objects';
import { MASTER } from '../apiserver/administrator';
import { ApiServer } from '../apiserver/server';
import { Loop } from '../sim/loop';
import { Random } from '../sim/random';
import { Trace } from '../sim/trace';
import { type Controller, controllerActor } from './controller';
import type { Env } from './env';
import { Process } from './process';

/** Who may do anything: there are no roles here. */
const runsAsMaster = (controller: Controller<ConfigMap>) => ({
  ...controllerActor(controller),
  isMaster: true,
});

function world() {
  const loop = new Loop(Date.UTC(2026, 0, 5));
  const trace = new Trace(loop);
  const random = new Random(1);
  const server = new ApiServer({ loop, trace, random, admission: [] });
  return { loop, trace, random, server, admin: server.as(MASTER) };
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
    const process = new Process(w, { name: 'manager', actors: [runsAsMaster(copier(seen))] });
    process.start();
    w.admin.create(ConfigMaps, configMap('x', { a: '1' }));
    w.loop.runUntil(() => false, w.loop.now + 1000);
    assert.deepEqual(seen, ['default/x@1:-', 'default/x@21:1']);
    assert.equal(w.admin.get(ConfigMaps, { namespace: 'default', name: 'x' }).data?.b, '1');
  });

  it('never sees its own old state again, however slow the watch', () => {
    const w = world();
    const seen: string[] = [];
    const process = new Process(w, { name: 'manager', actors: [runsAsMaster(copier(seen))] });
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
    const process = new Process(w, { name: 'manager', actors: [runsAsMaster(copier(seen))] });
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
    const process = new Process(w, { name: 'manager', actors: [runsAsMaster(copier(seen))] });
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
    const process = new Process(w, { name: 'manager', actors: [runsAsMaster(copier(seen))] });
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
      ['1', '6', '16', '36', '76', '96'],
    );
  });

  it('gives each write the change that caused it', () => {
    const w = world();
    const process = new Process(w, { name: 'manager', actors: [runsAsMaster(copier([]))] });
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
          isMaster: true,
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

describe('an API server that does not answer', () => {
  function outage(w: ReturnType<typeof world>): () => void {
    const gate = () => {
      throw new ApiError('ServiceUnavailable', 'down');
    };
    w.server.gates.push(gate);
    return () => w.server.gates.splice(w.server.gates.indexOf(gate), 1);
  }

  it('keeps a process waiting; each actor starts once', () => {
    const w = world();
    w.admin.create(ConfigMaps, configMap('x', { a: '1', b: '1' }));
    const seen: string[] = [];
    const process = new Process(w, { name: 'manager', actors: [runsAsMaster(copier(seen))] });
    const end = outage(w);
    process.start();
    assert.isTrue(process.running);
    w.loop.runTo(w.loop.now + 2500);
    assert.isFalse(w.loop.quiet);
    end();
    w.loop.runTo(w.loop.now + 1000);
    assert.deepEqual(seen, ['default/x@0:1']);
  });

  it('does not bring back a process that was stopped meanwhile', () => {
    const w = world();
    const seen: string[] = [];
    const process = new Process(w, { name: 'manager', actors: [runsAsMaster(copier(seen))] });
    const end = outage(w);
    process.start();
    process.stop();
    end();
    w.admin.create(ConfigMaps, configMap('x'));
    assert.equal(
      w.loop.runUntil(() => false, w.loop.now + 5000),
      'quiescent',
    );
    assert.deepEqual(seen, []);
  });

  it('does not fill a view; asking again does', () => {
    const w = world();
    w.admin.create(ConfigMaps, configMap('x'));
    const sizes: (number | string)[] = [];
    const ask = (env: Env) => {
      try {
        sizes.push(env.cache.informer(ConfigMaps).all().size);
      } catch (error) {
        sizes.push((error as ApiError).reason);
      }
    };
    const end = outage(w);
    const actor = {
      name: 'asker',
      isMaster: true,
      start(env: Env) {
        ask(env);
        end();
        ask(env);
      },
    };
    new Process(w, { name: 'manager', actors: [actor] }).start();
    assert.deepEqual(sizes, ['ServiceUnavailable', 1]);
  });
});

describe('EventRecorder', () => {
  function recorder(run: (env: Env) => void, newEvents = false) {
    const w = world();
    const actors = [{ name: 'speaker', isMaster: true, start: run }];
    new Process(w, { name: 'manager', actors, newEvents }).start();
    return w;
  }
  const about = { kind: 'Pod', namespace: 'default', name: 'p', uid: 'u' };

  it('counts equal Events, and combines the tenth similar one', () => {
    const w = recorder(({ events }) => {
      for (let i = 0; i < 3; i++) events.recordFor(about, 'Normal', 'Same', 'again');
      for (let i = 0; i < 12; i++) events.recordFor(about, 'Normal', 'Other', `no ${i}`);
    });
    const found = w.admin.list(Events).items.map((e) => `${e.reason} ${e.message} ${e.count}`);
    assert.include(found, 'Same again 3');
    assert.include(found, 'Other (combined from similar events): no 11 3');
    assert.equal(found.length, 1 + 9 + 1);
  });

  for (const newForm of [false, true]) {
    it(`writes Events in the server's own form (${newForm ? 'newer' : 'older'})`, () => {
      const w = recorder(({ events }) => {
        events.recordFor({ ...about }, 'Normal', 'Said', 'something');
        events.recordFor({ ...about }, 'Warning', 'Silent', '', newForm ? 'Binding' : '');
      }, newForm);
      for (const event of w.admin.list(Events).items) {
        const { value } = decode(Events.struct, JSON.parse(JSON.stringify(event)));
        assert.equal(JSON.stringify(event), JSON.stringify(value));
      }
    });
  }

  it('leaves an object alone after 25 Events, but for one in five minutes; they count all the same', () => {
    const counts: (number | undefined)[] = [];
    const w = recorder((env) => {
      const say = () => env.events.recordFor(about, 'Normal', 'Same', 'again');
      for (let i = 0; i < 30; i++) say();
      env.events.recordFor({ ...about, uid: 'other' }, 'Normal', 'Same', 'again');
      env.scope.after(300_000, 'later', () => {
        say();
        say();
      });
    });
    const look = () => counts.push(...w.admin.list(Events).items.map(({ count }) => count));
    look();
    w.loop.runTo(w.loop.now + 300_000);
    look();
    assert.sameMembers(counts, [25, 1, 31, 1]);
  });

  it('of the newer form only counts', () => {
    const w = recorder(({ events }) => {
      for (let i = 0; i < 30; i++) events.recordFor(about, 'Normal', 'Same', `no ${i}`, 'Act');
    }, true);
    assert.equal(w.admin.list(Events).items.length, 30);
  });

  it('remembers what it said lately only', () => {
    const w = recorder(({ events }) => {
      const of = (i: number) => ({ ...about, name: `p${i}`, uid: `u${i}` });
      for (let i = 0; i < 4100; i++) events.recordFor(of(i), 'Normal', 'Same', 'again');
      events.recordFor(of(0), 'Normal', 'Same', 'again');
      events.recordFor(of(4099), 'Normal', 'Same', 'again');
    });
    const items = w.admin.list(Events).items;
    const of = (name: string) => items.filter((e) => e.involvedObject.name === name);
    assert.deepEqual(
      of('p0').map(({ count }) => count),
      [1, 1],
    );
    assert.deepEqual(
      of('p4099').map(({ count }) => count),
      [2],
    );
  });
});
