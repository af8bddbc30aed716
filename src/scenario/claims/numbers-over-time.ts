import { EndpointSlices } from '../../api/discovery/endpoint-slice';
import type { Kind } from '../../api/kind';
import type { EndpointSlice } from '../../api/schema/objects';
import type { WriteEntry } from '../../apiserver/server';
import { describeReference, type Reference } from '../reference';
import type { Verdict } from '../verdict';
import type { StepMark, World } from '../world';
import { type Gauge, overTime } from './gauge';
import { isSliceOf, readyAddresses } from './objects';
import type { Bound } from './pods-over-time';

/** A gauge of a number that is there from the first write on that concerns it. */
function counting(
  { count }: Bound,
  take: (write: WriteEntry) => boolean,
  number: () => number,
  says: () => string,
): Gauge {
  let seen = false;
  return {
    take(write) {
      const concerns = take(write);
      seen ||= concerns;
      return concerns;
    },
    read: () => (seen ? count.admits(number()) || says() : undefined),
  };
}

/** The Service had so many ready endpoints at every moment since the mark, or at none of them. */
export function endpointsOverTime(
  world: World,
  service: Reference,
  bound: Bound,
  since: StepMark | undefined,
): Verdict {
  const slices = new Map<string, EndpointSlice>();
  const take = ({ id, type, key, object }: WriteEntry) => {
    if (id !== EndpointSlices.id || !isSliceOf(service, object)) return false;
    if (type === 'DELETED') slices.delete(key);
    else slices.set(key, object as EndpointSlice);
    return true;
  };
  const number = () => readyAddresses(slices.values()).size;
  const was = () => `it had ${number()} ready endpoints`;
  const nothing = () => `${describeReference(service)} has never had a place for endpoints`;
  const { when } = bound;
  return overTime(world, counting(bound, take, number, was), { when, since, was, nothing });
}

/** There were so many objects of a kind, in the scenario's namespace, at every moment since the mark, or at none of them. */
export function objectsOverTime(
  world: World,
  kind: Kind,
  bound: Bound,
  since: StepMark | undefined,
): Verdict {
  const namespace = kind.namespaced ? world.namespace : undefined;
  const keys = new Set<string>();
  const take = ({ id, type, key, object }: WriteEntry) => {
    if (id !== kind.id || object.metadata.namespace !== namespace) return false;
    if (type === 'DELETED') keys.delete(key);
    else keys.add(key);
    return true;
  };
  const was = () => `there were ${keys.size}`;
  const nothing = () => `there has never been a ${kind.kind}`;
  const { when } = bound;
  return overTime(
    world,
    counting(bound, take, () => keys.size, was),
    {
      when,
      since,
      was,
      nothing,
    },
  );
}
