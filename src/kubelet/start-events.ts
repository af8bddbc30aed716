import type { Node, ObjectReference } from '../api/schema/objects';
import type { Env } from '../runtime/env';

const SUFFICIENT = ['NodeHasSufficientMemory', 'NodeHasNoDiskPressure', 'NodeHasSufficientPID'];

/** Records the Events of a kubelet that has started; `bootID` is that of a machine that was switched on anew. */
export function announceStart(env: Env, node: Node, bootID: string | undefined): void {
  const { name } = node.metadata;
  // upstream: the kubelet's Events name the Node by its name, also in place of the UID
  const about: ObjectReference = { kind: 'Node', name, uid: name };
  const say = (type: 'Normal' | 'Warning', reason: string, message: string) =>
    env.events.recordFor(about, type, reason, message);
  say('Normal', 'Starting', 'Starting kubelet.');
  if (bootID !== undefined) {
    say('Warning', 'Rebooted', `Node ${name} has been rebooted, boot id: ${bootID}`);
  }
  for (const reason of [...SUFFICIENT, 'NodeReady']) {
    say('Normal', reason, `Node ${name} status is now: ${reason}`);
  }
}
