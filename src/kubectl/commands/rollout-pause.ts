import { groupResource } from '../../api/errors';
import type { KubeObject } from '../../api/object';
import type { Command } from '../command';
import { CommandError, throwGathered } from '../errors';
import { report } from '../print/printer';
import { select } from '../select';
import { forEach, type Session } from '../session';

interface Pausable extends KubeObject {
  readonly spec: { readonly paused?: boolean };
}

/** What the rollout commands need to know before they begin. */
export function requireResources(session: Session): void {
  if (session.words.length === 0 && !session.flags.has('filename')) {
    throw new CommandError('required resource not specified');
  }
}

/** Says when there is nothing that a rollout command could act on. */
export function warnNothing(
  session: Session,
  items: readonly unknown[],
  errors: readonly unknown[],
): void {
  if (items.length > 0 || errors.length > 0) return;
  session.warn(`No resources found in ${session.namespace} namespace.`);
}

function pausing(path: string, pause: boolean): Command {
  const verb = pause ? 'pausing' : 'resuming';
  return {
    path,
    typed: true,
    flags: ['filename', 'output', 'recursive', 'selector', 'template', 'kustomize'],
    run(session) {
      requireResources(session);
      const selection = select(session, { latest: true, listAll: true });
      warnNothing(session, selection.items, selection.errors);
      const failures = forEach(selection.items, ({ kind, object }) => {
        const { name, namespace } = object.metadata;
        if (kind.kind !== 'Deployment')
          throw new CommandError(
            `error: ${groupResource(kind)} "${name}" ${verb} is not supported`,
          );
        if (((object as Pausable).spec.paused === true) === pause) {
          throw new CommandError(
            `error: ${groupResource(kind)} "${name}" is ${pause ? 'already' : 'not'} paused`,
          );
        }
        const patched = session.api.patch(
          kind,
          { namespace, name },
          { spec: { paused: pause ? true : null } },
          {
            ...session.writeOptions,
            type: 'strategic',
          },
        );
        report(session, kind, patched, pause ? 'paused' : 'resumed');
      });
      throwGathered(selection.errors, failures);
      return undefined;
    },
  };
}

/** `kubectl rollout pause`. */
export const rolloutPauseCommand = pausing('rollout pause', true);
/** `kubectl rollout resume`. */
export const rolloutResumeCommand = pausing('rollout resume', false);
