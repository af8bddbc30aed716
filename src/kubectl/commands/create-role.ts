import { CommandError } from '../errors';
import type { Session } from '../session';
import { type Generated, generatorCommand, nameOf } from './generator';

/** What the server may be asked to do with objects, for all that kubectl knows. */
const RESOURCE_VERBS = new Set(
  '* get delete list create update patch watch proxy deletecollection use bind escalate impersonate'.split(
    ' ',
  ),
);
const URL_VERBS = new Set('* get post put delete patch head options'.split(' '));

const RBAC = 'rbac.authorization.k8s.io';

/** The verbs that mean something for few resources only. */
const SPECIAL_VERBS: Readonly<Record<string, readonly string[]>> = {
  use: ['podsecuritypolicies.policy', 'podsecuritypolicies.extensions'],
  bind: [`roles.${RBAC}`, `clusterroles.${RBAC}`],
  escalate: [`roles.${RBAC}`, `clusterroles.${RBAC}`],
  impersonate: ['users', 'serviceaccounts', 'groups', 'userextras.authentication.k8s.io'],
};

/** A resource as the command line names it. */
interface Resource {
  readonly group: string;
  readonly plural: string;
  /** With its slash; empty when there is none. */
  readonly part: string;
}

/** What `pods`, `deploy.apps/scale` or `*.*` mean. */
function resourceOf(session: Session, word: string): Resource {
  const slash = word.indexOf('/');
  const name = (slash < 0 ? word : word.slice(0, slash)).toLowerCase();
  const part = slash < 0 ? '' : word.slice(slash);
  const dot = name.indexOf('.');
  const [plain, group] = dot < 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot + 1)];
  if (plain === '')
    throw new CommandError('resource must be specified if apiGroup/subresource specified');
  if (plain === '*') return { group, plural: plain, part };
  const kind = session.api.kinds.find(group === '' ? plain : name);
  if (kind === undefined)
    throw new CommandError(`the server doesn't have a resource type "${plain}"`, true);
  return { group: kind.group, plural: kind.plural, part };
}

function checkSpecial(verbs: readonly string[], { group, plural }: Resource): void {
  const id = group === '' ? plural : `${plural}.${group}`;
  for (const verb of verbs) {
    if (SPECIAL_VERBS[verb]?.includes(id) === false)
      throw new CommandError(`can not perform '${verb}' on '${plural}' in group '${group}'`);
  }
}

function verbsOf({ flags }: Session): readonly string[] {
  const verbs = [...new Set(flags.list('verb'))];
  if (verbs.length === 0) throw new CommandError('at least one verb must be specified');
  return verbs.includes('*') ? ['*'] : verbs;
}

/** One rule for each API group. */
function resourceRules(session: Session, verbs: readonly string[]): readonly object[] {
  const { flags } = session;
  const names = [...new Set(flags.list('resource-name'))];
  for (const verb of verbs) {
    if (!RESOURCE_VERBS.has(verb))
      session.warn(`Warning: '${verb}' is not a standard resource verb`);
  }
  const byGroup = new Map<string, Set<string>>();
  for (const word of flags.list('resource')) {
    const resource = resourceOf(session, word);
    checkSpecial(verbs, resource);
    const plurals = byGroup.get(resource.group) ?? new Set();
    byGroup.set(resource.group, plurals.add(resource.plural + resource.part));
  }
  return [...byGroup.keys()].sort().map((group) => ({
    apiGroups: [group],
    ...(names.length > 0 ? { resourceNames: names } : {}),
    resources: [...(byGroup.get(group) ?? [])],
    verbs,
  }));
}

function urlRules(urls: readonly string[], verbs: readonly string[]): readonly object[] {
  if (urls.length === 0) return [];
  const strange = verbs.find((verb) => !URL_VERBS.has(verb));
  if (strange !== undefined)
    throw new CommandError(`invalid verb: '${strange}' for nonResourceURL`);
  for (const url of urls) {
    if (url !== '*' && !url.startsWith('/'))
      throw new CommandError('nonResourceURL should start with /');
    if (/\*./.test(url))
      throw new CommandError(
        "nonResourceURL only supports wildcard matches when '*' is at the end",
      );
  }
  return [{ nonResourceURLs: urls, verbs }];
}

/** `kubectl create role`. */
export const createRoleCommand = generatorCommand({
  path: 'create role',
  flags: ['verb', 'resource', 'resource-name'],
  build(session) {
    const metadata = { name: nameOf(session) };
    const verbs = verbsOf(session);
    if (session.flags.list('resource').length === 0)
      throw new CommandError('at least one resource must be specified');
    const rules = resourceRules(session, verbs);
    return { apiVersion: `${RBAC}/v1`, kind: 'Role', metadata, rules };
  },
});

/** A ClusterRole that is put together from others. */
function aggregated(session: Session, labels: Readonly<Record<string, string>>): Generated {
  const { flags } = session;
  if (['non-resource-url', 'verb', 'resource', 'resource-name'].some((flag) => flags.has(flag)))
    throw new CommandError(
      'aggregation rule must be specified without nonResourceURLs, verbs, resources or resourceNames',
    );
  return {
    aggregationRule: { clusterRoleSelectors: [{ matchLabels: labels }] },
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRole',
    metadata: { name: nameOf(session) },
    rules: null,
  };
}

/** `kubectl create clusterrole`. */
export const createClusterRoleCommand = generatorCommand({
  path: 'create clusterrole',
  flags: ['aggregation-rule', 'verb', 'resource', 'resource-name', 'non-resource-url'],
  build(session) {
    const { flags } = session;
    const labels = flags.pairs('aggregation-rule');
    if (Object.keys(labels).length > 0) return aggregated(session, labels);
    const metadata = { name: nameOf(session) };
    const verbs = verbsOf(session);
    const urls = [...new Set(flags.list('non-resource-url'))];
    if (urls.length === 0 && flags.list('resource').length === 0)
      throw new CommandError('one of resource or nonResourceURL must be specified');
    const rules = [...resourceRules(session, verbs), ...urlRules(urls, verbs)];
    return { apiVersion: `${RBAC}/v1`, kind: 'ClusterRole', metadata, rules };
  },
});
