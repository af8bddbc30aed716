import type { KubeObject } from '../../api/object';
import type { PolicyRule, RbacSubject } from '../../api/schema/objects';
import { addLabelsAndAnnotations, type Describer } from './describer';
import { Lines } from './lines';

interface RoleObject extends KubeObject {
  readonly rules?: readonly PolicyRule[] | null;
}

interface BindingObject extends KubeObject {
  readonly roleRef: { readonly kind: string; readonly name: string };
  readonly subjects?: readonly RbacSubject[] | null;
}

function list(items: readonly string[] | null | undefined): string {
  return `[${(items ?? []).join(' ')}]`;
}

interface Row {
  readonly text: string;
  /** Rules stand in the order of Go's text of them. */
  readonly order: string;
}

/** `deployments/scale` of `apps` is written `deployments.apps/scale`. */
function resourceText(resource: string, group: string): string {
  const [name = '', ...rest] = resource.split('/');
  return [group === '' ? name : `${name}.${group}`, ...rest].join('/');
}

/** One line for each resource or path of a rule. */
function ruleRows({
  apiGroups,
  resources,
  resourceNames,
  nonResourceURLs,
  verbs,
}: PolicyRule): Row[] {
  const row = (resource: string, group: string, paths: string): Row => ({
    text: [resourceText(resource, group), paths, list(resourceNames), list(verbs)].join('\t'),
    order: `${list(verbs)},[${group}],[${resource}],${list(resourceNames)},${paths}`,
  });
  const named = (resources ?? []).flatMap((resource) =>
    (apiGroups ?? ['']).map((group) => row(resource, group, '[]')),
  );
  return [...named, ...(nonResourceURLs ?? []).map((url) => row('', '', `[${url}]`))];
}

/** upstream: kubectl describe, RoleDescriber */
export const describeRole: Describer<RoleObject> = (_, role) => {
  const lines = new Lines();
  lines.field(0, 'Name', role.metadata.name);
  addLabelsAndAnnotations(lines, role);
  lines.add(0, 'PolicyRule:');
  lines.add(1, 'Resources\tNon-Resource URLs\tResource Names\tVerbs');
  lines.add(1, '---------\t-----------------\t--------------\t-----');
  const rows = (role.rules ?? []).flatMap(ruleRows);
  rows.sort((left, right) => (left.order < right.order ? -1 : 1));
  for (const { text } of rows) lines.add(1, text);
  return lines;
};

/** upstream: kubectl describe, RoleBindingDescriber */
export const describeBinding: Describer<BindingObject> = (_, binding) => {
  const lines = new Lines();
  lines.field(0, 'Name', binding.metadata.name);
  addLabelsAndAnnotations(lines, binding);
  lines.add(0, 'Role:');
  lines.field(1, 'Kind', binding.roleRef.kind);
  lines.field(1, 'Name', binding.roleRef.name);
  lines.add(0, 'Subjects:');
  lines.add(1, 'Kind\tName\tNamespace');
  lines.add(1, '----\t----\t---------');
  for (const { kind, name, namespace } of binding.subjects ?? [])
    lines.add(1, `${kind}\t${name}\t${namespace ?? ''}`);
  return lines;
};
