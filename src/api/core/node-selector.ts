import type { Node, NodeSelectorRequirement, NodeSelectorTerm, PodSpec } from '../schema/objects';

type Labels = Readonly<Record<string, string>>;

/** Judges a node by its labels and its name. */
export type NodeMatcher = (labels: Labels, name: string) => boolean;

/** Judges the value of a label or field; undefined stands for one that is not there. */
type ValueMatcher = (value: string | undefined) => boolean;

const NONE: Labels = {};
const INTEGER = /^[+-]?\d+$/;

const everyNode: NodeMatcher = () => true;
const noNode: NodeMatcher = () => false;

function valueMatcher({ operator, values = [] }: NodeSelectorRequirement): ValueMatcher {
  const [first = ''] = values;
  switch (operator) {
    case 'In':
      return values.length === 1
        ? (value) => value === first
        : (value) => value !== undefined && values.includes(value);
    case 'NotIn':
      return (value) => value === undefined || !values.includes(value);
    case 'Exists':
      return (value) => value !== undefined;
    case 'DoesNotExist':
      return (value) => value === undefined;
    case 'Gt':
    case 'Lt': {
      if (!INTEGER.test(first)) return () => false;
      const bound = Number(first);
      const isGreater = operator === 'Gt';
      return (value) => {
        if (value === undefined || !INTEGER.test(value)) return false;
        return isGreater ? Number(value) > bound : Number(value) < bound;
      };
    }
    default:
      return () => false;
  }
}

/** Those that satisfy all of the matchers. */
function all(matchers: readonly NodeMatcher[]): NodeMatcher {
  const [first = everyNode, second] = matchers;
  if (second === undefined) return first;
  return (labels, name) => matchers.every((matches) => matches(labels, name));
}

function some(matchers: readonly NodeMatcher[]): NodeMatcher {
  const [first = noNode, second] = matchers;
  if (second === undefined) return first;
  return (labels, name) => matchers.some((matches) => matches(labels, name));
}

function compileTerm({ matchExpressions = [], matchFields = [] }: NodeSelectorTerm): NodeMatcher {
  const labels = matchExpressions.map((requirement): NodeMatcher => {
    const { key } = requirement;
    const matches = valueMatcher(requirement);
    return (labels) => matches(labels[key]);
  });
  const fields = matchFields.map((requirement): NodeMatcher => {
    const matches = valueMatcher(requirement);
    const isName = requirement.key === 'metadata.name';
    return (_labels, name) => matches(isName ? name : undefined);
  });
  const parts = [...labels, ...fields];
  return parts.length === 0 ? noNode : all(parts);
}

const compiled = new WeakMap<NodeSelectorTerm, NodeMatcher>();

/** The nodes that satisfy all of the term; an empty term matches no node. */
function termMatcher(term: NodeSelectorTerm): NodeMatcher {
  let matcher = compiled.get(term);
  if (matcher === undefined) {
    matcher = compileTerm(term);
    compiled.set(term, matcher);
  }
  return matcher;
}

/** True when the node satisfies all of the term. */
export function matchesNodeTerm(term: NodeSelectorTerm, { metadata }: Node): boolean {
  return termMatcher(term)(metadata.labels ?? NONE, metadata.name);
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

/** The nodes that satisfy nodeSelector and required node affinity: for who looks at many. */
export function nodeMatcher(spec: PodSpec): NodeMatcher {
  const terms = requiredTerms(spec);
  const parts = Object.entries(spec.nodeSelector ?? NONE).map(
    ([key, value]): NodeMatcher =>
      (labels) =>
        labels[key] === value,
  );
  if (terms !== undefined) parts.push(some(terms.map(termMatcher)));
  return all(parts);
}

/** True when the node satisfies nodeSelector and required node affinity. */
export function matchesNodeAffinity(spec: PodSpec, node: Node): boolean {
  if (!limitsNodes(spec)) return true;
  return nodeMatcher(spec)(node.metadata.labels ?? NONE, node.metadata.name);
}
