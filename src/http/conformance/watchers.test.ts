import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { JsonObject } from '../../api/object';
import { at, type Watched, walk } from './testing-walk';

const w = walk(0);
const maps = (namespace: string) => `/api/v1/namespaces/${namespace}/configmaps`;
const LABEL = 'watch-this-configmap';

const mapOf = (name: string, label: string): JsonObject => ({
  metadata: { name, labels: { [LABEL]: label } },
});

/** What a watch told: types with the `mutation` of each object. */
function told({ events }: Watched): readonly string[] {
  return events.map(({ type, object }) => `${type} ${at(object, 'data.mutation') ?? '-'}`);
}

function mutate(path: string, mutation: string) {
  return w.update(path, { 'data.mutation': mutation });
}

describe('Watchers', () => {
  it('add, update and delete reach all that select the object, and none else', () => {
    const all = maps(w.namespace());
    const a = w.watch(`${all}?labelSelector=${LABEL}%3DA`);
    const b = w.watch(`${all}?labelSelector=${LABEL}%3DB`);
    const both = w.watch(`${all}?labelSelector=${LABEL}%20in%20(A,B)`);
    w.make(all, mapOf('a', 'A'));
    mutate(`${all}/a`, '1');
    mutate(`${all}/a`, '2');
    w.remove(`${all}/a`);
    const life = ['ADDED -', 'MODIFIED 1', 'MODIFIED 2', 'DELETED 2'];
    assert.deepEqual([a, b, both].map(told), [life, [], life]);
    w.make(all, mapOf('b', 'B'));
    w.remove(`${all}/b`);
    w.cluster.pass(10_000);
    const short = ['ADDED -', 'DELETED -'];
    assert.deepEqual([a, b, both].map(told), [life, short, [...life, ...short]]);
  });

  it('a watch from a version hears what came after it', () => {
    const all = maps(w.namespace());
    w.make(all, mapOf('from', 'from'));
    const { metadata } = mutate(`${all}/from`, '1');
    mutate(`${all}/from`, '2');
    w.remove(`${all}/from`);
    const query = `labelSelector=${LABEL}%3Dfrom&resourceVersion=${metadata.resourceVersion}`;
    assert.deepEqual(told(w.watch(`${all}?${query}`)), ['MODIFIED 2', 'DELETED 2']);
  });

  it('a watch goes on where another ended', () => {
    const all = maps(w.namespace());
    const first = w.watch(`${all}?labelSelector=${LABEL}%3Drestarted`);
    w.make(all, mapOf('on', 'restarted'));
    mutate(`${all}/on`, '1');
    first.stop();
    const last = first.events.at(-1)?.object.metadata.resourceVersion;
    mutate(`${all}/on`, '2');
    w.remove(`${all}/on`);
    assert.deepEqual(told(first), ['ADDED -', 'MODIFIED 1']);
    const next = w.watch(`${all}?labelSelector=${LABEL}%3Drestarted&resourceVersion=${last}`);
    assert.deepEqual(told(next), ['MODIFIED 2', 'DELETED 2']);
  });

  it('an object that is selected no more is deleted, for this watch', () => {
    const all = maps(w.namespace());
    const watched = w.watch(`${all}?labelSelector=${LABEL}%3Dchanged`);
    const label = { 'metadata.labels': { [LABEL]: 'changed' } };
    w.make(all, mapOf('l', 'changed'));
    mutate(`${all}/l`, '1');
    w.update(`${all}/l`, { 'metadata.labels': { [LABEL]: 'wrong-value' } });
    mutate(`${all}/l`, '2');
    w.update(`${all}/l`, label);
    mutate(`${all}/l`, '3');
    w.remove(`${all}/l`);
    assert.deepEqual(told(watched), [
      'ADDED -',
      'MODIFIED 1',
      'DELETED 1',
      'ADDED 2',
      'MODIFIED 3',
      'DELETED 3',
    ]);
  });

  it('watches from all versions hear the same order', () => {
    const all = maps(w.namespace());
    const versions = [String(at(w.get(all), 'metadata.resourceVersion'))];
    const watches = [w.watch(`${all}?resourceVersion=${versions[0]}`)];
    for (let index = 0; index < 60; index++) {
      const path = `${all}/m-${index % 7}`;
      const { code } = w.send('GET', path);
      if (code === 404) w.make(all, mapOf(`m-${index % 7}`, 'x'));
      else if (index % 3 === 0) w.remove(path);
      else mutate(path, String(index));
      const version = watches[0]?.events.at(-1)?.object.metadata.resourceVersion;
      watches.push(w.watch(`${all}?resourceVersion=${version}`));
    }
    const order = ({ events }: Watched) =>
      events.map(({ object }) => object.metadata.resourceVersion);
    const whole = order(watches[0] as Watched);
    assert.lengthOf(new Set(whole), 60);
    for (const [index, each] of watches.entries())
      assert.deepEqual(order(each), whole.slice(index));
  });
});
