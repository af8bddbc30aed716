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

/** A rule about one resource of one group, or about one path. */
interface Piece {
  readonly group?: string;
  readonly resource?: string;
  readonly name?: string | undefined;
  readonly path?: string;
  readonly verbs: string[];
}

/** `deployments/scale` of `apps` is written `deployments.apps/scale`. */
function resourceText({ resource = '', group = '' }: Piece): string {
  const [name = '', ...rest] = resource.split('/');
  return [group === '' ? name : `${name}.${group}`, ...rest].join('/');
}

function piecesOf(rule: PolicyRule): Piece[] {
  const { apiGroups, resources, resourceNames, nonResourceURLs, verbs } = rule;
  const names =
    resourceNames === undefined || resourceNames.length === 0 ? [undefined] : resourceNames;
  const named = (apiGroups ?? ['']).flatMap((group) =>
    (resources ?? []).flatMap((resource) =>
      names.map((name): Piece => ({ group, resource, name, verbs: [...verbs] })),
    ),
  );
  const paths = (nonResourceURLs ?? []).flatMap((path) =>
    verbs.map((verb): Piece => ({ path, verbs: [verb] })),
  );
  return [...named, ...paths];
}

/** What rules say of the same resource is said once. upstream: kubectl util/rbac, CompactRules */
function compact(rules: readonly PolicyRule[]): readonly Piece[] {
  const merged = new Map<string, Piece>();
  const result: Piece[] = [];
  for (const piece of rules.flatMap(piecesOf)) {
    const key = JSON.stringify([piece.group, piece.resource, piece.name]);
    const known = piece.path === undefined ? merged.get(key) : undefined;
    if (known !== undefined) {
      known.verbs.push(...piece.verbs.filter((verb) => !known.verbs.includes(verb)));
      continue;
    }
    merged.set(key, piece);
    result.push(piece);
  }
  return result;
}

function one(item: string | undefined): string {
  return list(item === undefined ? [] : [item]);
}

/** Rules stand in the order of Go's text of them. */
function orderOf({ group, resource, name, path, verbs }: Piece): string {
  return `${list(verbs)},${one(group)},${one(resource)},${one(name)},${one(path)}`;
}

function rowText(piece: Piece): string {
  return [resourceText(piece), one(piece.path), one(piece.name), list(piece.verbs)].join('\t');
}

/** upstream: kubectl describe, RoleDescriber */
export const describeRole: Describer<RoleObject> = (_, role) => {
  const lines = new Lines();
  lines.field(0, 'Name', role.metadata.name);
  addLabelsAndAnnotations(lines, role);
  lines.add(0, 'PolicyRule:');
  lines.add(1, 'Resources\tNon-Resource URLs\tResource Names\tVerbs');
  lines.add(1, '---------\t-----------------\t--------------\t-----');
  const pieces = compact(role.rules ?? []).map((piece) => ({ piece, order: orderOf(piece) }));
  pieces.sort((left, right) => (left.order < right.order ? -1 : 1));
  for (const { piece } of pieces) lines.add(1, rowText(piece));
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
