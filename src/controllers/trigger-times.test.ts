import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { Pod, Service } from '../api/schema/objects';
import type { Env } from '../runtime/env';
import { toldTrigger, triggerTimes } from './trigger-times';

const at = (second: number) => `2026-01-01T00:00:0${second}Z`;

function service(second: number): Service {
  return {
    metadata: { name: 'web', namespace: 'shop', creationTimestamp: at(second) },
  } as unknown as Service;
}

/** A Pod that became ready or unready at a second; never when it does not say. */
function pod(name: string, second?: number): Pod {
  const conditions =
    second === undefined ? [] : [{ type: 'Ready', status: 'True', lastTransitionTime: at(second) }];
  return { metadata: { name }, status: { conditions } } as unknown as Pod;
}

type Look = readonly [service: number, pods: readonly Pod[], told: number | undefined];

describe('trigger times of endpoints', () => {
  const rows: readonly (readonly [string, readonly Look[]])[] = [
    [
      'a new Service tells of itself, whatever Pods there were',
      [[3, [pod('a', 0), pod('b', 5)], 3]],
    ],
    [
      'of two new Pods the earlier counts',
      [
        [0, [], 0],
        [0, [pod('a', 2), pod('b', 1)], 1],
      ],
    ],
    [
      'of two changed Pods the earlier counts',
      [
        [0, [pod('a', 1), pod('b', 2)], 0],
        [0, [pod('a', 4), pod('b', 3)], 3],
      ],
    ],
    [
      'what has not changed does not count',
      [
        [0, [pod('a', 1)], 0],
        [0, [pod('a', 1), pod('b', 3)], 3],
      ],
    ],
    [
      'of a Pod that went nothing is told',
      [
        [0, [pod('a', 1)], 0],
        [0, [], undefined],
      ],
    ],
    [
      'a Pod that never was ready has nothing to tell',
      [
        [0, [], 0],
        [0, [pod('a')], undefined],
      ],
    ],
    [
      'a time in the past is no news',
      [
        [0, [pod('a', 4)], 0],
        [0, [pod('a', 2)], undefined],
      ],
    ],
    [
      'a Service that was made anew counts',
      [
        [0, [pod('a', 1)], 0],
        [5, [pod('a', 1)], 5],
      ],
    ],
  ];
  for (const [what, looks] of rows) {
    it(what, () => {
      const env = {} as Env;
      for (const [second, pods, told] of looks) {
        const since = triggerTimes(env).since(service(second), pods);
        assert.equal(since, told === undefined ? undefined : at(told));
      }
    });
  }

  it('keeps nothing of a Service that is gone', () => {
    const times = triggerTimes({} as Env);
    times.since(service(0), [pod('a', 4)]);
    times.forget('shop/web');
    assert.equal(times.since(service(2), [pod('a', 4)]), at(2));
  });

  it('takes the annotation away when there is nothing to tell', () => {
    const told = toldTrigger({ mine: 'yes' }, at(1));
    assert.deepEqual(toldTrigger(told.annotations, undefined), { annotations: { mine: 'yes' } });
    assert.deepEqual(toldTrigger(toldTrigger(undefined, at(1)).annotations, undefined), {});
  });
});
