import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { Pod } from '../api/schema/objects';
import { type Evictable, rankForEviction, type Scarce } from './shortage';

interface Draft {
  readonly name: string;
  readonly request?: string;
  readonly priority?: number;
  readonly usage: number;
}

function evictable({ name, request, priority, usage }: Draft): Evictable {
  const requests = request === undefined ? {} : { memory: request };
  const pod = {
    metadata: { name },
    spec: {
      ...(priority === undefined ? {} : { priority }),
      containers: [{ name: 'c', resources: { requests } }],
    },
  };
  return { pod: pod as unknown as Pod, usage };
}

describe('rankForEviction', () => {
  const rows: readonly (readonly [string, Scarce, readonly Draft[], string])[] = [
    [
      'those beyond their request go first, whatever their priority',
      'memory',
      [
        { name: 'modest', request: '1Gi', usage: 2 ** 29 },
        { name: 'greedy', request: '256Mi', usage: 2 ** 29, priority: 1000 },
      ],
      'greedy modest',
    ],
    [
      'of those beyond it, the less important',
      'memory',
      [
        { name: 'high', usage: 2 ** 30, priority: 10 },
        { name: 'low', usage: 2 ** 20, priority: 1 },
      ],
      'low high',
    ],
    [
      'of equally important ones, who exceeds most',
      'memory',
      [
        { name: 'little', request: '1Gi', usage: 2 ** 30 + 1 },
        { name: 'much', request: '256Mi', usage: 2 ** 30 },
      ],
      'much little',
    ],
    [
      'process IDs know no requests',
      'pids',
      [
        { name: 'high', usage: 0, priority: 10 },
        { name: 'low', usage: 0 },
      ],
      'low high',
    ],
  ];
  for (const [what, scarce, drafts, expected] of rows) {
    it(what, () => {
      const order = rankForEviction(drafts.map(evictable), scarce);
      assert.equal(order.map(({ pod }) => pod.metadata.name).join(' '), expected);
    });
  }
});
