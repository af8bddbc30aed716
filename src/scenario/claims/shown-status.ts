import type { Claim } from '../expect';
import type { Reference } from '../reference';
import { phaseIs } from './fields';
import { nodeShows } from './objects';
import { podShows } from './pods';

/** The object is what kubectl shows of it: a Pod's status or reason, a node's conditions, elsewhere the phase. */
export function shows(reference: Reference, status: string): Claim {
  if (reference.kind.kind === 'Pod') return podShows(reference, status);
  if (reference.kind.kind === 'Node') return nodeShows(reference.name, status);
  return phaseIs(reference, status);
}
