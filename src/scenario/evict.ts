import { Pods } from '../api/core/pod';
import { describeReference, type Reference } from './reference';
import { UserError } from './user-error';
import type { World } from './world';

/** Asks for the eviction of a Pod, as a drain does; a UserError when it is something else. */
export function evict(world: World, reference: Reference): void {
  if (reference.kind.id !== Pods.id) {
    throw new UserError(`${describeReference(reference)} cannot be evicted: only Pods are`);
  }
  world.api().evict(reference);
}
