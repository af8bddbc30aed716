import type { DecisionNote, NodeNote } from '../../scheduler';
import type { Claim } from '../expect';
import { describeReference, type Reference } from '../reference';
import { holds, pending, type Verdict, vacuous } from '../verdict';
import { podsOf } from '../workload';
import type { World } from '../world';

/** What the scheduler thought of each node when it last looked at a Pod of the workload; or why nobody can tell. */
function lastDecision(world: World, reference: Reference): DecisionNote | Verdict {
  const keys = new Set(
    podsOf(world, reference).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`),
  );
  const { entries } = world.cluster.trace;
  for (let i = entries.length - 1; i >= 0; i--) {
    const entry = entries[i];
    if (entry?.type !== 'decision') continue;
    const note = entry.data as DecisionNote;
    if (keys.has(note.pod)) return note;
  }
  return vacuous(`the scheduler has not looked at any Pod of ${describeReference(reference)}`);
}

function isVerdict(found: DecisionNote | Verdict): found is Verdict {
  return 'state' in found;
}

/** A note on a node in short: what it was refused for, or its points. */
function inShort({ node, plugin, reasons, total, scores = {} }: NodeNote): string {
  if (reasons !== undefined) return `${node}: ${reasons.join(', ')} (${plugin})`;
  if (total === undefined) return `${node}: the only one`;
  const parts = Object.entries(scores).map(([name, score]) => `${name} ${score}`);
  return `${node}: ${total} points (${parts.join(', ')})`;
}

function listed({ detail = [] }: DecisionNote): string {
  if (detail.length === 0) return 'of so large a cluster no verdicts on single nodes are kept';
  return `it found:\n${detail.map((note) => `      ${inShort(note)}`).join('\n')}`;
}

/** When the scheduler last looked for a place, the node was none, for this reason or by this plugin. */
export function wasTurnedDown(reference: Reference, node: string, why: string): Claim {
  return (world) => {
    const decision = lastDecision(world, reference);
    if (isVerdict(decision)) return decision;
    const note = decision.detail?.find((each) => each.node === node);
    const isSo = note?.plugin === why || note?.reasons?.some((reason) => reason.includes(why));
    return isSo === true ? holds : pending(listed(decision));
  };
}

/** When the scheduler last looked for a place, one node had more points of a plugin than another, and was taken. */
export function wasPreferred(
  reference: Reference,
  [better, worse]: readonly [string, string],
  plugin: string,
): Claim {
  return (world) => {
    const decision = lastDecision(world, reference);
    if (isVerdict(decision)) return decision;
    const pointsOf = (node: string) =>
      decision.detail?.find((each) => each.node === node)?.scores?.[plugin];
    const [more, less] = [pointsOf(better), pointsOf(worse)];
    const isSo = more !== undefined && less !== undefined && more > less;
    return isSo && decision.node === better ? holds : pending(listed(decision));
  };
}
