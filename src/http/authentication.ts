import { Secrets } from '../api/core/secret';
import { ServiceAccounts } from '../api/core/service-account';
import { ApiError } from '../api/errors';
import type { User } from '../apiserver/api';
import type { Store } from '../apiserver/store';
import { accountGroups } from '../apiserver/token-authority';

/** Who sends a request without saying so. */
export const ANONYMOUS: User = { name: 'system:anonymous', groups: ['system:unauthenticated'] };

/** Finds the user of a token; undefined when nobody has it. */
export type FindUser = (token: string) => User | undefined;

/** Headers with all their values, by lower-case name. */
export type Headers = ReadonlyMap<string, readonly string[]>;

function unauthorized(): ApiError {
  return new ApiError('Unauthorized', 'Unauthorized');
}

/**
 * The user that a request's headers name: the owner of its token, or nobody in particular; a 401 for a token that
 * is not known.
 */
export function authenticate(headers: Headers, findUser: FindUser): User {
  const given = headers.get('authorization')?.[0];
  if (given === undefined || given === '') return ANONYMOUS;
  const token = /^Bearer +(\S+)$/i.exec(given)?.[1];
  const user = token === undefined ? undefined : findUser(token);
  if (user === undefined) throw unauthorized();
  return user;
}

/** The ServiceAccount whose token Secret holds this token; undefined when there is none. */
export function accountOfToken(store: Store, token: string): User | undefined {
  const [namespace = '', name = ''] = Buffer.from(token, 'base64url').toString('utf8').split('/');
  const secret = store.find(Secrets, { namespace, name });
  const held = secret?.data?.token;
  if (held === undefined || Buffer.from(held, 'base64').toString('utf8') !== token)
    return undefined;
  const annotations = secret?.metadata.annotations ?? {};
  const account = store.find(ServiceAccounts, {
    namespace,
    name: annotations['kubernetes.io/service-account.name'] ?? '',
  });
  if (account?.metadata.uid !== annotations['kubernetes.io/service-account.uid']) return undefined;
  const user = `system:serviceaccount:${namespace}:${account?.metadata.name}`;
  return { name: user, groups: accountGroups(namespace) };
}
