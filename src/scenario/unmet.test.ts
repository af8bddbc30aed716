import { describe, it } from 'node:test';
import { assert } from 'chai';
import { loadOn } from './add-ons';
import { apply, deployment, deploymentYaml, worldOf } from './testing-world';

describe('what is said of an object', () => {
  it('that comes later counts', () => {
    const world = worldOf(1);
    loadOn(world, deployment('web'), '1');
    assert.include(world.unmet.complaint(), 'the load on Deployment "web" had no effect');
    apply(world, deploymentYaml('web', 1));
    assert.isUndefined(world.unmet.complaint());
  });

  it('that never comes is complained of, with the one that may have been meant', () => {
    const world = worldOf(1);
    apply(world, deploymentYaml('web', 1));
    loadOn(world, deployment('webb'), '1');
    assert.equal(
      world.unmet.complaint(),
      'the load on Deployment "webb" had no effect: there is no Deployment "webb"; there is a Deployment "web"',
    );
  });
});
