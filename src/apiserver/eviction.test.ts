import { describe, it } from 'node:test';
import { assert } from 'chai';
import { Pods } from '../api/core/pod';
import { ApiError } from '../api/errors';
import { PodDisruptionBudgets } from '../api/policy/pod-disruption-budget';
import type { PodDisruptionBudget } from '../api/schema/objects';
import type { DeleteOptions } from './api';
import { testingServer } from './testing-world';

const NS = 'default';
const POD = { namespace: NS, name: 'web-0' };
const BUDGET = { namespace: NS, name: 'web' };

interface Scene {
  readonly phase?: string;
  readonly ready?: boolean;
  readonly status?: Partial<PodDisruptionBudget['status']>;
  readonly policy?: string;
  readonly budgets?: readonly string[];
  readonly selector?: Readonly<Record<string, string>> | null;
}

/** A Pod that may be bound, and budgets with this status. */
function scene({ phase = 'Running', ready = true, ...rest }: Scene) {
  const { api } = testingServer();
  const spec = { containers: [{ name: 'c', image: 'i' }] };
  api.create(Pods, { metadata: { ...POD, labels: { app: 'web' } }, spec });
  api.bind(POD, 'node-1');
  const conditions = [{ type: 'Ready', status: ready ? 'True' : 'False' }];
  const toStatus = { type: 'merge', subresource: 'status' } as const;
  api.patch(Pods, POD, { status: { phase, conditions } }, toStatus);
  const { status, policy, budgets = ['web'], selector = { app: 'web' } } = rest;
  for (const name of budgets) {
    api.create(PodDisruptionBudgets, {
      metadata: { name, namespace: NS },
      spec: {
        minAvailable: 1,
        ...(selector === null ? {} : { selector: { matchLabels: selector } }),
        ...(policy === undefined ? {} : { unhealthyPodEvictionPolicy: policy }),
      },
    });
    const seen = { observedGeneration: 1, expectedPods: 1, disruptionsAllowed: 0 };
    const counts = { currentHealthy: 1, desiredHealthy: 1 };
    api.patch(
      PodDisruptionBudgets,
      { namespace: NS, name },
      { status: { ...seen, ...counts, ...status } },
      toStatus,
    );
  }
  return { api };
}

function evict(
  { api }: ReturnType<typeof scene>,
  options: DeleteOptions = {},
): ApiError | undefined {
  try {
    api.evict(POD, options);
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

const CANNOT = "Cannot evict pod as it would violate the pod's disruption budget.";

describe('eviction', () => {
  const free: readonly (readonly [string, Scene])[] = [
    ['no budget', { budgets: [] }],
    ['a budget of others', { selector: { app: 'db' } }],
    ['a budget without a selector', { selector: null }],
    ['a Pod that waits', { phase: 'Pending', ready: false }],
    ['a Pod that has ended', { phase: 'Succeeded', ready: false }],
    ['a Pod that has failed', { phase: 'Failed', ready: false }],
    ['a Pod that is not ready, and a budget that is kept', { ready: false }],
    [
      'a Pod that is not ready, and a budget that lets such go',
      { ready: false, policy: 'AlwaysAllow', status: { currentHealthy: 0 } },
    ],
  ];
  for (const [what, given] of free) {
    it(`goes without asking the budget: ${what}`, () => {
      const w = scene(given);
      const before = w.api.list(PodDisruptionBudgets).items;
      assert.isUndefined(evict(w));
      const pod = w.api.find(Pods, POD);
      assert.isTrue(pod === undefined || pod.metadata.deletionTimestamp !== undefined);
      assert.deepEqual(w.api.list(PodDisruptionBudgets).items, before);
    });
  }

  const refused: readonly (readonly [string, Scene, number, string, string?])[] = [
    [
      'the budget is used up',
      { status: { desiredHealthy: 2 } },
      429,
      CANNOT,
      'The disruption budget web needs 2 healthy pods and has 1 currently',
    ],
    [
      'the Pod is not ready and the budget is not kept',
      { ready: false, status: { currentHealthy: 0 } },
      429,
      CANNOT,
      'The disruption budget web needs 1 healthy pods and has 0 currently',
    ],
    [
      'an empty selector means all Pods',
      { selector: {} },
      429,
      CANNOT,
      'The disruption budget web needs 1 healthy pods and has 1 currently',
    ],
    [
      'the controller has not seen the budget',
      { status: { observedGeneration: 0, disruptionsAllowed: 1 } },
      429,
      CANNOT,
      'The disruption budget web is still being processed by the server.',
    ],
    [
      'two budgets',
      { budgets: ['a', 'b'], status: { disruptionsAllowed: 1 } },
      500,
      'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    ],
  ];
  for (const [what, given, code, message, cause] of refused) {
    it(`is refused: ${what}`, () => {
      const w = scene(given);
      const before = w.api.revision;
      const error = evict(w);
      assert.equal(error?.code, code);
      assert.equal(error?.message, message);
      assert.equal(error?.details.causes?.[0]?.message, cause);
      assert.equal(w.api.revision, before);
    });
  }

  it('says when to try again while the budget is behind', () => {
    const stale = evict(scene({ status: { observedGeneration: 0 } }));
    assert.equal(stale?.details.retryAfterSeconds, 10);
    assert.isUndefined(evict(scene({}))?.details.retryAfterSeconds);
  });

  it('takes a disruption, marks the Pod and deletes it', () => {
    const w = scene({ status: { disruptionsAllowed: 1 } });
    assert.isUndefined(evict(w));
    const { status } = w.api.get(PodDisruptionBudgets, BUDGET);
    assert.equal(status.disruptionsAllowed, 0);
    assert.deepEqual(status.disruptedPods, { 'web-0': '2026-01-05T00:00:00Z' });
    assert.deepInclude(status.conditions?.[0], { status: 'False', reason: 'InsufficientPods' });
    const pod = w.api.get(Pods, POD);
    assert.isDefined(pod.metadata.deletionTimestamp);
    const condition = pod.status.conditions?.find(({ type }) => type === 'DisruptionTarget');
    assert.deepInclude(condition, {
      status: 'True',
      reason: 'EvictionByEvictionAPI',
      message: 'Eviction API: evicting',
    });
  });

  const traceless: readonly (readonly [string, DeleteOptions, string | undefined])[] = [
    ['a dry run', { dryRun: true }, undefined],
    ['another UID', { preconditions: { uid: 'other' } }, 'Conflict'],
    ['an old version', { preconditions: { resourceVersion: '1' } }, 'Conflict'],
  ];
  for (const [what, options, reason] of traceless) {
    it(`changes nothing with ${what}`, () => {
      const w = scene({ status: { disruptionsAllowed: 1 } });
      const before = w.api.revision;
      assert.equal(evict(w, options)?.reason, reason);
      assert.equal(w.api.revision, before);
    });
  }

  it('passes with the version that it saw', () => {
    const w = scene({ status: { disruptionsAllowed: 1 } });
    const { resourceVersion } = w.api.get(Pods, POD).metadata;
    assert.isUndefined(evict(w, { preconditions: { resourceVersion } }));
  });
});
