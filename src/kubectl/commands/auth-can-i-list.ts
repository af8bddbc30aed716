import { reviewKinds } from '../../api';
import type { KubeObject, New } from '../../api/object';
import type { PolicyRule } from '../../api/schema/objects';
import { CommandError } from '../errors';
import { align, GET_TABLE } from '../print/tabwriter';
import type { Session } from '../session';

/** One line of the list: one resource or one path. */
interface Permission {
  readonly verbs: readonly string[];
  readonly group: string;
  readonly resource: string;
  readonly name: string;
  readonly url: string;
}

interface RulesReview extends KubeObject {
  readonly status?: {
    readonly resourceRules?: readonly PolicyRule[];
    readonly nonResourceRules?: readonly PolicyRule[];
  };
}

function broken({ verbs = [], apiGroups, resources, resourceNames }: PolicyRule): Permission[] {
  const names = (resourceNames ?? []).length > 0 ? (resourceNames ?? []) : [''];
  return (apiGroups ?? []).flatMap((group) =>
    (resources ?? []).flatMap((resource) =>
      names.map((name) => ({ verbs: [...verbs], group, resource, name, url: '' })),
    ),
  );
}

function brokenPaths({ verbs = [], nonResourceURLs }: PolicyRule): Permission[] {
  return (nonResourceURLs ?? []).flatMap((url) =>
    verbs.map((verb) => ({ verbs: [verb], group: '', resource: '', name: '', url })),
  );
}

/** One permission for each resource, with all that may be done to it. upstream: rbac validation, CompactRules */
function compacted(permissions: readonly Permission[]): readonly Permission[] {
  const byResource = new Map<string, Permission>();
  for (const each of permissions) {
    const key = `${each.group}/${each.resource}/${each.name}`;
    const known = byResource.get(key);
    const verbs = [...new Set([...(known?.verbs ?? []), ...each.verbs])];
    byResource.set(key, { ...(known ?? each), verbs });
  }
  return [...byResource.values()];
}

/** As Go writes a rule, which is what the list is sorted by. */
function sortKey({ verbs, group, resource, name, url }: Permission): string {
  const groups = resource === '' ? '' : group;
  return `Verbs:[${verbs.join(' ')}],APIGroups:[${groups}],Resources:[${resource}],ResourceNames:[${name}],NonResourceURLs:[${url}],`;
}

/** `deployments.apps/scale` */
function combined({ group, resource }: Permission): string {
  const [plural = '', subresource] = resource.split('/');
  const suffix = resource !== '' && group !== '' ? `.${group}` : '';
  return `${plural}${suffix}${subresource === undefined ? '' : `/${subresource}`}`;
}

/** `kubectl auth can-i --list`: all that the user may do in the namespace. */
export function listPermissions(session: Session): void {
  const kind = reviewKinds.find((each) => each.kind === 'SelfSubjectRulesReview');
  if (kind === undefined) throw new CommandError('there are no SelfSubjectRulesReviews');
  const review = { spec: { namespace: session.namespace } } as unknown as New<KubeObject>;
  const { status } = session.api.create(kind, review) as RulesReview;
  const permissions = [
    ...compacted((status?.resourceRules ?? []).flatMap(broken)),
    ...(status?.nonResourceRules ?? []).flatMap(brokenPaths),
  ];
  const keyed = permissions.map((each) => ({ each, key: sortKey(each) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key === b.key ? 0 : 1));
  const rows = keyed.map(({ each }) => [
    combined(each),
    `[${each.url}]`,
    `[${each.name}]`,
    `[${each.verbs.join(' ')}]`,
  ]);
  const header = ['Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs'];
  const lines = session.flags.boolean('no-headers') ? rows : [header, ...rows];
  session.write(`${align(lines.map((row) => row.join('\t')).join('\n'), GET_TABLE)}\n`);
}
