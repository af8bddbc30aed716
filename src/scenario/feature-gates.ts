import { FeatureGateError } from '../api/features/feature-gates';
import { UserError } from './user-error';
import type { World } from './world';

/** Switches one feature of the cluster on or off; a UserError when it cannot be set so. */
export function setFeatureGate(world: World, name: string, value: boolean): void {
  try {
    world.cluster.setFeatureGates({ [name]: value });
  } catch (error) {
    if (error instanceof FeatureGateError) throw new UserError(error.message);
    throw error;
  }
}
