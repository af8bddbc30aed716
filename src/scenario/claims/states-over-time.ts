import { joinKey, type KubeObject } from '../../api/object';
import { beginning, type Moment, present, versions, violated } from '../history';
import { describeReference, type Reference } from '../reference';
import { holds, type Verdict, vacuous } from '../verdict';
import type { StepMark, World } from '../world';
import { wordJudge } from './shown-status';

function isBehind(object: KubeObject): boolean {
  const { status } = object as { readonly status?: { readonly observedGeneration?: number } };
  return (status?.observedGeneration ?? 0) < (object.metadata.generation ?? 0);
}

/** The object was what the word says, a state or a shown status, at every moment since the mark at which it was there, or at none of them. */
export function stateOverTime(
  world: World,
  reference: Reference,
  state: string,
  when: 'always' | 'never',
  since: StepMark | undefined,
): Verdict {
  const start = beginning(world, since);
  const judgeState = wordJudge(reference.kind, state);
  const { kind, namespace, name } = reference;
  let verdict: true | string | undefined;
  const judge = (moment: Moment): Verdict | undefined => {
    if (verdict === undefined || (verdict === true) === (when === 'always')) return undefined;
    return violated(moment, verdict === true ? `it was ${state}` : verdict);
  };
  let seen = 0;
  let begun = since === undefined;
  for (const { object, entry } of versions(world, kind.id, joinKey(namespace, name))) {
    if (!begun && entry.seq > start.seq) {
      begun = true;
      const broken = judge(start);
      if (broken !== undefined) return broken;
    }
    seen++;
    // until its controller has seen a change, the status speaks of what was before
    if (object === undefined || !isBehind(object)) verdict = object && judgeState(object);
    const broken = begun ? judge(entry) : undefined;
    if (broken !== undefined) return broken;
  }
  if (seen === 0) return vacuous(`there has never been a ${describeReference(reference)}`);
  return judge(begun ? present(world) : start) ?? holds;
}
