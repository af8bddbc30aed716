import type { User } from '../apiserver/api';
import type { Authorizer } from '../apiserver/authorization/authorizer';
import { type Identity, impersonate } from '../apiserver/impersonation';
import type { Headers } from './authentication';

const EXTRA = 'impersonate-extra-';

function identityOf(headers: Headers): Identity {
  const extra: Record<string, readonly string[]> = {};
  for (const [header, values] of headers) {
    if (header.startsWith(EXTRA)) extra[unescaped(header.slice(EXTRA.length))] = values;
  }
  return {
    name: headers.get('impersonate-user')?.[0] ?? '',
    groups: headers.get('impersonate-group') ?? [],
    uid: headers.get('impersonate-uid')?.[0] || undefined,
    extra,
  };
}

/** The keys of extras are percent-encoded where a header's name could not carry them. */
function unescaped(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}

/** The user as whom a request acts: the one that its Impersonate headers name, if that is allowed. */
export function impersonated(headers: Headers, user: User, authorizer: Authorizer): User {
  return impersonate(user, identityOf(headers), authorizer);
}
