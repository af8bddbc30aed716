import { describe, it } from 'node:test';
import { assert } from 'chai';
import { parseCount } from '../count';
import type { Claim } from '../expect';
import { apply, deployment, deploymentYaml, step, worldOf } from '../testing-world';
import type { World } from '../world';
import { thereAreEvents } from './events';
import { fieldSays, isNotText } from './fields';
import { runOnEach, runOnSoManyNodes } from './locations';
import { not } from './negation';
import { everyNodeShows, isInState } from './objects';
import { everyPodIs, hasPods } from './pods';
import { hasRestarted, podsRestarted } from './restarts';
import { shows } from './shown-status';
import { isAccepted, isRefused, logLacks, outputLacks } from './words';

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

  it('deny what is so only of what there is', () => {
    const world = settled();
    const denied = (name: string, state: string) =>
      stateOf(world, not(deployment(name), isInState(deployment(name), state), `is ${state}`));
    assert.equal(denied('web', 'failed'), 'holds');
    assert.equal(denied('web', 'available'), 'pending');
    assert.equal(denied('other', 'available'), 'vacuous');
  });

  it('count all Pods when they say all', () => {
    const world = settled();
    assert.equal(stateOf(world, hasPods(web, parseCount('all 2'), 'ready')), 'holds');
    world.run('kubectl scale deployment/web --replicas=3');
    world.pass(50);
    assert.equal(stateOf(world, hasPods(web, parseCount('2'), 'ready')), 'holds');
    assert.equal(stateOf(world, hasPods(web, parseCount('all 2'), 'ready')), 'pending');
    assert.equal(stateOf(world, hasPods(web, parseCount('1'), 'unready')), 'holds');
  });

  it('about nodes count each of them', () => {
    const world = settled();
    assert.equal(stateOf(world, runOnEach(web, parseCount('1'), 'node')), 'holds');
    assert.equal(stateOf(world, runOnEach(web, parseCount('1'), 'zone')), 'vacuous');
    assert.equal(stateOf(world, runOnSoManyNodes(web, parseCount('2'))), 'holds');
    assert.equal(stateOf(world, runOnSoManyNodes(deployment('other'), parseCount('2'))), 'vacuous');
    world.run('kubectl scale deployment/web --replicas=1');
    world.settle();
    assert.equal(stateOf(world, runOnEach(web, parseCount('1'), 'node')), 'pending');
  });

  it('about Events are vacuous about nobody, and count what came again', () => {
    const world = settled();
    const scaled = (name: string, text: string) =>
      stateOf(
        world,
        thereAreEvents({ reason: 'ScalingReplicaSet', about: deployment(name) }, parseCount(text)),
      );
    assert.equal(scaled('web', '1'), 'holds');
    assert.equal(scaled('web', 'no'), 'pending');
    assert.equal(scaled('other', 'no'), 'vacuous');
    const started = (name: string, text: string) => {
      const about = deployment(name);
      const topic = { reason: 'Started', about, ofItsPods: true };
      return stateOf(world, thereAreEvents(topic, parseCount(text)));
    };
    assert.equal(started('web', '2'), 'holds');
    assert.equal(started('other', 'no'), 'vacuous');
  });

  it('about a status take a condition, the phase or a named state', () => {
    const world = settled();
    assert.equal(stateOf(world, shows(web, 'Progressing')), 'holds');
    assert.equal(stateOf(world, shows(web, 'Complete')), 'holds');
    assert.equal(stateOf(world, shows(web, 'Paused')), 'pending');
    assert.equal(stateOf(world, shows(web, 'ReplicaFailure')), 'pending');
  });

  it('about a refusal need that something was tried', () => {
    const world = settled();
    assert.equal(stateOf(world, isRefused), 'vacuous');
    assert.equal(stateOf(world, isAccepted), 'vacuous');
    world.tryToRun('kubectl get pods');
    assert.equal(stateOf(world, isRefused), 'pending');
    assert.equal(stateOf(world, isAccepted), 'holds');
    world.tryToRun('kubectl get pod nobody');
    assert.equal(stateOf(world, isRefused), 'holds');
    assert.equal(stateOf(world, isAccepted), 'pending');
  });

  it('about a field that is not so need the field', () => {
    const world = settled();
    assert.equal(stateOf(world, fieldSays(web, 'spec.replicas', isNotText('3'))), 'holds');
    assert.equal(stateOf(world, fieldSays(web, 'spec.replicas', isNotText('2'))), 'pending');
    assert.equal(stateOf(world, fieldSays(web, 'spec.replica', isNotText('2'))), 'pending');
  });

  it('about restarts are about Pods', () => {
    const world = settled();
    assert.throws(() => hasRestarted(web, parseCount('no')), /does not restart, its Pods do/);
    assert.equal(stateOf(world, podsRestarted(web, parseCount('no'))), 'holds');
  });
});
