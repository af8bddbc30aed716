import { describe, it } from 'node:test';
import { assert } from 'chai';
import { SessionAffinity } from './session-affinity';

const sticky = (timeoutSeconds?: number) => ({
  sessionAffinity: 'ClientIP',
  sessionAffinityConfig: { clientIP: timeoutSeconds === undefined ? {} : { timeoutSeconds } },
});
const of = (...addresses: string[]) => addresses.map((address) => ({ address }));
const THREE = of('a', 'b', 'c');

/** Where connections of one client go, which are made at these moments; strangers take turns. */
function places(service: object, moments: readonly number[], backends = () => THREE): string[] {
  const affinity = new SessionAffinity();
  let turn = 0;
  return moments.map((now) => {
    const all = backends();
    const fresh = () => turn++ % all.length;
    return all[affinity.place('client', service, all, { now, fresh })]?.address ?? '';
  });
}

describe('session affinity', () => {
  for (const [name, service, moments, expected] of [
    ['none: each connection goes on its own', { sessionAffinity: 'None' }, [0, 1, 2], 'a b c'],
    ['for 90 seconds', sticky(90), [0, 60_000, 90_001], 'a a a'],
    ['over after 90 seconds without a connection', sticky(90), [0, 90_000, 180_001], 'a a b'],
    ['for three hours unless told otherwise', sticky(), [0, 10_800_000, 21_600_001], 'a a b'],
  ] as const) {
    it(name, () => assert.equal(places(service, moments).join(' '), expected));
  }

  it('ends with its backend', () => {
    const lists = [THREE, THREE, of('b', 'c'), THREE];
    let index = 0;
    const found = places(sticky(), [0, 1, 2, 3], () => lists[index++] ?? []);
    assert.equal(found.join(' '), 'a a c c');
  });

  it('is of each client', () => {
    const affinity = new SessionAffinity();
    const at = (client: string, place: number) =>
      affinity.place(client, sticky(), THREE, { now: 0, fresh: () => place });
    assert.deepEqual([at('x', 0), at('y', 1), at('x', 2), at('y', 2)], [0, 1, 0, 1]);
  });
});
