import { CommandError } from '../errors';
import type { Session } from '../session';
import { generatorCommand, nameOf } from './generator';

/** The subjects that --user, --group and --serviceaccount name. */
export function subjectsOf({ flags }: Session): readonly object[] {
  const named = (kind: string, names: readonly string[]) =>
    names.map((name) => ({ apiGroup: 'rbac.authorization.k8s.io', kind, name }));
  const accounts = flags.list('serviceaccount').map((word) => {
    const [namespace, name, ...more] = word.split(':');
    if (!namespace || !name || more.length > 0) {
      throw new CommandError('serviceaccount must be <namespace>:<name>');
    }
    return { kind: 'ServiceAccount', name, namespace };
  });
  return [
    ...named('User', flags.list('user')),
    ...named('Group', flags.list('group')),
    ...accounts,
  ];
}

function bindingOf(
  session: Session,
  kind: string,
): {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly roleRef: object;
  readonly subjects?: readonly object[];
} {
  const { flags } = session;
  const role = flags.text('role');
  const clusterRole = flags.text('clusterrole');
  if (kind === 'RoleBinding' && (role === '') === (clusterRole === '')) {
    throw new CommandError('exactly one of clusterrole or role must be specified');
  }
  const subjects = subjectsOf(session);
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind,
    metadata: { name: nameOf(session) },
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: clusterRole === '' ? 'Role' : 'ClusterRole',
      name: clusterRole === '' ? role : clusterRole,
    },
    ...(subjects.length > 0 ? { subjects } : {}),
  };
}

/** `kubectl create rolebinding`. */
export const createRoleBindingCommand = generatorCommand({
  path: 'create rolebinding',
  flags: ['role', 'clusterrole', 'user', 'group', 'serviceaccount'],
  failure: 'failed to create rolebinding: ',
  build: (session) => ({ ...bindingOf(session, 'RoleBinding') }),
});

/** `kubectl create clusterrolebinding`. */
export const createClusterRoleBindingCommand = generatorCommand({
  path: 'create clusterrolebinding',
  flags: ['clusterrole', 'user', 'group', 'serviceaccount'],
  required: ['clusterrole'],
  failure: 'failed to create clusterrolebinding: ',
  build: (session) => ({ ...bindingOf(session, 'ClusterRoleBinding') }),
});
