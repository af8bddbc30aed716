import { deepEqual, type KubeObject } from '../../api/object';
import type { Command } from '../command';
import { CommandError, throwAll } from '../errors';
import { NOTHING_GIVEN } from '../select';
import { changeEach, changeError, selectForChange } from './change';
import { subjectsOf } from './create-binding';

const WORDS = {
  operation: 'subjects updated',
  failure: 'failed to patch subjects to rolebinding:',
};

/** `kubectl set subject`. */
export const setSubjectCommand: Command = {
  path: 'set subject',
  typed: true,
  flags: [
    'all',
    'dry-run',
    'filename',
    'group',
    'local',
    'output',
    'recursive',
    'selector',
    'serviceaccount',
    'template',
    'user',
    'kustomize',
  ],
  run(session) {
    const { words, flags } = session;
    if (words.length === 0 && !flags.has('filename')) throw new CommandError(NOTHING_GIVEN);
    const selection = selectForChange(session, words, true);
    throwAll(selection.errors);
    const added = subjectsOf(session);
    if (added.length === 0)
      throw new CommandError(
        'you must specify at least one value of user, group or serviceaccount',
      );
    const failures = changeEach(session, selection, WORDS, (item) => {
      const { kind, object } = item;
      if (!['RoleBinding', 'ClusterRoleBinding'].includes(kind.kind))
        throw changeError(
          session,
          item,
          'setting subjects is only supported for RoleBinding/ClusterRoleBinding',
        );
      const { subjects = [] } = object as KubeObject & { readonly subjects?: readonly object[] };
      const fresh = added.filter((subject) => !subjects.some((old) => deepEqual(old, subject)));
      if (fresh.length === 0) return undefined;
      return { ...object, subjects: [...subjects, ...fresh] } as KubeObject;
    });
    throwAll(failures);
    return undefined;
  },
};
