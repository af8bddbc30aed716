import { formatDuration } from '../../api/duration';
import type { Duration } from '../../sim/loop';
import { claimError } from '../failure';
import { UserError } from '../user-error';
import { pending, vacuous } from '../verdict';
import type { World } from '../world';

/** The last step that moved time took so long; else a ClaimError with the claim as `text` has it. */
export function expectSpan(world: World, text: string, least: Duration, most: Duration): void {
  if (least > most) {
    throw new UserError(
      `nothing takes between ${formatDuration(least)} and ${formatDuration(most)}: the first is longer`,
    );
  }
  const { span } = world;
  if (span === undefined) {
    throw claimError(world, text, vacuous('no step before this one moved time'));
  }
  if (span < least || span > most) {
    throw claimError(world, text, pending(`it took ${formatDuration(span)}`));
  }
}

const TOLERANCE_MIN: Duration = 1000;
const TOLERANCE = 0.1;

/** What counts as "it took so long": a tenth more or less, and a second for what is short. */
export function around(time: Duration): [least: Duration, most: Duration] {
  const tolerance = Math.max(TOLERANCE_MIN, time * TOLERANCE);
  return [time - tolerance, time + tolerance];
}
