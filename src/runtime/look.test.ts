import { describe, it } from 'node:test';
import { assert } from 'chai';
import { ConfigMaps } from '../api/core/config-map';
import type { ConfigMap } from '../api/schema/objects';
import { defaultSettings } from '../api/settings';
import { MASTER } from '../apiserver/administrator';
import { ApiServer } from '../apiserver/server';
import { Loop } from '../sim/loop';
import { Random } from '../sim/random';
import { Trace } from '../sim/trace';
import { type Controller, controllerActor } from './controller';
import { atOnce, type Look, request } from './look';
import { Process } from './process';

/** Who may do anything: there are no roles here. */
const runsAsMaster = (controller: Controller<ConfigMap>) => ({
  ...controllerActor(controller),
  isMaster: true,
});

const REF = { namespace: 'default', name: 'x' };

function world(controllerRequest: number) {
  const loop = new Loop(Date.UTC(2026, 0, 5));
  const trace = new Trace(loop);
  const random = new Random(1);
  const server = new ApiServer({ loop, trace, random, admission: [] });
  const settings = { ...defaultSettings, controllerLook: 0, controllerRequest };
  const admin = server.as(MASTER);
  return { loop, trace, random, server, settings, admin };
}

/** Writes twice in one look, and keeps when. */
function marker(looks: string[]): Controller<ConfigMap> {
  return {
    name: 'marker',
    reconciles: ConfigMaps,
    *reconcile(env, object): Look {
      looks.push(`${env.loop.now % 1000}`);
      if (object === undefined || object.data?.b !== undefined) return;
      const { data = {} } = object;
      const one = { ...object, data: { ...data, a: `${data.by ?? 'nobody'}` } };
      const written = yield* request(() => env.api.update(ConfigMaps, one));
      const two = { ...written, data: { ...written.data, b: `${env.loop.now % 1000}` } };
      yield* request(() => env.api.update(ConfigMaps, two));
    },
  };
}

describe('a look', () => {
  it('lets others act between its requests, and is not begun again before it ends', () => {
    const w = world(10);
    const looks: string[] = [];
    new Process(w, { name: 'manager', actors: [runsAsMaster(marker(looks))] }).start();
    w.admin.create(ConfigMaps, { metadata: REF, data: {} });
    w.loop.runTo(w.loop.now + 5);
    const { data = {}, ...rest } = w.admin.get(ConfigMaps, REF);
    w.admin.update(ConfigMaps, { ...rest, data: { ...data, by: 'another' } });
    w.loop.runUntil(() => false, w.loop.now + 1000);
    // the first look met a conflict at 11 and was begun anew at once, for there was news; the last hears of its own writes
    assert.deepEqual(looks, ['1', '11', '32']);
    assert.deepEqual(w.admin.get(ConfigMaps, REF).data, { by: 'another', a: 'another', b: '21' });
  });

  it('is done at once where requests take no time', () => {
    const w = world(0);
    const looks: string[] = [];
    new Process(w, { name: 'manager', actors: [runsAsMaster(marker(looks))] }).start();
    w.admin.create(ConfigMaps, { metadata: REF, data: {} });
    w.loop.runUntil(() => false, w.loop.now + 1000);
    assert.deepEqual(w.admin.get(ConfigMaps, REF).data, { a: 'nobody', b: '1' });
  });

  it('ends with its process', () => {
    const w = world(10);
    const process = new Process(w, { name: 'manager', actors: [runsAsMaster(marker([]))] });
    process.start();
    w.admin.create(ConfigMaps, { metadata: REF, data: {} });
    w.loop.runTo(w.loop.now + 15);
    process.stop();
    w.loop.runUntil(() => false, w.loop.now + 1000);
    assert.deepEqual(w.admin.get(ConfigMaps, REF).data, { a: 'nobody' });
  });

  it('gives its result when it is done at once', () => {
    function* sum(): Look<number> {
      return (yield* request(() => 1)) + (yield* request(() => 2));
    }
    assert.equal(atOnce(sum()), 3);
  });
});
