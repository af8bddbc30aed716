import { describe, it } from 'node:test';
import { assert } from 'chai';
import { isInState, missing } from './claims/objects';
import { hasPods, podShows } from './claims/pods';
import { expectSpan } from './claims/spans';
import { isRefusedWith } from './claims/words';
import { parseCount } from './count';
import { expectNow, expectThroughout, expectWithin } from './expect';
import { mustHaveMachine } from './machines';
import { recordOf } from './recording';
import { referenceOf } from './reference';
import { apply, deployment, deploymentYaml, step, worldOf } from './testing-world';
import type { World } from './world';

const web = deployment('web');

/** What the act says when it fails. */
function failure(act: () => void): string {
  try {
    act();
  } catch (error) {
    return error instanceof Error ? (error.stack ?? '') : String(error);
  }
  throw new Error('it must fail');
}

describe('a world', () => {
  it('moves time until a claim holds, and remembers how long that took', () => {
    const world = worldOf(2);
    world.tellImages((images) => images.becomesReadyAfter('web:1', 20_000));
    apply(world, deploymentYaml('web', 3));
    expectWithin(world, 'it becomes available', isInState(web, 'available'), 60_000);
    assert.closeTo(world.span ?? 0, 20_000, 2000);
    expectSpan(world, 'it took', 18_000, 22_000);
    assert.include(
      failure(() => expectSpan(world, 'it took', 0, 1000)),
      'because it took 20',
    );
  });

  it('says why a claim does not hold: the object, its Events and how it came about', () => {
    const world = worldOf(1);
    const spec = { template: { metadata: { labels: { app: 'web' } }, spec: big } };
    apply(world, deploymentYaml('web', 1, spec));
    step(world, '10 seconds pass', () => world.pass(10_000));
    const claim = hasPods(web, parseCount('1'), 'ready');
    const text = failure(() => expectNow(world, 'Deployment "web" has 1 ready Pod', claim));
    assert.match(text, /^not so: Deployment "web" has 1 ready Pod\n {2}because 0 Pods /);
    assert.match(text, /now, at \+10\.?\d*s \(00:00:10\):/);
    assert.match(text, /NAME +READY +STATUS +RESTARTS +AGE\n +web-\S+ +0\/1 +Pending +0 +10s/);
    assert.include(text, 'Warning FailedScheduling: 0/1 nodes are available: 1 Insufficient cpu.');
    assert.include(text, 'found no node of 1 for Pod default/web-');
    assert.match(text, /← \S+ \(00:00:00\) scenario: the step "I apply"$/);
    assert.notInclude(text, '    at ');
  });

  it('says at once what would never come about', () => {
    const world = worldOf(1);
    apply(world, deploymentYaml('web', 1));
    step(world, 'the cluster settles', () => world.settle());
    const claim = hasPods(web, parseCount('2'), 'ready');
    const text = failure(() => expectWithin(world, 'two', claim, 60_000));
    assert.include(text, 'nothing is left to do in the cluster but heartbeats');
  });

  it('watches a claim throughout a span', () => {
    const world = worldOf(1);
    apply(world, deploymentYaml('web', 1));
    step(world, 'the cluster settles', () => world.settle());
    const before = world.now;
    expectThroughout(world, 'it stays available', isInState(web, 'available'), 600_000);
    assert.equal(world.now - before, 600_000);
    world.cluster.loop.after(5000, 'test', () =>
      world.run('kubectl scale deployment/web --replicas=2'),
    );
    const stays = () =>
      expectThroughout(world, 'it stays available', isInState(web, 'available'), 60_000);
    assert.include(failure(stays), 'not so: it stays available');
  });

  it('tells a refusal from a success', () => {
    const world = worldOf(1);
    assert.equal(isRefusedWith('x')(world).state, 'vacuous');
    world.tryToRun('kubectl delete deployment nope');
    assert.equal(isRefusedWith('deployments.apps "nope" not found')(world).state, 'holds');
    world.tryToRun('kubectl get nodes');
    assert.equal(isRefusedWith('x')(world).state, 'pending');
  });

  it('says which object may have been meant', () => {
    const world = worldOf(1);
    apply(world, deploymentYaml('web', 1));
    assert.equal(
      missing(world, deployment('wep')),
      'there is no Deployment "wep"; there is a Deployment "web"',
    );
    assert.equal(
      missing(world, referenceOf(world.kind('Deployment'), 'shop/web', 'default')),
      'there is no Deployment "shop/web"; there is one in the namespace "default": write Deployment "default/web"',
    );
    assert.include(
      failure(() => world.kind('Deploymint')),
      'there is no kind "Deploymint"; did you mean Deployment?',
    );
    assert.include(
      failure(() => isInState(web, 'bound')),
      'a Deployment cannot be said to be "bound"',
    );
    assert.include(
      failure(() => mustHaveMachine(world, 'node-9')),
      'there is no node "node-9"; did you mean "node-1"? (there are: node-1)',
    );
  });

  it('knows a Pod by its phase and by what kubectl shows', () => {
    const world = worldOf(1);
    world.tellImages((images) => images.doesNotExist('bad:1'));
    step(world, 'I run', () => world.run('kubectl run bad --image=bad:1'));
    const pod = referenceOf(world.kind('Pod'), 'bad', 'default');
    expectWithin(world, 'it waits', podShows(pod, 'ImagePullBackOff'), 60_000);
    assert.equal(podShows(pod, 'Pending')(world).state, 'holds');
    assert.equal(podShows(pod, 'Running')(world).state, 'pending');
  });

  it('has a clock for steps of users that keeps step with the cluster', () => {
    const world = worldOf(1);
    const fired: number[] = [];
    const start = world.now;
    world.clock.setTimeout(() => fired.push(world.clock.Date.now() - Math.floor(start)), 5000);
    world.pass(4000);
    assert.deepEqual(fired, []);
    world.pass(4000);
    assert.deepEqual(fired, [5000]);
  });

  it('gives the same record for the same seed', () => {
    const run = (seed: number) => {
      const world: World = worldOf(3, seed);
      apply(world, deploymentYaml('web', 3));
      step(world, 'the cluster settles', () => world.settle());
      return recordOf(world);
    };
    const [first, again, other] = [run(1), run(1), run(2)];
    assert.deepEqual(first, again);
    assert.notEqual(first.digest, other.digest);
    assert.lengthOf(first.pods, 3);
    assert.deepEqual(
      first.pods.map(({ owner, revision, isGone }) => ({ owner, revision, isGone })),
      Array(3).fill({ owner: 'Deployment/web', revision: 1, isGone: false }),
    );
    for (const { spans } of first.pods) assert.equal(spans.at(-1)?.state, 'ready');
  });
});

const big = {
  containers: [{ name: 'c', image: 'web:1', resources: { requests: { cpu: '64' } } }],
};
