import { Deployments } from '../api/apps/deployment';
import type { Kind } from '../api/kind';
import { addMachines, nodesLike } from './machines';
import { type Reference, referenceOf } from './reference';
import { World } from './world';

/** A Deployment as most tests want it, as YAML. */
export function deploymentYaml(name: string, replicas: number, spec: object = {}): string {
  const labels = { app: name };
  return JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'c', image: `${name}:1` }] } },
      ...spec,
    },
  });
}

/** A world with so many nodes. */
export function worldOf(nodes: number, seed = 1): World {
  const world = new World({ seed, roots: [] });
  step(world, `a cluster with ${nodes} nodes`, () => addMachines(world, nodesLike(nodes)));
  return world;
}

/** Does something as the step of that text. */
export function step(world: World, text: string, act: () => void): void {
  world.beginStep(text);
  try {
    act();
  } finally {
    world.endStep();
  }
}

/** Applies a manifest as the step "I apply". */
export function apply(world: World, yaml: string): void {
  step(world, 'I apply', () => world.run('kubectl apply -f -', undefined, yaml));
}

/** The Deployment of that name in the namespace default. */
export function deployment(name: string): Reference {
  return referenceOf(Deployments as Kind, name, 'default');
}
