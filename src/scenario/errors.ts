import { isApiError } from '../api/errors';
import { CommandError } from '../kubectl/errors';
import { entryText } from './entry-text';
import { ClaimError } from './failure';
import { UserError } from './user-error';
import type { World } from './world';

/** How much of the trace a bug's report shows. */
const TAIL = 8;

/** An error as a person should see it: refusals and mistakes without a stack, bugs with the end of the trace. */
export function readable(world: World, error: unknown): unknown {
  if (error instanceof UserError || error instanceof ClaimError) return error;
  if (isApiError(error) || error instanceof CommandError) return new UserError(error.message);
  if (!(error instanceof Error) || !world.hasCluster) return error;
  const tail = world.cluster.trace.entries
    .slice(-TAIL)
    .map((entry) => `\n    ${entryText(world, entry)}`);
  error.stack = `${error.stack}\n  the last that happened:${tail.join('')}`;
  return error;
}
