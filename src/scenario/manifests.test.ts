import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { assert } from 'chai';
import { Deployments } from '../api/apps/deployment';
import { addMachines, nodesLike } from './machines';
import { World } from './world';

const MANIFESTS = resolve(process.cwd(), '../shared/manifests');
const MINUTE = 60_000;

/** Applies real manifests as their authors published them; rolls each Deployment, drains each node. */
function live(path: string): void {
  const world = new World({ seed: 1, roots: [MANIFESTS] });
  addMachines(world, nodesLike(3, { cpu: '8', memory: '32Gi' }));
  world.run(`kubectl apply -f ${path}`);
  const { store } = world.cluster.server;
  const allComplete = () =>
    [...store.objects(Deployments).values()].every(
      (deployment) => Deployments.rules.states?.complete?.(deployment) === true,
    );
  const expectComplete = (what: string) =>
    assert.equal(world.cluster.runUntil(allComplete, 5 * MINUTE), 'reached', what);
  expectComplete('after apply');
  const names = [...store.objects(Deployments).keys()];
  assert.isAbove(names.length, 3);
  for (const key of names) {
    const [namespace, name] = key.split('/');
    world.run(`kubectl rollout restart deployment/${name} -n ${namespace}`);
    expectComplete(`rollout of ${key}`);
  }
  for (const node of ['node-1', 'node-2', 'node-3']) {
    world.run(`kubectl drain ${node} --ignore-daemonsets --delete-emptydir-data`);
    expectComplete(`drain of ${node}`);
    world.run(`kubectl uncordon ${node}`);
  }
  assert.deepEqual(world.laws.broken(), []);
}

describe('real manifests', () => {
  for (const path of ['voting-app', 'online-boutique.yaml']) {
    const isThere = existsSync(join(MANIFESTS, path));
    it(`${path} becomes available, rolls and drains`, { skip: isThere ? false : 'not there' }, () =>
      live(path),
    );
  }
});
