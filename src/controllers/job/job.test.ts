import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { Pod, PodFailurePolicy, SuccessPolicyRule } from '../../api/schema/objects';
import { recordAfter, remaining } from './back-off';
import { judge } from './failure-policy';
import { Indexes } from './indexes';
import { satisfiedRule } from './verdict';

function failed(exitCode: number, conditions: object[] = [], at = '2026-01-05T00:00:10Z'): Pod {
  const state = { terminated: { exitCode, finishedAt: at } };
  const status = { phase: 'Failed', conditions, containerStatuses: [{ name: 'c', state }] };
  return { metadata: { name: 'p', namespace: 'n' }, spec: {}, status } as unknown as Pod;
}

describe('completion indexes', () => {
  it('are written as runs', () => {
    const cases: readonly [number[], string][] = [
      [[], ''],
      [[3], '3'],
      [[0, 1], '0,1'],
      [[4, 0, 2, 1, 7], '0-2,4,7'],
    ];
    for (const [numbers, text] of cases) {
      assert.equal(`${Indexes.of(numbers)}`, text);
      assert.deepEqual(
        [...Indexes.parse(text, 10)],
        [...numbers].sort((a, b) => a - b),
      );
    }
  });

  it('leave out what the Job no longer has', () => {
    assert.equal(`${Indexes.parse('0-9,12', 5)}`, '0-4');
    assert.equal(`${Indexes.parse('0-2,x', 5).with([2, 3])}`, '0-3');
  });
});

describe('back-off of Jobs', () => {
  it('waits 10 s, doubles, and stops at ten minutes', () => {
    const waits = [0, 1, 2, 3, 7, 50].map((failures) => remaining({ failures, last: 1000 }, 1000));
    assert.deepEqual(waits, [0, 10_000, 20_000, 40_000, 600_000, 600_000]);
    assert.equal(remaining({ failures: 1, last: 0 }, 12_000), 0);
  });

  it('forgets failures before a success', () => {
    const now = Date.parse('2026-01-05T01:00:00Z');
    const known = { failures: 3, last: 0 };
    const late = failed(0, [], '2026-01-05T00:00:20Z');
    assert.equal(recordAfter(known, [], [failed(1)], now).failures, 4);
    assert.equal(recordAfter(known, [late], [failed(1)], now).failures, 0);
    assert.equal(recordAfter(known, [failed(0)], [late], now).failures, 1);
    assert.deepEqual(recordAfter(known, [], [], now), known);
  });
});

describe('pod failure policy', () => {
  const policy: PodFailurePolicy = {
    rules: [
      { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
      { action: 'FailJob', onExitCodes: { operator: 'In', values: [42] } },
      { action: 'FailIndex', onExitCodes: { operator: 'NotIn', values: [1, 2] } },
    ],
  };

  it('lets the first rule that matches decide', () => {
    const disrupted = [{ type: 'DisruptionTarget', status: 'True' }];
    assert.deepInclude(judge(policy, failed(42, disrupted)), { action: 'Ignore', counts: false });
    assert.equal(
      judge(policy, failed(42)).failsJob,
      'Container c for pod n/p failed with exit code 42 matching FailJob rule at index 1',
    );
    assert.deepInclude(judge(policy, failed(7)), { action: 'FailIndex', counts: true });
    assert.deepInclude(judge(policy, failed(1)), { action: undefined, counts: true });
    assert.deepInclude(judge(undefined, failed(42)), { action: undefined, counts: true });
  });
});

describe('success policy', () => {
  it('is satisfied by indexes, by a count, or by both', () => {
    const completed = Indexes.of([0, 2, 3]);
    const cases: readonly [SuccessPolicyRule, number | undefined][] = [
      [{ succeededIndexes: '0' }, 0],
      [{ succeededIndexes: '0-1' }, undefined],
      [{ succeededCount: 3 }, 0],
      [{ succeededCount: 4 }, undefined],
      [{ succeededIndexes: '1-3', succeededCount: 2 }, 0],
    ];
    for (const [rule, expected] of cases) {
      assert.equal(satisfiedRule({ rules: [rule] }, 5, completed), expected);
    }
  });
});
