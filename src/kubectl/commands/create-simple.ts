import { parseSelector } from '../../api/selector';
import { CommandError } from '../errors';
import type { Session } from '../session';
import { generatorCommand, nameOf } from './generator';

/** `kubectl create namespace`. */
export const createNamespaceCommand = generatorCommand({
  path: 'create namespace',
  flags: [],
  build: (session) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: nameOf(session) },
    spec: {},
    status: {},
  }),
});

/** `kubectl create serviceaccount`. */
export const createServiceAccountCommand = generatorCommand({
  path: 'create serviceaccount',
  flags: [],
  failure: 'failed to create serviceaccount: ',
  build: (session) => ({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: nameOf(session) },
  }),
});

/** A number, or a percentage as it stands. */
function share(text: string): number | string {
  return /^-?\d+$/.test(text) ? Number(text) : text;
}

function equalitySelector(text: string): object {
  const requirements = parseSelector(text);
  const labels: Record<string, string> = {};
  const expressions: object[] = [];
  for (const { key, operator, values } of requirements) {
    if (operator === '=') labels[key] = values[0] ?? '';
    else if (operator === 'in' || operator === 'notin') {
      expressions.push({ key, operator: operator === 'in' ? 'In' : 'NotIn', values });
    } else if (operator === '!=') expressions.push({ key, operator: 'NotIn', values });
    else if (operator === 'exists') expressions.push({ key, operator: 'Exists' });
    else if (operator === '!') expressions.push({ key, operator: 'DoesNotExist' });
    else
      throw new CommandError(`${JSON.stringify(operator)} is not a valid label selector operator`);
  }
  return {
    ...(expressions.length > 0 ? { matchExpressions: expressions } : {}),
    ...(Object.keys(labels).length > 0 ? { matchLabels: labels } : {}),
  };
}

/** `kubectl create poddisruptionbudget`. */
export const createBudgetCommand = generatorCommand({
  path: 'create poddisruptionbudget',
  flags: ['selector', 'min-available', 'max-unavailable'],
  failure: 'failed to create poddisruptionbudgets: ',
  build(session) {
    const { flags } = session;
    const name = nameOf(session);
    const selector = flags.text('selector');
    const min = flags.text('min-available');
    const max = flags.text('max-unavailable');
    if (selector === '') throw new CommandError('a selector must be specified');
    if (min === '' && max === '')
      throw new CommandError('one of min-available or max-unavailable must be specified');
    if (min !== '' && max !== '') {
      throw new CommandError('min-available and max-unavailable cannot be both specified');
    }
    return {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name },
      spec: {
        ...(max === '' ? {} : { maxUnavailable: share(max) }),
        ...(min === '' ? {} : { minAvailable: share(min) }),
        selector: equalitySelector(selector),
      },
      status: { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 },
    };
  },
});

/** `kubectl create priorityclass`. */
export const createPriorityClassCommand = generatorCommand({
  path: 'create priorityclass',
  flags: ['value', 'description', 'global-default', 'preemption-policy'],
  failure: 'failed to create priorityclass: ',
  build(session) {
    const { flags } = session;
    const description = flags.text('description');
    return {
      apiVersion: 'scheduling.k8s.io/v1',
      ...(description === '' ? {} : { description }),
      ...(flags.boolean('global-default') ? { globalDefault: true } : {}),
      kind: 'PriorityClass',
      metadata: { name: nameOf(session) },
      preemptionPolicy: flags.text('preemption-policy') || 'PreemptLowerPriority',
      value: flags.number('value'),
    };
  },
});

function hardOf(text: string): Record<string, string> {
  const pairs = text === '' ? [] : text.split(',');
  return Object.fromEntries(
    pairs.map((pair) => {
      const [key = '', value, ...more] = pair.split('=');
      if (value === undefined || more.length > 0)
        throw new CommandError(`Invalid argument syntax ${pair}, expected <resource>=<value>`);
      return [key, value];
    }),
  );
}

/** `kubectl create quota`. */
export const createQuotaCommand = generatorCommand({
  path: 'create quota',
  flags: ['hard', 'scopes'],
  failure: 'failed to create quota: ',
  build(session) {
    const hard = hardOf(session.flags.list('hard').join(','));
    const scopes = session.flags.text('scopes');
    return {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: nameOf(session) },
      spec: {
        ...(Object.keys(hard).length > 0 ? { hard } : {}),
        ...(scopes === '' ? {} : { scopes: scopes.split(',') }),
      },
      status: {},
    };
  },
});

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** One rule for each API group, as `create role` makes them. */
function rulesOf(session: Session): readonly Rule[] {
  const { flags } = session;
  const verbs = flags.list('verb').includes('*') ? ['*'] : [...new Set(flags.list('verb'))];
  const names = flags.list('resource-name');
  if (verbs.length === 0) throw new CommandError('at least one verb must be specified');
  const byGroup = new Map<string, string[]>();
  for (const word of flags.list('resource')) {
    const [resource = '', subresource] = word.split('/');
    const kind = resource === '*' ? undefined : session.kind(resource);
    const plural = (kind?.plural ?? '*') + (subresource === undefined ? '' : `/${subresource}`);
    const group = kind?.group ?? '*';
    const list = byGroup.get(group) ?? [];
    if (!list.includes(plural)) list.push(plural);
    byGroup.set(group, list);
  }
  if (byGroup.size === 0) throw new CommandError('at least one resource must be specified');
  return [...byGroup]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, resources]) => ({
      apiGroups: [group],
      ...(names.length > 0 ? { resourceNames: names } : {}),
      resources,
      verbs,
    }));
}

/** `kubectl create role`. */
export const createRoleCommand = generatorCommand({
  path: 'create role',
  flags: ['verb', 'resource', 'resource-name'],
  build: (session) => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { name: nameOf(session) },
    rules: rulesOf(session),
  }),
});

/** `kubectl create clusterrole`. */
export const createClusterRoleCommand = generatorCommand({
  path: 'create clusterrole',
  flags: ['verb', 'resource', 'resource-name', 'non-resource-url'],
  build(session) {
    const urls = session.flags.list('non-resource-url');
    const rules =
      urls.length > 0
        ? [{ nonResourceURLs: urls, verbs: session.flags.list('verb') }]
        : rulesOf(session);
    return {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: nameOf(session) },
      rules,
    };
  },
});

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
