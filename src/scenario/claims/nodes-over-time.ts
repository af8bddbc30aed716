import type { Count } from '../count';
import { beginning, type Moment, podChanges, violated } from '../history';
import { describeReference, type Reference } from '../reference';
import { holds, type Verdict, vacuous } from '../verdict';
import type { StepMark, World } from '../world';
import { noPodEver } from './objects';

/** So many Pods on one node; on any, when none is named. */
export interface Crowd {
  readonly count: Count;
  readonly node?: string;
}

/** No node, or not the one that is named, ran so many Pods of the workload, at any moment since the mark. */
export function noNodeRan(
  world: World,
  reference: Reference,
  { count, node: only }: Crowd,
  since: StepMark | undefined,
): Verdict {
  const start = beginning(world, since);
  const nodes = new Map<string, Set<string>>(only === undefined ? [] : [[only, new Set()]]);
  const places = new Map<string, string>();
  const judge = (node: string, moment: Moment): Verdict | undefined => {
    const size = nodes.get(node)?.size ?? 0;
    if (node !== (only ?? node)) return undefined;
    if (!count.admits(size)) return undefined;
    return violated(moment, `node "${node}" ran ${size} Pods of ${describeReference(reference)}`);
  };
  const judgeAll = (moment: Moment): Verdict | undefined => {
    for (const node of nodes.keys()) {
      const verdict = judge(node, moment);
      if (verdict !== undefined) return verdict;
    }
    return undefined;
  };
  let seen = 0;
  let begun = since === undefined;
  for (const { uid, pod, entry } of podChanges(world, reference)) {
    if (!begun && entry.seq > start.seq) {
      begun = true;
      const verdict = judgeAll(start);
      if (verdict !== undefined) return verdict;
    }
    seen++;
    const before = places.get(uid);
    const now = pod?.status.phase === 'Running' ? pod.spec.nodeName : undefined;
    if (before === now) continue;
    if (before !== undefined) nodes.get(before)?.delete(uid);
    places.delete(uid);
    if (now !== undefined) {
      places.set(uid, now);
      nodes.set(now, (nodes.get(now) ?? new Set<string>()).add(uid));
    }
    for (const node of [before, now]) {
      const verdict = begun && node !== undefined ? judge(node, entry) : undefined;
      if (verdict !== undefined) return verdict;
    }
  }
  if (seen === 0) return vacuous(noPodEver(world, reference));
  return (begun ? undefined : judgeAll(start)) ?? holds;
}
