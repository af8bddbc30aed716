import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { DaemonSet } from '../schema/objects';
import { DaemonSets } from './daemon-set';

const { states = {} } = DaemonSets.rules;

function daemonSet(observedGeneration: number, status: Partial<DaemonSet['status']>): DaemonSet {
  return {
    metadata: { name: 'agent', generation: 2 },
    status: {
      observedGeneration,
      currentNumberScheduled: 0,
      desiredNumberScheduled: 0,
      numberMisscheduled: 0,
      numberReady: 0,
      ...status,
    },
  } as DaemonSet;
}

describe('states of a DaemonSet', () => {
  for (const state of ['ready', 'available', 'complete']) {
    it(`${state}: not while its status tells of an earlier spec, nor of none`, () => {
      assert.match(String(states[state]?.(daemonSet(1, {}))), /has not seen the latest change/);
      assert.isTrue(states[state]?.(daemonSet(2, {})));
    });
  }

  it('complete: all Pods are updated and available', () => {
    const at = (updatedNumberScheduled: number, numberAvailable: number) =>
      states.complete?.(
        daemonSet(2, { desiredNumberScheduled: 3, updatedNumberScheduled, numberAvailable }),
      );
    assert.equal(at(2, 3), '2 of 3 Pods are updated');
    assert.equal(at(3, 2), '2 of 3 Pods are available');
    assert.isTrue(at(3, 3));
  });
});
