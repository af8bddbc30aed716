import type { User } from '../api';

/** The group of all kubelets. */
export const NODES = 'system:nodes';
const PREFIX = 'system:node:';

/** Which node a user is; `''` for one who is a node and does not say which, undefined for all others. upstream: auth/nodeidentifier */
export function nodeNameOf({ name, groups }: User): string | undefined {
  if (!groups.includes(NODES)) return undefined;
  return name.startsWith(PREFIX) ? name.slice(PREFIX.length) : '';
}
