import { describe, it } from 'node:test';
import { assert } from 'chai';
import { defaultFeatures, withGates } from '../features/feature-gates';
import type { Container, ContainerRestartRule, PodSpec } from '../schema/objects';
import { startsAgain } from './container-restart';

const open = withGates(defaultFeatures, { ContainerRestartRules: true });
const rule = (operator: string, ...values: number[]): ContainerRestartRule => ({
  action: 'Restart',
  exitCodes: { operator, values },
});

/** Which of the exit codes 0, 1 and 42 start a container again. */
function codes(own: Partial<Container>, pod: string, features = open): number[] {
  const container: Container = { name: 'c', ...own };
  const spec = { restartPolicy: pod, containers: [container] } as PodSpec;
  return [0, 1, 42].filter((code) => startsAgain(container, spec, code, features));
}

describe('whether a container starts again', () => {
  const cases: readonly (readonly [string, Partial<Container>, string, readonly number[]])[] = [
    ['always by its Pod', {}, 'Always', [0, 1, 42]],
    ['on failure by its Pod', {}, 'OnFailure', [1, 42]],
    ['never by its Pod', {}, 'Never', []],
    ['never by itself', { restartPolicy: 'Never' }, 'Always', []],
    ['on failure by itself', { restartPolicy: 'OnFailure' }, 'Never', [1, 42]],
    ['always by itself', { restartPolicy: 'Always' }, 'Never', [0, 1, 42]],
    [
      'by a rule for one code',
      { restartPolicy: 'Never', restartPolicyRules: [rule('In', 42)] },
      'Never',
      [42],
    ],
    [
      'by a rule for all other codes',
      { restartPolicy: 'Never', restartPolicyRules: [rule('NotIn', 0, 1)] },
      'Always',
      [42],
    ],
    [
      'by a rule even where it succeeded',
      { restartPolicy: 'OnFailure', restartPolicyRules: [rule('In', 0)] },
      'Never',
      [0, 1, 42],
    ],
    [
      'by the second rule',
      { restartPolicy: 'Never', restartPolicyRules: [rule('In', 1), rule('In', 42)] },
      'Never',
      [1, 42],
    ],
    [
      'not by a rule without a policy beside it',
      { restartPolicyRules: [rule('In', 1)] },
      'Never',
      [],
    ],
  ];
  for (const [name, own, pod, expected] of cases) {
    it(name, () => assert.deepEqual(codes(own, pod), expected));
  }

  it('while the gate is off it has no rules and no policy, but for a sidecar', () => {
    const own = { restartPolicy: 'Never', restartPolicyRules: [rule('In', 42)] };
    assert.deepEqual(codes(own, 'OnFailure', defaultFeatures), [1, 42]);
    assert.deepEqual(codes({ restartPolicy: 'Always' }, 'Never', defaultFeatures), [0, 1, 42]);
  });
});
