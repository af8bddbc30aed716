import type { Diagnosis, Rejection } from './framework';
import { tally } from './tally';

/** There is not a single node. upstream: scheduler ErrNoNodesAvailable */
export const NO_NODES = 'no nodes available to schedule pods';

/** What the plugin for dynamic resources has to say of a Pod without claims. */
export const NO_CLAIMS = 'no new claims to deallocate';

/** What it says when it had no chance to prepare itself: its state is not there. */
export const NO_STATE = 'not found';

function counted(diagnosis: Diagnosis): string {
  const counts = new Map<string, number>();
  const count = ({ reasons }: Rejection, times: number) => {
    for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + times);
  };
  for (const { rejection, count: times } of tally(diagnosis.verdicts)) count(rejection, times);
  const others = diagnosis.allNodes - diagnosis.verdicts.length;
  if (diagnosis.rest !== undefined && others > 0) count(diagnosis.rest, others);
  return [...counts]
    .map(([reason, times]) => `${times} ${reason}`)
    .sort()
    .join(', ');
}

/**
 * Why a Pod fits nowhere: how many nodes have which reason, sorted as text; `after` is what preemption and
 * others had to say. upstream: scheduler/framework FitError
 */
export function fitMessage(diagnosis: Diagnosis, after = ''): string {
  let message = `0/${diagnosis.allNodes} nodes are available:`;
  const reasons = diagnosis.beforeNodes
    ? (diagnosis.rest?.reasons.join(', ') ?? '')
    : counted(diagnosis);
  if (reasons !== '') message += ` ${reasons}.`;
  return after === '' ? message : `${message} ${after}`;
}
