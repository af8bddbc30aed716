import type { Kind } from '../../api/kind';
import type { Decision } from '../../apiserver/authorization/authorizer';
import type { Command } from '../command';
import { CommandError } from '../errors';
import type { Session } from '../session';
import { listPermissions } from './auth-can-i-list';

const TWO_WORDS =
  "you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.";

/** The verbs that kubectl knows of resources, and of other paths. */
const RESOURCE_VERBS = new Set(
  '* approve attest bind create delete deletecollection escalate get impersonate list patch sign update use watch'.split(
    ' ',
  ),
);
const PATH_VERBS = new Set('* delete get head options patch post put'.split(' '));
/** What may be impersonated, and is nowhere to be found. */
const NOT_SERVED = new Set(['users', 'groups', '*']);

function warnOfVerb(session: Session, verb: string, known: ReadonlySet<string>): void {
  if (!known.has(verb)) session.warn(`Warning: verb '${verb}' is not a known verb\n`);
}

/** What is said of a resource before the answer. */
function warnOfKind(session: Session, { plural, group }: Named, kind: Kind | undefined): void {
  const where = group === '' ? '' : ` in group '${group}'`;
  if (kind === undefined) {
    if (NOT_SERVED.has(plural)) return;
    session.warn(`Warning: the server doesn't have a resource type '${plural}'${where}\n`);
    return;
  }
  if (kind.namespaced || session.flags.boolean('all-namespaces')) return;
  session.warn(`Warning: resource '${plural}' is not namespace scoped${where}\n`);
}

/** A resource as the command line names it. */
interface Named {
  readonly plural: string;
  readonly group: string;
}

/** `pods`, `deployments.apps`, `deployments.v1.apps`. */
function namedBy(word: string, kind: Kind | undefined): Named {
  const dot = word.indexOf('.');
  const [plural, group] = dot < 0 ? [word, ''] : [word.slice(0, dot), word.slice(dot + 1)];
  return { plural: kind?.plural ?? plural, group: kind?.group ?? (word === '*' ? '*' : group) };
}

/** Whether the user may, and why not. upstream: kubectl auth can-i */
function decisionOn(session: Session, verb: string, what: string): Decision {
  const { flags, api, target } = session;
  const { authorizer } = target.server;
  if (what.startsWith('/')) {
    if (flags.text('subresource') !== '')
      throw new CommandError('--subresource can not be used with NonResourceURL');
    warnOfVerb(session, verb, PATH_VERBS);
    return authorizer.decide({ user: api.user, verb, path: what });
  }
  const slash = what.indexOf('/');
  const [word, name] = slash < 0 ? [what, ''] : [what.slice(0, slash), what.slice(slash + 1)];
  const kind = api.kinds.find(word);
  const named = namedBy(word, kind);
  warnOfKind(session, named, kind);
  warnOfVerb(session, verb, RESOURCE_VERBS);
  return authorizer.decide({
    user: api.user,
    verb,
    ...named,
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
      if (['quiet', 'all-namespaces', 'subresource'].some((flag) => flags.has(flag)))
        throw new CommandError(
          "list option can't be specified with neither quiet, all-namespaces nor subresource options",
        );
      listPermissions(session);
      return 0;
    }
    const [verb, what] = words;
    if (verb === undefined || what === undefined || words.length !== 2)
      throw new CommandError(TWO_WORDS);
    if (flags.boolean('no-headers'))
      throw new CommandError('--no-headers cannot be set without --list specified');
    const { allowed, reason } = decisionOn(session, verb, what);
    if (!flags.boolean('quiet'))
      session.print(allowed ? 'yes' : `no${reason === '' ? '' : ` - ${reason}`}`);
    return allowed ? 0 : 1;
  },
};
