import type { Duration } from '../../sim/loop';
import { formatDuration } from '../duration';
import { claimError } from '../failure';
import { pending, vacuous } from '../verdict';
import type { World } from '../world';

/** The last step that moved time took so long; else a ClaimError. */
export function expectSpan(world: World, least: Duration, most: Duration): void {
  const { span } = world;
  const text = `it took between ${formatDuration(least)} and ${formatDuration(most)}`;
  if (span === undefined)
    throw claimError(world, text, vacuous('no step before this one moved time'));
  if (span < least || span > most) {
    throw claimError(world, text, pending(`it took ${formatDuration(span)}`));
  }
}
