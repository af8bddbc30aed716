import { ApiError } from '../api/errors';
import type { User } from './api';
import type { Authorizer } from './authorization/authorizer';
import { accountGroups } from './token-authority';

const SERVICE_ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/;
const ANONYMOUS = 'system:anonymous';
const AUTHENTICATED = 'system:authenticated';
const UNAUTHENTICATED = 'system:unauthenticated';
const AUTHENTICATION = 'authentication.k8s.io';

/** One thing that somebody wants to be: what RBAC calls it, and how Go prints the reference to it. */
interface Part {
  readonly group: string;
  readonly plural: string;
  readonly subresource?: string;
  readonly namespace?: string;
  readonly name: string;
  readonly kind: string;
}

/** Who somebody wants to be. */
export interface Identity {
  readonly name: string;
  readonly groups: readonly string[];
  readonly uid?: string | undefined;
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

/** Everything that somebody wants to be, in the order in which it is asked about. upstream: the impersonation filter */
function partsOf({ name, groups, uid, extra = {} }: Identity): Part[] {
  const parts: Part[] = name === '' ? [] : [userPart(name)];
  for (const group of groups) parts.push({ ...GROUP, name: group });
  for (const [key, values] of Object.entries(extra)) {
    for (const value of values) parts.push({ ...EXTRAS, subresource: key, name: value });
  }
  if (uid !== undefined) parts.push({ ...UID, name: uid });
  return parts;
}

const GROUP = { kind: 'Group', group: '', plural: 'groups' };
const EXTRAS = { kind: 'UserExtra', group: AUTHENTICATION, plural: 'userextras' };
const UID = { kind: 'UID', group: AUTHENTICATION, plural: 'uids' };

function userPart(user: string): Part {
  const [, namespace, name] = SERVICE_ACCOUNT.exec(user) ?? [];
  if (namespace === undefined || name === undefined) {
    return { kind: 'User', group: '', plural: 'users', name: user };
  }
  return { kind: 'ServiceAccount', group: '', plural: 'serviceaccounts', namespace, name };
}

/** A reference as Go prints a struct: kind, namespace, name, uid, version, revision, path. */
function printed({ kind, group, name, subresource = '' }: Part): string {
  const version = group === '' ? '' : `${group}/v1`;
  return `{${[kind, '', name, '', version, '', subresource].join(' ')}}`;
}

/**
 * The user as whom a request acts, if its sender may impersonate each
 * part of it; a 403 names the first that is not allowed.
 */
export function impersonate(user: User, identity: Identity, authorizer: Authorizer): User {
  const parts = partsOf(identity);
  if (parts.length === 0) return user;
  const { name, uid, extra = {} } = identity;
  if (name === '') {
    const asked = parts.map(printed).join(' ');
    throw new ApiError('InternalError', `requested [${asked}] without impersonating a user`);
  }
  for (const { kind: _, ...part } of parts) {
    const { subresource = '', namespace } = part;
    authorizer.mustAllow({ ...part, user, verb: 'impersonate', subresource, namespace });
  }
  return {
    name,
    groups: groupsOf(identity),
    ...(uid === undefined ? {} : { uid }),
    ...(Object.keys(extra).length === 0 ? {} : { extra }),
  };
}

/** The groups that are asked for, and those that a user is in without being told. */
function groupsOf({ name, groups }: Identity): readonly string[] {
  const namespace = SERVICE_ACCOUNT.exec(name)?.[1];
  const own = groups.length === 0 && namespace !== undefined ? accountGroups(namespace) : groups;
  if (own.includes(AUTHENTICATED) || own.includes(UNAUTHENTICATED)) return own;
  return [...own, name === ANONYMOUS ? UNAUTHENTICATED : AUTHENTICATED];
}
