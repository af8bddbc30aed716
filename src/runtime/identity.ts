import type { User } from '../apiserver/api';
import { accountGroups } from '../apiserver/token-authority';

const AUTHENTICATED = 'system:authenticated';

/**
 * A component as the API server knows it by its certificate or its token: the name says which groups it is in. upstream: kubeadm's
 * certificates, and the tokens of service accounts
 */
export function componentUser(name: string): User {
  const [, namespace] = /^system:serviceaccount:([^:]+):/.exec(name) ?? [];
  if (namespace !== undefined) return { name, groups: accountGroups(namespace) };
  if (name.startsWith('system:node:')) return { name, groups: ['system:nodes', AUTHENTICATED] };
  const isServer = name === 'system:apiserver';
  return { name, groups: isServer ? ['system:masters', AUTHENTICATED] : [AUTHENTICATED] };
}
