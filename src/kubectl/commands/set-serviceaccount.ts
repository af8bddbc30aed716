import type { Command } from '../command';
import { CommandError, throwAll } from '../errors';
import { withPodSpec } from '../pod-template';
import { NOTHING_GIVEN } from '../select';
import { changeEach, mustHavePodSpec, selectForChange } from './change';

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
    if (flags.boolean('local') && !flags.has('filename')) throw new CommandError(NOTHING_GIVEN);
    const selection = selectForChange(session, names, true);
    throwAll(selection.errors);
    const failures = changeEach(session, selection, WORDS, (item) => {
      const spec = mustHavePodSpec(session, item);
      return withPodSpec(item.object, { ...spec, serviceAccountName: account });
    });
    throwAll(failures);
    return undefined;
  },
};
