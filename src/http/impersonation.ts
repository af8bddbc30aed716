import { ApiError, forbiddenError } from '../api/errors';
import type { User } from '../apiserver/api';
import { type Attributes, decide, problemText } from '../apiserver/authorization';
import type { Store } from '../apiserver/store';
import { accountGroups } from '../apiserver/token-authority';
import { ANONYMOUS, type Headers } from './authentication';

const SERVICE_ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/;

/** Whoever a user wants to act as: a user, a ServiceAccount or a group. */
interface Target {
  readonly plural: 'users' | 'serviceaccounts' | 'groups';
  readonly name: string;
  readonly namespace?: string;
}

/** The user as whom a request acts: the one that its Impersonate headers name, if that is allowed. upstream: the impersonation filter */
export function impersonated(headers: Headers, user: User, store: Store): User {
  const name = headers.get('impersonate-user')?.[0] ?? '';
  const groups = headers.get('impersonate-group') ?? [];
  if (name === '') {
    if (groups.length === 0) return user;
    throw new ApiError(
      'InternalError',
      `requested [{Group  ${groups[0]}  }] without impersonating a user`,
    );
  }
  mustBeAllowed(store, user, targetOf(name));
  for (const group of groups) mustBeAllowed(store, user, { plural: 'groups', name: group });
  return { name, groups: groupsOf(name, groups) };
}

function targetOf(name: string): Target {
  const [, namespace, account] = SERVICE_ACCOUNT.exec(name) ?? [];
  if (namespace === undefined || account === undefined) return { plural: 'users', name };
  return { plural: 'serviceaccounts', namespace, name: account };
}

function mustBeAllowed(store: Store, user: User, target: Target): void {
  const { plural, name, namespace } = target;
  const attributes: Attributes = {
    user,
    verb: 'impersonate',
    group: '',
    plural,
    subresource: '',
    name,
    namespace,
  };
  const decision = decide(store, attributes);
  if (decision.allowed) return;
  const scope =
    namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  const problem = problemText(decision);
  throw forbiddenError(
    { group: '', kind: plural, plural },
    name,
    `User "${user.name}" cannot impersonate resource "${plural}" in API group "" ${scope}${problem === '' ? '' : `: ${problem}`}`,
  );
}

/** The groups that the headers name, and those that a user is in without being told. */
function groupsOf(name: string, groups: readonly string[]): readonly string[] {
  const namespace = SERVICE_ACCOUNT.exec(name)?.[1];
  const own = groups.length === 0 && namespace !== undefined ? accountGroups(namespace) : groups;
  const always = name === ANONYMOUS.name ? 'system:unauthenticated' : 'system:authenticated';
  return own.includes(always) ? own : [...own, always];
}
