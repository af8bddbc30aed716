import type { Claim } from '../expect';
import type { Reference } from '../reference';
import { holds, pending, vacuous } from '../verdict';
import { missing, objectOf, subjectOf } from './objects';

/** What is claimed of the object does not hold; vacuous when there is no such object. `what` says what it would be. */
export function not(reference: Reference, claim: Claim, what: string): Claim {
  return (world) => {
    if (objectOf(world, reference) === undefined) return vacuous(missing(world, reference));
    return claim(world).state === 'holds' ? pending(`it ${what}`, subjectOf(reference)) : holds;
  };
}
