import { formatDuration } from '../../api/duration';
import type { Duration } from '../../sim/loop';
import { claimError } from '../failure';
import { pending, vacuous } from '../verdict';
import type { World } from '../world';

/** The last step that moved time took so long; else a ClaimError with the claim as `text` has it. */
export function expectSpan(world: World, text: string, least: Duration, most: Duration): void {
  const { span } = world;
  if (span === undefined) {
    throw claimError(world, text, vacuous('no step before this one moved time'));
  }
  if (span < least || span > most) {
    throw claimError(world, text, pending(`it took ${formatDuration(span)}`));
  }
}
