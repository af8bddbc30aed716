import type { Command } from '../command';
import { CommandError, throwAll } from '../errors';
import { podSpecOf, withPodSpec } from '../pod-template';
import { NOTHING_GIVEN } from '../select';
import { changeEach, selectForChange } from './change';

const WORDS = {
  operation: 'serviceaccount updated',
  failure: 'failed to patch ServiceAccountName:',
  always: true,
};

/** `kubectl set serviceaccount`. */
export const setServiceAccountCommand: Command = {
  path: 'set serviceaccount',
  typed: true,
  flags: ['all', 'dry-run', 'filename', 'local', 'output', 'recursive', 'template', 'kustomize'],
  run(session) {
    const { words, flags } = session;
    const account = words.at(-1);
    if (account === undefined) throw new CommandError('serviceaccount is required');
    const names = words.slice(0, -1);
    if (names.length === 0 && !flags.has('filename')) throw new CommandError(NOTHING_GIVEN);
    const selection = selectForChange(session, names, true);
    const failures = changeEach(session, selection, WORDS, ({ kind, object }) => {
      const spec = podSpecOf(object);
      if (spec === undefined) {
        const type = session.flags.boolean('local') ? kind.singular : kind.plural;
        throw new CommandError(
          `${type}/${object.metadata.name} the object is not a pod or does not have a pod template: *${kind.version}.${kind.kind}`,
        );
      }
      // the server fills in the old name of the field
      const { serviceAccount: _old, ...rest } = spec;
      return withPodSpec(object, { ...rest, serviceAccountName: account });
    });
    throwAll([...selection.errors, ...failures]);
    return undefined;
  },
};
