import { ApiError, forbiddenError } from '../../api/errors';
import type { PolicyRule } from '../../api/schema/objects';
import type { User } from '../api';
import type { Store } from '../store';
import type { Attributes, ResourceAttributes } from './attributes';
import { decideByRoles, rulesFor } from './rbac';

/** What everybody may do who is a master. upstream: authorizerfactory, NewPrivilegedGroups */
const EVERYTHING: readonly PolicyRule[] = [
  { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
  { verbs: ['*'], nonResourceURLs: ['*'] },
];

function isMaster({ groups }: User): boolean {
  return groups.includes('system:masters');
}

/** Whether a user may do something, and why. */
export interface Decision {
  readonly allowed: boolean;
  /** What lets the user, or what those said who do not; empty where there is nothing to say. */
  readonly reason: string;
}

/** Who says what everybody may do: the stored roles and bindings. upstream: --authorization-mode */
export class Authorizer {
  constructor(private readonly store: Store) {}

  /** Whether the user may do this, and by which binding. */
  decide(attributes: Attributes): Decision {
    if (isMaster(attributes.user)) return { allowed: true, reason: '' };
    return decideByRoles(this.store, attributes);
  }

  /** All rules that hold for the user, in a namespace and in the cluster. */
  rulesFor(user: User, namespace: string): readonly PolicyRule[] {
    const bound = rulesFor(this.store, user, namespace);
    return isMaster(user) ? [...EVERYTHING, ...bound] : bound;
  }

  /** A 403 in the server's words when the user may not do this. upstream: responsewriters, forbiddenMessage */
  mustAllow(attributes: Attributes): void {
    const { allowed, reason } = this.decide(attributes);
    if (allowed) return;
    const { user, verb } = attributes;
    const why = reason === '' ? '' : `: ${reason}`;
    if ('path' in attributes) {
      const text = `User "${user.name}" cannot ${verb} path "${attributes.path}"${why}`;
      throw new ApiError('Forbidden', `forbidden: ${text}`);
    }
    throw refused(attributes, `User "${user.name}" cannot ${verb} ${wished(attributes)}${why}`);
  }

  /**
   * The same for what a request turns out to be: one that creates where it was to change. upstream: handlers/create.go,
   * withAuthorization
   */
  mustAllowToo(attributes: ResourceAttributes): void {
    const { allowed, reason } = this.decide(attributes);
    if (!allowed) throw refused(attributes, reason);
  }
}

function refused({ group, plural, name }: ResourceAttributes, why: string): ApiError {
  return forbiddenError({ group, kind: plural, plural }, name, why);
}

function wished({ plural, subresource, group, namespace }: ResourceAttributes): string {
  const resource = subresource === '' ? plural : `${plural}/${subresource}`;
  const scope =
    namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  return `resource "${resource}" in API group "${group}" ${scope}`;
}
