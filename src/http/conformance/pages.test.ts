import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { JsonObject } from '../../api/object';
import { compactRegularly } from '../compaction';
import { at, listAt, PAUSE, template, walk } from './testing-walk';

const w = walk(1);
compactRegularly(w.cluster.loop, w.cluster.server.store);

const TABLE = { accept: 'application/json;as=Table;v=v1beta1;g=meta.k8s.io, application/json' };
const MINUTE = 60_000;

/** So many PodTemplates in a namespace of their own; returns where. */
function templates(count: number): string {
  const all = `/api/v1/namespaces/${w.namespace()}/podtemplates`;
  for (let index = 0; index < count; index++) {
    const name = `template-${String(index).padStart(4, '0')}`;
    w.make(all, { metadata: { name }, template: template({ a: 'b' }, PAUSE) });
  }
  return all;
}

const page = (all: string, limit: number, token: unknown) =>
  w.send('GET', `${all}?limit=${limit}&continue=${encodeURIComponent(String(token ?? ''))}`);

describe('Lists in pages', () => {
  it('show one moment, and say how much is left', () => {
    const all = templates(40);
    const names = new Set<string>();
    let token: unknown;
    let version: unknown;
    for (const limit of [7, 11, 40]) {
      const { body } = page(all, limit, token);
      version ??= at(body, 'metadata.resourceVersion');
      assert.equal(at(body, 'metadata.resourceVersion'), version);
      const items = listAt(body, 'items');
      assert.isAtMost(items.length, limit);
      for (const item of items) names.add(String(at(item, 'metadata.name')));
      token = at(body, 'metadata.continue');
      assert.equal(at(body, 'metadata.remainingItemCount') ?? 0, 40 - names.size);
      assert.equal(token === undefined, names.size === 40);
      w.remove(`${all}/template-0039`, {});
      w.make(all, { metadata: { name: 'template-0039' }, template: template({ a: 'b' }, PAUSE) });
    }
    assert.lengthOf([...names], 40);
  });

  it('go on from the last name when their moment is forgotten', () => {
    const all = templates(20);
    const first = page(all, 5, undefined).body;
    assert.equal(at(first, 'metadata.remainingItemCount'), 15);
    const token = at(first, 'metadata.continue');
    w.remove(`${all}/template-0001`);
    w.remove(`${all}/template-0012`);
    let expired: JsonObject | undefined;
    w.until(
      'the moment is forgotten',
      () => {
        const { code, body } = page(all, 5, token);
        if (code === 410) expired = body;
        return code === 410;
      },
      15 * MINUTE,
    );
    assert.equal(expired?.reason, 'Expired');
    assert.match(String(expired?.message), /The provided continue parameter is too old/);
    const next = at(expired, 'metadata.continue');
    assert.isString(next);
    const second = page(all, 5, next).body;
    const seen = listAt(second, 'items').map((item) => at(item, 'metadata.name'));
    assert.deepEqual(
      seen,
      [5, 6, 7, 8, 9].map((index) => `template-000${index}`),
    );
    const rest = page(all, 40, at(second, 'metadata.continue')).body;
    const left = listAt(rest, 'items').map((item) => at(item, 'metadata.name'));
    assert.lengthOf(left, 9);
    assert.notInclude(left, 'template-0012', 'it is as it stands now');
    assert.isUndefined(at(rest, 'metadata.continue'));
  });

  it('a watch from a version that is forgotten is told so', () => {
    const all = templates(1);
    const version = at(w.get(all), 'metadata.resourceVersion');
    w.update(`${all}/template-0000`, { 'metadata.labels': { a: 'b' } });
    assert.equal(w.watch(`${all}?resourceVersion=${version}`).types(), 'MODIFIED');
    w.cluster.pass(11 * MINUTE);
    // something else is written, so that there is a later version at all
    w.update(`${all}/template-0000`, { 'metadata.labels': { a: 'c' } });
    const { events } = w.watch(`${all}?resourceVersion=${version}`);
    assert.equal(events[0]?.type, 'ERROR');
    assert.deepInclude(events[0]?.object as JsonObject, { code: 410, reason: 'Expired' });
  });
});

describe('Lists as tables', () => {
  it('pages of a table', () => {
    const all = templates(20);
    const first = w.send('GET', `${all}?limit=2`, undefined, TABLE).body;
    assert.include(first, { kind: 'Table', apiVersion: 'meta.k8s.io/v1beta1' });
    assert.lengthOf(listAt(first, 'rows'), 2);
    assert.equal(at(first, 'metadata.remainingItemCount'), 18);
    const token = encodeURIComponent(String(at(first, 'metadata.continue')));
    const rest = w.send('GET', `${all}?continue=${token}`, undefined, TABLE).body;
    assert.lengthOf(listAt(rest, 'rows'), 18);
    assert.isUndefined(at(rest, 'metadata.continue'));
  });

  it('nodes, with what is generic of each', () => {
    const table = w.send('GET', '/api/v1/nodes', undefined, TABLE).body;
    const [column] = listAt(table, 'columnDefinitions');
    assert.deepInclude(column, { name: 'Name', type: 'string', format: 'name' });
    const [row] = listAt(table, 'rows');
    assert.equal(at(row, 'cells[0]'), 'node-1');
    assert.equal(at(row, 'object.kind'), 'PartialObjectMetadata');
    assert.isDefined(at(row, 'object.metadata.resourceVersion'));
  });
});
