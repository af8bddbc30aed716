import { isAllowed } from '../../apiserver/authorization';
import type { Verb } from '../../apiserver/request';
import type { Command } from '../command';
import { CommandError } from '../errors';
import type { Session } from '../session';

function isMaster({ api }: Session): boolean {
  return api.user.groups.includes('system:masters');
}

/** Whether the user may; kinds that do not exist are a question of the wildcard alone. */
function answer(session: Session, verb: string, resource: string, resourceName: string): boolean {
  const { flags, api, target } = session;
  const [word = '', inline = ''] = resource.split('/');
  const kind = api.kinds.find(word);
  if (kind === undefined) {
    if (word !== '*') session.warn(`Warning: the server doesn't have a resource type '${word}'\n`);
    return isMaster(session);
  }
  const ref = {
    name: resourceName === '' ? inline : resourceName,
    ...(kind.namespaced && !flags.boolean('all-namespaces')
      ? { namespace: session.namespace }
      : {}),
  };
  const request = target.server.request(
    api.user,
    verb as Verb,
    kind,
    ref,
    flags.text('subresource'),
  );
  return isAllowed(target.server.store, request);
}

/** `kubectl auth can-i`. */
export const canICommand: Command = {
  path: 'auth can-i',
  flags: ['all-namespaces', 'no-headers', 'quiet', 'subresource'],
  run(session) {
    const [verb, resource, name = ''] = session.words;
    if (verb === undefined || resource === undefined) {
      throw new CommandError(
        'you must specify two arguments: verb resource or verb resource/resourceName.',
      );
    }
    const allowed = answer(session, verb, resource, name);
    if (!session.flags.boolean('quiet')) session.print(allowed ? 'yes' : 'no');
    return allowed ? 0 : 1;
  },
};
