import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { Activity } from '../src/scenario/explore/activity';
import { explorables } from '../src/scenario/explore/faults';
import { textOf } from '../src/scenario/explore/plan';
import { Random } from '../src/sim/random';
import { stepDefinitions } from './testing-sentences';

const activity: Activity = {
  moments: [0, 50, 1234, 61_000].map((offset, step) => ({ step, offset })),
  programs: new Map(
    ['kube-scheduler', 'kube-controller-manager', 'kubelet/node-1', 'my-operator'].map((name) => [
      name,
      [1, 2, 3, 11, 21].map((number) => ({ step: 1, offset: 10 * number, number })),
    ]),
  ),
};

describe('what exploration may do', () => {
  for (const [index, explorable] of explorables.entries()) {
    it(`is one sentence in each language: ${explorable.family} ${index}`, () => {
      const chance = new Random(index);
      for (let i = 0; i < 40; i++) {
        const drawn = explorable.draw(chance, activity);
        assert.isDefined(drawn);
        for (const injection of [drawn, ...drawn.simpler()]) {
          for (const language of ['en', 'ko'] as const) {
            const text = textOf(injection, language);
            const found = stepDefinitions.filter((each) => each.matchesStepName(text));
            assert.lengthOf(found, 1, text);
          }
        }
      }
    });
  }

  it('is nothing where there is nothing that it could hit', () => {
    const idle: Activity = { moments: [], programs: new Map() };
    for (const explorable of explorables) {
      assert.isUndefined(explorable.draw(new Random(1), idle));
    }
  });
});
