import { describe, it } from 'node:test';
import { assert } from 'chai';
import { defaultFeatures, withGates } from '../../api/features/feature-gates';
import type { HorizontalPodAutoscaler } from '../../api/schema/objects';
import { defaultSettings } from '../../api/settings';
import type { Env } from '../../runtime/env';
import { tolerancesOf } from './tolerances';

const open = withGates(defaultFeatures, { HPAConfigurableTolerance: true });
const patient = {
  spec: { behavior: { scaleUp: { tolerance: '250m' } } },
} as unknown as HorizontalPodAutoscaler;

describe('the tolerances of an autoscaler', () => {
  const cases = [
    ['are those of all while the gate is off', defaultFeatures, { down: 0.1, up: 0.1 }],
    ['are its own where it names some', open, { down: 0.1, up: 0.25 }],
  ] as const;
  for (const [name, features, expected] of cases) {
    it(name, () => {
      const env = { settings: defaultSettings, features } as unknown as Env;
      assert.deepEqual(tolerancesOf(env, patient), expected);
    });
  }
});
