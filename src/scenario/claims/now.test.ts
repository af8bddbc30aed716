import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { Claim } from '../expect';
import { apply, deployment, deploymentYaml, step, worldOf } from '../testing-world';
import type { World } from '../world';
import { everyNodeShows } from './objects';
import { everyPodIs } from './pods';
import { logLacks, outputLacks } from './words';

const web = deployment('web');

/** Two nodes and two Pods that have said that they listen. */
function settled(): World {
  const world = worldOf(2);
  world.tellImages((images) => images.logs('web:1', 'listening'));
  apply(world, deploymentYaml('web', 2));
  step(world, 'the cluster settles', () => world.settle());
  return world;
}

const stateOf = (world: World, claim: Claim) => claim(world).state;

describe('claims about now', () => {
  it('about every Pod hold when no Pod is amiss, and are vacuous without Pods', () => {
    const world = settled();
    assert.equal(stateOf(world, everyPodIs(web, 'ready')), 'holds');
    assert.equal(stateOf(world, everyPodIs(web, 'terminating')), 'pending');
    assert.equal(stateOf(world, everyPodIs(deployment('other'), 'ready')), 'vacuous');
  });

  it('about every node hold when no node is amiss, and are vacuous without nodes', () => {
    const world = settled();
    assert.equal(stateOf(world, everyNodeShows('Ready')), 'holds');
    world.run('kubectl cordon node-2');
    assert.equal(stateOf(world, everyNodeShows('SchedulingDisabled')), 'pending');
    assert.equal(stateOf(worldOf(0), everyNodeShows('Ready')), 'vacuous');
  });

  it('about what is not written hold when somebody could have written it', () => {
    const world = settled();
    assert.equal(stateOf(world, logLacks(web, 'panic')), 'holds');
    assert.equal(stateOf(world, logLacks(web, 'listening')), 'pending');
    assert.equal(stateOf(world, logLacks(deployment('other'), 'panic')), 'vacuous');
    assert.equal(stateOf(worldOf(0), outputLacks('x')), 'vacuous');
    world.run('kubectl get nodes');
    assert.equal(stateOf(world, outputLacks('node-3')), 'holds');
    assert.equal(stateOf(world, outputLacks('node-2')), 'pending');
  });
});
