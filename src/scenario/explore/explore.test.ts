import { describe, it } from 'node:test';
import { assert } from 'chai';
import { injectionOf } from './faults/explorable';
import { type Failure, linesOf, type Outcome, type Plan, type Script, spanText } from './plan';
import { featureText } from './print';
import { reduce } from './search';
import type { Asking } from './shrink';

const script: Script = {
  uri: 'features/x.feature',
  feature: 'x',
  name: 'y',
  language: 'en',
  tags: ['@shop', '@seed(3)', '@explore(9)'],
  steps: [
    { type: 'Given', text: 'a cluster' },
    { type: 'Given', text: 'a mere word' },
    {
      type: 'When',
      text: 'I apply:',
      docString: { content: 'a: "b"\n\n  c: d', mediaType: 'yaml' },
    },
    { type: 'Then', text: 'nodes:', table: [['a|b'], ['c\\d']] },
    { type: 'Then', text: 'all is well' },
  ],
};

function fault(before: number, name: string, span: number) {
  const say = ({ back }: { readonly back: number }) => ({
    en: `${name} fails for ${spanText(back).en}`,
    ko: `${name} ${spanText(back).ko}`,
  });
  return injectionOf({ step: before, offset: 1234 }, { back: span }, say);
}

function answered<R>(asking: Asking<R>, judge: (plan: Plan) => Outcome): R {
  let turn = asking.next();
  while (turn.done !== true) turn = asking.next(judge(turn.value));
  return turn.value;
}

const failure: Failure = { what: 'all is well', step: 4, message: 'it is not' };

describe('exploration', () => {
  it('shrinks to the fewest faults, the fewest steps and the plainest numbers', () => {
    const plan: Plan = {
      seed: 7,
      shuffle: true,
      steps: [0, 1, 2, 3, 4],
      injections: [fault(2, 'a', 4321), fault(3, 'b', 2222), fault(4, 'c', 10)],
    };
    // only b matters, when it takes at least 2 s; nothing works without a cluster and what is applied
    const judge = (asked: Plan): Outcome => {
      const texts = linesOf(script, asked).map(({ step }) => step.text);
      if (!texts.includes('a cluster') || !texts.includes('I apply:')) {
        return { state: 'failed', failure };
      }
      const span = /b fails for (\d+(?:\.\d+)?) second/.exec(texts.join('\n'))?.[1];
      return Number(span ?? 0) >= 2 ? { state: 'failed', failure } : { state: 'passed' };
    };
    const { smallest } = answered(reduce({ plan, failure }), judge);
    assert.isFalse(smallest.plan.shuffle);
    assert.deepEqual(
      linesOf(script, smallest.plan).map(({ step }) => step.text),
      ['a cluster', 'I apply:', 'b fails for 10 seconds', 'all is well'],
    );
  });

  it('prints a plan as a feature', () => {
    const plan: Plan = {
      seed: 7,
      shuffle: true,
      steps: [0, 2, 3, 4],
      injections: [fault(1, 'a', 90_000)],
    };
    assert.equal(
      featureText(script, plan, ['why']),
      `# why
Feature: x

  @shop @seed(7) @shuffle
  Scenario: y
    Given a cluster
    When in 1.234 seconds a fails for 90 seconds
    And I apply:
      """yaml
      a: "b"

        c: d
      """
    Then nodes:
      | a\\|b |
      | c\\\\d |
    And all is well
`,
    );
    const korean = featureText({ ...script, language: 'ko' }, plan, []);
    assert.match(korean, /^# language: ko\n기능: x\n/);
    assert.include(korean, '    만일 1.234초 뒤에 a 90초\n    그리고 I apply:');
  });
});
