import type { World } from '../src/scenario/world';

const worlds = new WeakMap<object, World>();

/** Gives a Cucumber World its cluster world: users keep whatever World class they have. */
export function setWorld(holder: unknown, world: World): void {
  worlds.set(holder as object, world);
}

/** The cluster world of the running scenario: `worldOf(this)` in a step. */
export function worldOf(holder: unknown): World {
  const world = worlds.get(holder as object);
  if (world === undefined) {
    throw new Error(
      'this scenario has no cluster world: import "wavetank/steps" before your own steps',
    );
  }
  return world;
}
