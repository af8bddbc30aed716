import type { Time } from '../sim/loop';
import { humanDuration } from './human-duration';
import type { KubeObject } from './object';
import { parseTimestamp } from './timestamp';

/** The AGE of an object, as kubectl shows it. */
export function ageOf(object: KubeObject, now: Time): string {
  return humanDuration(now - parseTimestamp(object.metadata.creationTimestamp));
}
