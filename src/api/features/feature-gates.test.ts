import { describe, it } from 'node:test';
import { assert } from 'chai';
import {
  changedGates,
  defaultFeatures,
  FeatureGateError,
  parseGates,
  withGates,
} from './feature-gates';
import { publishedGates } from './published';
import { simulatedGates } from './simulated-gates';

describe('feature gates', () => {
  it('are by default as v1.34 has them', () => {
    assert.isFalse(defaultFeatures.HPAScaleToZero);
    assert.isTrue(defaultFeatures.SidecarContainers);
    assert.equal(changedGates(defaultFeatures), '');
  });

  it('are each published once', () => {
    const names = publishedGates.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
  });

  it('can be set here only where Kubernetes lets them be set', () => {
    for (const name of Object.keys(simulatedGates)) {
      const gate = publishedGates.find((published) => published.name === name);
      assert.isFalse(gate?.locked, name);
    }
  });

  it('make another value when one is set', () => {
    const features = withGates(defaultFeatures, { HPAScaleToZero: true });
    assert.isTrue(features.HPAScaleToZero);
    assert.isFalse(defaultFeatures.HPAScaleToZero);
    assert.equal(changedGates(features), 'HPAScaleToZero=true');
    assert.deepEqual(withGates(features, { HPAScaleToZero: false }), defaultFeatures);
  });

  it('may be set to what they are anyway', () => {
    assert.deepEqual(withGates(defaultFeatures, { ContainerCheckpoint: true }), defaultFeatures);
  });

  const refused: readonly (readonly [string, boolean, RegExp])[] = [
    [
      'Teleportation',
      true,
      /^unrecognized feature gate: Teleportation; those that can be set are /,
    ],
    [
      'SidecarContainers',
      false,
      /^cannot set feature gate SidecarContainers to false, feature is locked to true$/,
    ],
    [
      'KubeletPSI',
      false,
      /^cannot set feature gate KubeletPSI to false: what it does is not simulated; those that can be set are /,
    ],
    ['AllAlpha', true, /^cannot set AllAlpha: not all that it sets is simulated; /],
  ];
  for (const [name, value, message] of refused) {
    it(`cannot be set so: ${name}=${value}`, () => {
      assert.throws(() => withGates(defaultFeatures, { [name]: value }), FeatureGateError, message);
    });
  }

  it('are read from a flag', () => {
    assert.deepEqual(parseGates('A=true, B = F,,'), { A: true, B: false });
    assert.throws(() => parseGates('A'), 'missing bool value for A');
    assert.throws(
      () => parseGates('A=yes'),
      'invalid value of A=yes, err: strconv.ParseBool: parsing "yes": invalid syntax',
    );
  });
});
