import { describe, it } from 'node:test';
import { assert } from 'chai';
import { installAddOn, loadOn } from './add-ons';
import { hasPods } from './claims/pods';
import { parseCount } from './count';
import { apply, deployment, deploymentYaml, worldOf } from './testing-world';
import type { World } from './world';

const web = deployment('web');
const ready = (world: World, count: string) =>
  hasPods(web, parseCount(count), 'ready')(world).state;

/** A cluster whose workload is to have two Pods at least, and is not looked at yet. */
function autoscaled(): World {
  const world = worldOf(2);
  installAddOn(world, 'metrics-server');
  apply(world, deploymentYaml('web', 1));
  world.run('kubectl set resources deployment web --requests=cpu=200m');
  world.run('kubectl autoscale deployment web --cpu-percent=50 --min=2 --max=8');
  return world;
}

describe('a cluster settles', () => {
  it('though a quota refuses a Pod again and again', () => {
    const world = worldOf(1);
    world.run('kubectl create quota few --hard=pods=2');
    apply(world, deploymentYaml('web', 3, { progressDeadlineSeconds: 60 }));
    world.settle();
    assert.equal(ready(world, '2'), 'holds');
  });

  it('when autoscalers have done what they were told', () => {
    const world = autoscaled();
    world.settle();
    assert.equal(ready(world, '2'), 'holds');
    world.run('kubectl patch hpa web -p \'{"spec":{"minReplicas":3}}\'');
    world.settle();
    assert.equal(ready(world, '3'), 'holds');
  });

  it('when autoscalers have followed the load, up and down', () => {
    const world = autoscaled();
    world.settle();
    loadOn(world, web, '800m');
    world.settle();
    assert.equal(ready(world, '8'), 'holds');
    loadOn(world, web, '250m');
    world.settle();
    assert.equal(ready(world, '3'), 'holds');
  });

  it('when an autoscaler may not do what it would', () => {
    const world = autoscaled();
    const behavior = { scaleUp: { selectPolicy: 'Disabled' } };
    world.run(`kubectl patch hpa web --type=merge -p '${JSON.stringify({ spec: { behavior } })}'`);
    world.settle();
    loadOn(world, web, '800m');
    world.settle();
    assert.equal(ready(world, '2'), 'holds');
  });
});
