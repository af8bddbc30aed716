import { describe, it } from 'node:test';
import { assert } from 'chai';
import { type Count, parseCount } from '../count';
import { referenceOf } from '../reference';
import { apply, deployment, deploymentYaml, step, worldOf } from '../testing-world';
import type { Verdict } from '../verdict';
import type { World } from '../world';
import { atLeast, atMost, isText } from './fields';
import { noNodeRan } from './nodes-over-time';
import { endpointsOverTime, objectsOverTime } from './numbers-over-time';
import { startedInOrder } from './order-over-time';
import { podsOverTime } from './pods-over-time';
import { fieldOverTime, stateOverTime } from './states-over-time';

const web = deployment('web');
const SERVICE = JSON.stringify({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
});
const never = (text: string) => ({ count: parseCount(text), when: 'never' }) as const;
const always = (text: string) => ({ count: parseCount(text), when: 'always' }) as const;

/** A rollout of four Pods to another image, settled. */
function rolledOut(spec: object = {}): World {
  const world = worldOf(2);
  apply(world, deploymentYaml('web', 4, spec));
  step(world, 'the cluster settles', () => world.settle());
  step(world, 'I set the image', () => world.run('kubectl set image deployment/web c=web:2'));
  step(world, 'the cluster settles', () => world.settle());
  world.beginStep('a claim');
  return world;
}

function stateOf(verdict: Verdict): string {
  return verdict.state;
}

describe('claims over time', () => {
  it('are judged at every change since a step', () => {
    const world = rolledOut();
    const since = world.markOf('I set the image');
    const judge = (
      bound: ReturnType<typeof never> | ReturnType<typeof always>,
      word: 'ready' | 'active',
    ) => stateOf(podsOverTime(world, web, bound, word, since));
    assert.equal(judge(never('fewer than 3'), 'ready'), 'holds');
    assert.equal(judge(never('fewer than 4'), 'ready'), 'violated');
    assert.equal(judge(never('more than 5'), 'active'), 'holds');
    assert.equal(judge(never('more than 4'), 'active'), 'violated');
    assert.equal(judge(always('between 3 and 5'), 'ready'), 'holds');
    assert.equal(judge(always('4'), 'ready'), 'violated');
  });

  it('begin with nothing when no step is named', () => {
    const world = rolledOut();
    assert.equal(stateOf(podsOverTime(world, web, never('no'), 'ready', undefined)), 'violated');
    assert.equal(
      stateOf(podsOverTime(world, web, never('more than 5'), 'active', undefined)),
      'holds',
    );
  });

  it('see what was so at the step and changed afterwards', () => {
    const world = worldOf(1);
    apply(world, deploymentYaml('web', 3));
    step(world, 'the cluster settles', () => world.settle());
    step(world, 'I scale', () => world.run('kubectl scale deployment/web --replicas=1'));
    step(world, 'the cluster settles', () => world.settle());
    world.beginStep('a claim');
    const since = world.markOf('I scale');
    const verdict = podsOverTime(world, web, never('3'), 'ready', since);
    assert.equal(verdict.state, 'violated');
    assert.equal(verdict.state === 'violated' && verdict.at, since.from);
  });

  it('see Pods become available by the passing of time', () => {
    const world = worldOf(2);
    apply(world, deploymentYaml('web', 2, { minReadySeconds: 30 }));
    step(world, '20 seconds pass', () => world.pass(20_000));
    assert.equal(stateOf(podsOverTime(world, web, never('2'), 'available', undefined)), 'holds');
    step(world, '20 seconds pass', () => world.pass(20_000));
    const verdict = podsOverTime(world, web, never('2'), 'available', undefined);
    assert.equal(verdict.state, 'violated');
    const start = world.cluster.trace.entries[0]?.time ?? 0;
    if (verdict.state === 'violated') assert.closeTo((verdict.at - start) / 1000, 31, 1.5);
  });

  it('say which Pods, when, and what proves it', () => {
    const world = worldOf(1);
    apply(world, deploymentYaml('web', 2));
    step(world, 'the cluster settles', () => world.settle());
    const verdict = podsOverTime(world, web, never('2'), 'ready', undefined);
    if (verdict.state !== 'violated') throw new Error('it must be violated');
    assert.match(verdict.because, /^2 Pods of Deployment "web" were ready \(web-\S+, web-\S+\)$/);
    const root = world.cluster.trace.chain(verdict.witness[0] ?? 0).at(-1);
    assert.deepEqual(root?.data, { text: 'I apply' });
  });

  it('count the Pods of each node', () => {
    const world = rolledOut();
    const judge = (count: Count) => stateOf(noNodeRan(world, web, { count }, undefined));
    assert.equal(judge(parseCount('more than 5')), 'holds');
    assert.equal(judge(parseCount('at least 2')), 'violated');
  });

  it('look at named states, and wait for the controller to see a change', () => {
    const world = rolledOut({ strategy: { rollingUpdate: { maxUnavailable: 0 } } });
    const since = world.markOf('I set the image');
    assert.equal(stateOf(stateOverTime(world, web, 'available', 'always', since)), 'holds');
    assert.equal(stateOf(stateOverTime(world, web, 'complete', 'always', since)), 'violated');
    assert.equal(stateOf(stateOverTime(world, web, 'failed', 'never', undefined)), 'holds');
    assert.equal(stateOf(stateOverTime(world, web, 'available', 'never', since)), 'violated');
  });

  it('are vacuous when nothing tested them', () => {
    const world = worldOf(1);
    const none = deployment('none');
    assert.equal(stateOf(podsOverTime(world, none, never('3'), 'ready', undefined)), 'vacuous');
    assert.equal(stateOf(noNodeRan(world, none, { count: parseCount('3') }, undefined)), 'vacuous');
    assert.equal(stateOf(stateOverTime(world, none, 'failed', 'never', undefined)), 'vacuous');
    assert.equal(stateOf(startedInOrder(world, none, undefined)), 'vacuous');
  });

  it('count the endpoints of a Service as they come and go', () => {
    const world = worldOf(2);
    apply(world, deploymentYaml('web', 2));
    apply(world, SERVICE);
    step(world, 'the cluster settles', () => world.settle());
    step(world, 'I scale', () => world.run('kubectl scale deployment/web --replicas=3'));
    step(world, 'the cluster settles', () => world.settle());
    world.beginStep('a claim');
    const service = referenceOf(world.kind('Service'), 'web', 'default');
    const judge = (bound: ReturnType<typeof never>, since = world.markOf('I scale')) =>
      stateOf(endpointsOverTime(world, service, bound, since));
    assert.equal(judge(never('fewer than 2')), 'holds');
    assert.equal(judge(never('3')), 'violated');
    assert.equal(stateOf(endpointsOverTime(world, service, always('2'), undefined)), 'violated');
    const other = referenceOf(world.kind('Service'), 'other', 'default');
    assert.equal(stateOf(endpointsOverTime(world, other, never('3'), undefined)), 'vacuous');
  });

  it('count objects, and never those of which there have been none', () => {
    const world = rolledOut();
    const since = world.markOf('I set the image');
    const sets = world.kind('ReplicaSet');
    const judge = (bound: Parameters<typeof objectsOverTime>[2]) =>
      stateOf(objectsOverTime(world, sets, bound, since));
    assert.equal(judge(never('more than 2')), 'holds');
    assert.equal(judge(never('2')), 'violated');
    assert.equal(judge(always('at least 1')), 'holds');
    const jobs = world.kind('Job');
    assert.equal(stateOf(objectsOverTime(world, jobs, never('3'), undefined)), 'vacuous');
  });

  it('look at fields', () => {
    const world = rolledOut();
    const judge = (path: string, test: ReturnType<typeof isText>, when: 'always' | 'never') =>
      fieldOverTime(world, web, { path, test, when }, world.markOf('I set the image'));
    assert.equal(stateOf(judge('spec.replicas', atMost(4), 'always')), 'holds');
    assert.equal(stateOf(judge('spec.replicas', isText('4'), 'never')), 'violated');
    assert.equal(stateOf(judge('status.readyReplicas', atLeast(3), 'always')), 'holds');
    const verdict = judge('status.readyReplicas', atLeast(4), 'always');
    assert.equal(verdict.state === 'violated' && verdict.because, 'status.readyReplicas was 3');
  });

  it('about an order need Pods that have numbers', () => {
    assert.throws(() => startedInOrder(rolledOut(), web, undefined), /only the Pods of a Stateful/);
  });
});
