import { describe, it } from 'node:test';
import { assert } from 'chai';
import { type Draft, deepFreeze, draftOf, type KubeObject } from '../object';
import { defaultFeatures, withGates } from './feature-gates';
import { GatedFields } from './gated-fields';

const open = withGates(defaultFeatures, { HPAScaleToZero: true });
const gated = new GatedFields([
  { gate: 'HPAScaleToZero', path: 'spec.boxes[].lid.colour' },
  { gate: 'HPAScaleToZero', path: 'status.lids' },
  { gate: 'HPAConfigurableTolerance', path: 'spec.boxes[].handle' },
  { gate: 'HPAConfigurableTolerance', path: 'spec.grip', isRefused: true },
]);

interface Thing extends KubeObject {
  readonly spec?: unknown;
  readonly status?: unknown;
}

const thing = (rest: object) => ({ apiVersion: 'v1', kind: 'Thing', ...rest }) as unknown as Thing;

/** What is left of a new object, or of one in the place of another. */
function left(rest: object, old?: object, features = defaultFeatures): object {
  const draft = { ...thing(rest) } as Draft<Thing>;
  gated.drop<Thing>(draft, old === undefined ? undefined : thing(old), features);
  const { apiVersion: _version, kind: _kind, ...kept } = draft;
  return kept;
}

describe('fields behind a feature gate', () => {
  const box = { lid: { colour: 'red', size: 1 }, handle: 'brass' };

  it('are gone while it is off', () => {
    const kept = { spec: { boxes: [{ lid: { size: 1 } }] }, status: {} };
    assert.deepEqual(left({ spec: { boxes: [box] }, status: { lids: 1 } }), kept);
  });

  it('are there when it is on', () => {
    const expected = { spec: { boxes: [{ lid: box.lid }] } };
    assert.deepEqual(left({ spec: { boxes: [box] } }, undefined, open), expected);
  });

  it('stay, all of the gate, where the old object has one of them', () => {
    const old = { status: { lids: 2 } };
    const expected = { spec: { boxes: [{ lid: box.lid }] } };
    assert.deepEqual(left({ spec: { boxes: [box] } }, old), expected);
  });

  it('stay where validation has its say', () => {
    assert.deepEqual(left({ spec: { grip: 1 } }), { spec: { grip: 1 } });
  });

  it('make their gate count as on for who has them', () => {
    const old = thing({ spec: { grip: 1 } });
    const features = gated.drop(draftOf(old) as Draft<Thing>, old, defaultFeatures);
    assert.isTrue(features.HPAConfigurableTolerance);
    assert.isFalse(features.HPAScaleToZero);
    assert.equal(gated.drop(thing({}) as Draft<Thing>, old, defaultFeatures), defaultFeatures);
  });

  it('leave what is frozen as it is, and share what has none of them', () => {
    const boxes = deepFreeze([{ lid: { size: 1 } }]);
    const spec = deepFreeze({ boxes: [box] });
    assert.deepEqual(left({ spec }), { spec: { boxes: [{ lid: { size: 1 } }] } });
    assert.deepEqual(spec.boxes, [box]);
    const kept = left({ spec: { boxes, grip: 1 } }) as { spec: { boxes: object } };
    assert.equal(kept.spec.boxes, boxes);
    // a list that was found clean under some gates is not clean under others
    assert.deepEqual(left({ spec: { boxes: spec.boxes } }, undefined, open), {
      spec: { boxes: [{ lid: box.lid }] },
    });
  });

  it('are told apart by part', () => {
    assert.isTrue(gated.concerns({ status: { lids: 1 } }, 'status', defaultFeatures));
    assert.isFalse(gated.concerns({ status: { lids: 1 } }, 'status', open));
    assert.isFalse(gated.concerns({ status: { lids: 1 } }, 'spec', defaultFeatures));
  });
});
