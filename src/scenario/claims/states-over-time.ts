import { joinKey, type KubeObject } from '../../api/object';
import { describeReference, type Reference } from '../reference';
import type { Verdict } from '../verdict';
import type { StepMark, World } from '../world';
import { type FieldTest, fieldOf, shownField } from './fields';
import { type Gauge, overTime } from './gauge';
import type { Judge } from './objects';
import { wordJudge } from './shown-status';

function isBehind(object: KubeObject): boolean {
  const { status } = object as { readonly status?: { readonly observedGeneration?: number } };
  return (status?.observedGeneration ?? 0) < (object.metadata.generation ?? 0);
}

/** What a judge says of the versions of one object. `isRipe` says which of them it is asked about. */
function judged(
  { kind, namespace, name }: Reference,
  judge: Judge,
  isRipe: (object: KubeObject) => boolean,
): Gauge {
  const key = joinKey(namespace, name);
  let reading: true | string | undefined;
  return {
    take(write) {
      if (write.id !== kind.id || write.key !== key) return false;
      if (write.type === 'DELETED') reading = undefined;
      else if (isRipe(write.object)) reading = judge(write.object);
      return true;
    },
    read: () => reading,
  };
}

const noneEver = (reference: Reference) => () =>
  `there has never been a ${describeReference(reference)}`;

/** The object was what the word says, a state or a shown status, at every moment since the mark at which it was there, or at none of them. */
export function stateOverTime(
  world: World,
  reference: Reference,
  state: string,
  when: 'always' | 'never',
  since: StepMark | undefined,
): Verdict {
  // until its controller has seen a change, the status speaks of what was before
  const gauge = judged(reference, wordJudge(reference.kind, state), (o) => !isBehind(o));
  const was = () => `it was ${state}`;
  return overTime(world, gauge, { when, since, was, nothing: noneEver(reference) });
}

/** What must have been so of a field, or never. */
export interface FieldBound {
  readonly path: string;
  readonly test: FieldTest;
  readonly when: 'always' | 'never';
}

/** A field passed a test at every moment since the mark at which the object was there, or at none of them. */
export function fieldOverTime(
  world: World,
  reference: Reference,
  { path, test, when }: FieldBound,
  since: StepMark | undefined,
): Verdict {
  let value: unknown;
  const says = () => `${path} was ${shownField(value)}`;
  const judge: Judge = (object) => {
    value = fieldOf(object, path);
    return test(value) || says();
  };
  const gauge = judged(reference, judge, () => true);
  return overTime(world, gauge, { when, since, was: says, nothing: noneEver(reference) });
}
