import type { Command } from '../command';
import { CommandError, throwAll } from '../errors';
import type { Item } from '../read-files';
import { rolloutStatus } from '../rollout/status';
import { select } from '../select';
import { forEach, type Session } from '../session';
import { requireResources, warnNothing } from './rollout-pause';

/** Says how the rollout stands at each change of the object, until it is over. */
function follow(session: Session, { kind, object }: Item): void {
  const { flags, api } = session;
  const { name, namespace } = object.metadata;
  const revision = flags.number('revision');
  let done = false;
  let failure: unknown;
  const show = (now: typeof object) => {
    if (done || failure !== undefined) return;
    try {
      const status = rolloutStatus(now, revision);
      session.print(status.text);
      done = status.done;
    } catch (error) {
      failure = error;
    }
  };
  show(api.get(kind, { namespace, name }));
  if (!flags.boolean('watch')) done = true;
  const stop = api.watch(kind, { namespace, fields: `metadata.name=${name}` }, (change) => {
    if (change.type === 'DELETED') failure ??= new CommandError('object has been deleted');
    else show(change.object);
  });
  try {
    const over = session.wait(() => done || failure !== undefined, flags.duration('timeout'));
    if (!over) throw new CommandError('timed out waiting for the condition');
  } finally {
    stop();
  }
  if (failure !== undefined) throw failure;
}

/** `kubectl rollout status`. */
export const rolloutStatusCommand: Command = {
  path: 'rollout status',
  typed: true,
  flags: ['filename', 'recursive', 'revision', 'selector', 'timeout', 'watch', 'kustomize'],
  run(session) {
    requireResources(session);
    const selection = select(session, { latest: true, listAll: true });
    warnNothing(session, selection.items, selection.errors);
    const failures = forEach(selection.items, (item) => follow(session, item));
    throwAll([...selection.errors, ...failures]);
    return undefined;
  },
};
