import { ApiError, forbiddenError } from '../../api/errors';
import type { Kind } from '../../api/kind';
import type { PolicyRule } from '../../api/schema/objects';
import type { User } from '../api';
import type { Verb } from '../request';
import type { Store } from '../store';
import { Access } from './access';
import { type Attributes, attributesOf, type ResourceAttributes } from './attributes';
import { ClusterBindings } from './cluster-bindings';
import { NodeAuthorizer } from './node-authorizer';
import { nodeNameOf } from './node-identity';
import { decideByRoles, RBAC_KINDS, rulesFor } from './rbac';

/** What everybody may do who is a master. upstream: authorizerfactory, NewPrivilegedGroups */
const EVERYTHING: readonly PolicyRule[] = [
  { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
  { verbs: ['*'], nonResourceURLs: ['*'] },
];

/** No object in particular, anywhere. */
const ANY = { namespace: undefined, name: '' };

function isMaster({ groups }: User): boolean {
  return groups.includes('system:masters');
}

/** Whether a user may do something, and why. */
export interface Decision {
  readonly allowed: boolean;
  /** What lets the user, or what those said who do not; empty where there is nothing to say. */
  readonly reason: string;
}

/**
 * Who says what everybody may do: the masters anything, kubelets what is theirs, and all what the stored roles and bindings say.
 * upstream: --authorization-mode=Node,RBAC
 */
export class Authorizer {
  private readonly nodes: NodeAuthorizer;
  private readonly known = new WeakMap<User, Access>();
  private readonly roles = { version: 0, founding: undefined as number | undefined, founder: '' };
  private readonly clusterBindings: ClusterBindings;

  constructor(private readonly store: Store) {
    this.nodes = new NodeAuthorizer(store);
    this.clusterBindings = new ClusterBindings(store);
    for (const kind of RBAC_KINDS) store.watch(kind, () => this.roles.version++);
  }

  /** The roles and bindings are now those that every cluster of this founder begins with. */
  founded(founder: string): void {
    this.roles.founder = founder;
    this.roles.founding = this.roles.version;
  }

  /** Whether the user may do this, and by which binding. */
  decide(attributes: Attributes): Decision {
    if (isMaster(attributes.user)) return { allowed: true, reason: '' };
    const asNode = this.nodes.decide(attributes);
    if (asNode?.allowed === true) return asNode;
    const byRoles = decideByRoles(this.store, this.clusterBindings, attributes);
    if (byRoles.allowed || asNode === undefined || asNode.reason === '') return byRoles;
    const reasons = [asNode.reason, byRoles.reason].filter((reason) => reason !== '');
    return { allowed: false, reason: reasons.join('\n') };
  }

  /** What the user may do with any object, for who asks again and again. */
  accessOf(user: User): Access {
    let access = this.known.get(user);
    if (access === undefined) {
      const judge = (verb: Verb, kind: Kind, subresource: string) =>
        this.decide(attributesOf(user, verb, { kind, subresource }, ANY)).allowed;
      access = new Access(user, this.roles, judge, this.nodes.ownerships(user));
      this.known.set(user, access);
    }
    return access;
  }

  /** All rules that are known to hold for the user, in a namespace and in the cluster. */
  rulesFor(user: User, namespace: string): readonly PolicyRule[] {
    const bound = rulesFor(this.store, user, namespace);
    return isMaster(user) ? [...EVERYTHING, ...bound] : bound;
  }

  /** What keeps the rules of a user from being all that there is to say; undefined for most. */
  ruleProblem(user: User): string | undefined {
    return nodeNameOf(user) === undefined
      ? undefined
      : 'node authorizer does not support user rule resolution';
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
