import { Nodes } from '../../api/core/node';
import type { Node } from '../../api/schema/objects';
import type { Command } from '../command';
import { CommandError, throwAll } from '../errors';
import { dryRunSuffix } from '../print/name';
import { select } from '../select';
import { forEach, type Session } from '../session';

/** Makes a node unschedulable, or schedulable again, and says so; false when it was so already. */
export function cordonNode(session: Session, node: Node, unschedulable: boolean): boolean {
  const word = unschedulable ? 'cordoned' : 'uncordoned';
  const { name } = node.metadata;
  const suffix = dryRunSuffix(session.dryRun);
  if ((node.spec.unschedulable === true) === unschedulable) {
    session.print(`node/${name} already ${word}${suffix}`);
    return false;
  }
  if (session.dryRun !== 'client') {
    const patch = { spec: { unschedulable: unschedulable ? true : null } };
    session.api.patch(Nodes, { name }, patch, { ...session.writeOptions, type: 'strategic' });
  }
  session.print(`node/${name} ${word}${suffix}`);
  return true;
}

/** The nodes that a cordon or a drain names. */
export function selectNodes(session: Session, command: string): readonly Node[] {
  const { flags, words } = session;
  const selector = flags.text('selector');
  if (words.length === 0 && selector === '') throw session.usage(`USAGE: ${command} NODE [flags]`);
  if (words.length > 0 && selector !== '') {
    throw new CommandError('error: cannot specify both a node name and a --selector option', true);
  }
  const selection = select(session, { kind: Nodes });
  throwAll(selection.errors);
  return selection.items.map(({ object }) => object as Node);
}

function cordoning(path: string, unschedulable: boolean): Command {
  return {
    path,
    flags: ['dry-run', 'selector'],
    run(session) {
      const failures = forEach(selectNodes(session, path), (node) => {
        cordonNode(session, node, unschedulable);
      });
      throwAll(failures);
      return undefined;
    },
  };
}

/** `kubectl cordon`. */
export const cordonCommand = cordoning('cordon', true);
/** `kubectl uncordon`. */
export const uncordonCommand = cordoning('uncordon', false);
