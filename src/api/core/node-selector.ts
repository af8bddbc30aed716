import type { Node, NodeSelectorRequirement, NodeSelectorTerm, PodSpec } from '../schema/objects';

type Labels = Readonly<Record<string, string>>;

const NONE: Labels = {};
const INTEGER = /^[+-]?\d+$/;

/** True when the value satisfies the requirement; undefined stands for a label that is not there. */
function satisfies(requirement: NodeSelectorRequirement, value: string | undefined): boolean {
  const { operator, values = [] } = requirement;
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
    case 'Lt': {
      const bound = values[0] ?? '';
      if (value === undefined || !INTEGER.test(value) || !INTEGER.test(bound)) return false;
      return operator === 'Gt' ? Number(value) > Number(bound) : Number(value) < Number(bound);
    }
    default:
      return false;
  }
}

/** True when the node satisfies all of the term; an empty term matches no node. */
export function matchesNodeTerm(term: NodeSelectorTerm, node: Node): boolean {
  const { matchExpressions = [], matchFields = [] } = term;
  if (matchExpressions.length === 0 && matchFields.length === 0) return false;
  const labels = node.metadata.labels ?? NONE;
  for (const requirement of matchExpressions) {
    if (!satisfies(requirement, labels[requirement.key])) return false;
  }
  for (const requirement of matchFields) {
    const value = requirement.key === 'metadata.name' ? node.metadata.name : undefined;
    if (!satisfies(requirement, value)) return false;
  }
  return true;
}

/** The terms of the required node affinity; undefined when there is none. */
export function requiredTerms(spec: PodSpec): readonly NodeSelectorTerm[] | undefined {
  return spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
    ?.nodeSelectorTerms;
}

/** True when the Pod limits itself to some nodes. */
export function limitsNodes(spec: PodSpec): boolean {
  return spec.nodeSelector !== undefined || requiredTerms(spec) !== undefined;
}

/** True when the node satisfies nodeSelector and required node affinity. */
export function matchesNodeAffinity(spec: PodSpec, node: Node): boolean {
  if (spec.nodeSelector !== undefined) {
    const labels = node.metadata.labels ?? NONE;
    for (const key in spec.nodeSelector) {
      if (labels[key] !== spec.nodeSelector[key]) return false;
    }
  }
  const terms = requiredTerms(spec);
  return terms === undefined || terms.some((term) => matchesNodeTerm(term, node));
}
