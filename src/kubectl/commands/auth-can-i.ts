import type { Kind } from '../../api/kind';
import { decide, problemText } from '../../apiserver/authorization';
import type { Command } from '../command';
import { CommandError } from '../errors';
import type { Session } from '../session';
import { listPermissions } from './auth-can-i-list';

const TWO_WORDS =
  "you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.";

/** What is said of a resource before the answer. */
function warn(session: Session, word: string, kind: Kind | undefined): void {
  if (kind === undefined) {
    if (word !== '*') session.warn(`Warning: the server doesn't have a resource type '${word}'\n`);
    return;
  }
  if (kind.namespaced || session.flags.boolean('all-namespaces')) return;
  const group = kind.group === '' ? '' : ` in group '${kind.group}'`;
  session.warn(`Warning: resource '${kind.plural}' is not namespace scoped${group}\n`);
}

/** Whether the user may, and why not. upstream: kubectl auth can-i */
function decisionOn(session: Session, verb: string, what: string): ReturnType<typeof decide> {
  const { flags, api, target } = session;
  const { store } = target.server;
  if (what.startsWith('/')) return decide(store, { user: api.user, verb, path: what });
  const slash = what.indexOf('/');
  const [word, name] = slash < 0 ? [what, ''] : [what.slice(0, slash), what.slice(slash + 1)];
  const kind = api.kinds.find(word);
  warn(session, word, kind);
  const dot = word.indexOf('.');
  return decide(store, {
    user: api.user,
    verb,
    group: kind?.group ?? (word === '*' ? '*' : dot < 0 ? '' : word.slice(dot + 1)),
    plural: kind?.plural ?? (dot < 0 ? word : word.slice(0, dot)),
    subresource: flags.text('subresource'),
    namespace: flags.boolean('all-namespaces') ? undefined : session.namespace,
    name,
  });
}

/** `kubectl auth can-i`. */
export const canICommand: Command = {
  path: 'auth can-i',
  flags: ['all-namespaces', 'list', 'no-headers', 'quiet', 'subresource'],
  run(session) {
    const { words, flags } = session;
    if (flags.boolean('list')) {
      if (words.length > 0)
        throw new CommandError('list option must be specified with no arguments');
      listPermissions(session);
      return 0;
    }
    const [verb, what] = words;
    if (verb === undefined || what === undefined || words.length !== 2)
      throw new CommandError(TWO_WORDS);
    const decision = decisionOn(session, verb, what);
    const problem = decision.allowed ? '' : problemText(decision);
    if (!flags.boolean('quiet'))
      session.print(decision.allowed ? 'yes' : `no${problem === '' ? '' : ` - ${problem}`}`);
    return decision.allowed ? 0 : 1;
  },
};
