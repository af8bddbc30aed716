import { kindOf } from '../api';
import { forbiddenError } from '../api/errors';
import type { Kind } from '../api/kind';
import { joinKey } from '../api/object';
import type {
  ClusterRole,
  ClusterRoleBinding,
  PolicyRule,
  RbacSubject,
  Role,
  RoleBinding,
  RoleRef,
} from '../api/schema/objects';
import type { User } from './api';
import type { Gate, Request } from './request';
import type { Store } from './store';

const RBAC = 'rbac.authorization.k8s.io/v1';
const Roles = kindOf(RBAC, 'Role') as unknown as Kind<Role>;
const RoleBindings = kindOf(RBAC, 'RoleBinding') as unknown as Kind<RoleBinding>;
const ClusterRoles = kindOf(RBAC, 'ClusterRole') as unknown as Kind<ClusterRole>;
const ClusterRoleBindings = kindOf(
  RBAC,
  'ClusterRoleBinding',
) as unknown as Kind<ClusterRoleBinding>;

function isMeant(user: User, subject: RbacSubject, namespace: string | undefined): boolean {
  switch (subject.kind) {
    case 'User':
      return subject.name === user.name;
    case 'Group':
      return user.groups.includes(subject.name);
    case 'ServiceAccount':
      return (
        user.name === `system:serviceaccount:${subject.namespace ?? namespace}:${subject.name}`
      );
    default:
      return false;
  }
}

/** What somebody wants to do with a resource. */
export interface ResourceAttributes {
  readonly user: User;
  readonly verb: string;
  readonly group: string;
  readonly plural: string;
  readonly subresource: string;
  readonly namespace: string | undefined;
  readonly name: string;
}

/** What somebody wants to do with a path that is no resource. */
export interface PathAttributes {
  readonly user: User;
  readonly verb: string;
  readonly path: string;
}

export type Attributes = ResourceAttributes | PathAttributes;

function allows(rule: PolicyRule, attributes: Attributes): boolean {
  if ('path' in attributes) return allowsPath(rule, attributes);
  const { verb, group, plural, subresource, name } = attributes;
  const resource = subresource === '' ? plural : `${plural}/${subresource}`;
  const within = (list: readonly string[] | null | undefined, value: string) =>
    (list ?? []).some((item) => item === '*' || item === value);
  const names = rule.resourceNames ?? [];
  return (
    within(rule.verbs, verb) &&
    within(rule.apiGroups, group) &&
    ((rule.resources ?? []).includes(`*/${subresource}`) || within(rule.resources, resource)) &&
    (names.length === 0 || names.includes(name))
  );
}

function allowsPath(
  { verbs, nonResourceURLs }: PolicyRule,
  { verb, path }: PathAttributes,
): boolean {
  const isMeantBy = (pattern: string) =>
    pattern === '*' ||
    pattern === path ||
    (pattern.endsWith('*') && path.startsWith(pattern.replace(/\*+$/, '')));
  const isVerb = verbs.includes('*') || verbs.includes(verb);
  return isVerb && (nonResourceURLs ?? []).some(isMeantBy);
}

/** Whether the user may, and what went wrong on the way: roles that are bound and not there. */
export interface Decision {
  readonly allowed: boolean;
  /** Which binding lets the user; empty for a member of system:masters. */
  readonly reason: string;
  readonly problems: readonly string[];
}

/** The namespace that a request concerns: a Namespace lies in itself. upstream: RequestInfo */
function namespaceOf({ kind, verb, name, namespace }: Request): string | undefined {
  const isNamespace = kind.id === 'namespaces' && name !== '' && verb !== 'create';
  return isNamespace ? name : namespace;
}

/** The rules of a role that is bound; undefined when there is no such role. */
export function rulesOf(
  store: Store,
  ref: RoleRef,
  namespace: string,
): readonly PolicyRule[] | undefined {
  const role =
    ref.kind === 'ClusterRole'
      ? store.get(ClusterRoles, ref.name)
      : store.get(Roles, joinKey(namespace, ref.name));
  return role === undefined ? undefined : (role.rules ?? []);
}

function attributesOf(request: Request): ResourceAttributes {
  const { user, verb, kind, subresource, name } = request;
  const { group, plural } = kind;
  return { user, verb, group, plural, subresource, name, namespace: namespaceOf(request) };
}

/** Whether the stored roles and bindings let the user do this, and by which. upstream: RBAC authorizer */
export function decide(store: Store, attributes: Attributes): Decision {
  const { user } = attributes;
  if (user.groups.includes('system:masters')) return { allowed: true, reason: '', problems: [] };
  const namespace = 'path' in attributes ? undefined : attributes.namespace;
  const problems: string[] = [];
  const granted = (binding: RoleBinding, within: string | undefined): string | undefined => {
    const { subjects = [], roleRef } = binding;
    const subject = subjects.find((each) => isMeant(user, each, within));
    if (subject === undefined) return undefined;
    const rules = rulesOf(store, roleRef, within ?? '');
    if (rules?.some((rule) => allows(rule, attributes))) return reasonOf(binding, subject);
    if (rules === undefined) {
      const plural = roleRef.kind === 'ClusterRole' ? 'clusterrole' : 'role';
      problems.push(`${plural}.rbac.authorization.k8s.io "${roleRef.name}" not found`);
    }
    return undefined;
  };
  for (const binding of store.objects(ClusterRoleBindings).values()) {
    const reason = granted(binding, undefined);
    if (reason !== undefined) return { allowed: true, reason, problems };
  }
  if (namespace !== undefined) {
    for (const binding of store.objects(RoleBindings, namespace).values()) {
      const reason = granted(binding, namespace);
      if (reason !== undefined) return { allowed: true, reason, problems };
    }
  }
  return { allowed: false, reason: '', problems };
}

/** All rules that are bound to the user, in a namespace and in the cluster. upstream: RBAC RulesFor */
export function rulesFor(store: Store, user: User, namespace: string): readonly PolicyRule[] {
  const bound = (bindings: Iterable<RoleBinding>, within: string | undefined) =>
    [...bindings].flatMap(({ subjects = [], roleRef }) =>
      subjects.some((subject) => isMeant(user, subject, within))
        ? (rulesOf(store, roleRef, within ?? '') ?? [])
        : [],
    );
  return [
    ...bound(store.objects(ClusterRoleBindings).values(), undefined),
    ...bound(store.objects(RoleBindings, namespace).values(), namespace),
  ];
}

// upstream: RBAC authorizer, clusterRoleBindingDescriber and roleBindingDescriber
function reasonOf(binding: RoleBinding, subject: RbacSubject): string {
  const { kind, metadata, roleRef } = binding;
  const where = metadata.namespace === undefined ? '' : `/${metadata.namespace}`;
  const who =
    subject.kind === 'ServiceAccount'
      ? `ServiceAccount "${subject.name}/${subject.namespace ?? metadata.namespace ?? ''}"`
      : `${subject.kind} "${subject.name}"`;
  return `RBAC: allowed by ${kind} "${metadata.name}${where}" of ${roleRef.kind} "${roleRef.name}" to ${who}`;
}

/** What went wrong while deciding, as messages tell it. */
export function problemText({ problems }: Decision): string {
  if (problems.length === 0) return '';
  return `RBAC: ${problems.length === 1 ? problems[0] : `[${problems.join(', ')}]`}`;
}

/** True when the stored roles and bindings let the user do this. upstream: RBAC authorizer */
export function isAllowed(store: Store, request: Request): boolean {
  return decide(store, attributesOf(request)).allowed;
}

/** A 403 in the server's words when the user may not do this. */
export function mustBeAllowed(store: Store, attributes: ResourceAttributes): void {
  const decision = decide(store, attributes);
  if (decision.allowed) return;
  const { user, verb, group, plural, subresource, namespace, name } = attributes;
  const resource = subresource === '' ? plural : `${plural}/${subresource}`;
  const scope =
    namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  const problem = problemText(decision);
  const why = problem === '' ? '' : `: ${problem}`;
  throw forbiddenError(
    { group, kind: plural, plural },
    name,
    `User "${user.name}" cannot ${verb} resource "${resource}" in API group "${group}" ${scope}${why}`,
  );
}

/** The gate that lets only those pass who may. */
export function authorizer(store: Store): Gate {
  return (request) => {
    const attributes = attributesOf(request);
    // a new object's name stands in the body, which nobody has read yet. upstream: RequestInfo
    const isNameless = request.verb === 'create' && request.subresource === '';
    mustBeAllowed(store, isNameless ? { ...attributes, name: '' } : attributes);
  };
}
