import type {
  LabelSelector,
  LabelSelectorRequirement,
  Pod,
  PodAffinityTerm,
  WeightedPodAffinityTerm,
} from '../api/schema/objects';
import { matchesSelector } from '../api/selector';

type Labels = Readonly<Record<string, string>>;

/** An inter-pod affinity term as it applies to one Pod. */
export interface AffinityTerm {
  readonly topologyKey: string;
  readonly selector: LabelSelector | undefined;
  /** The namespaces it names; the Pod's own when it says nothing. */
  readonly namespaces: readonly string[];
  readonly namespaceSelector: LabelSelector | undefined;
  /** Equal terms have equal keys. */
  readonly key: string;
}

export interface WeightedTerm {
  readonly term: AffinityTerm;
  readonly weight: number;
}

/** A Pod's inter-pod affinity. */
export interface PodTerms {
  readonly requiredAffinity: readonly AffinityTerm[];
  readonly requiredAntiAffinity: readonly AffinityTerm[];
  readonly preferredAffinity: readonly WeightedTerm[];
  readonly preferredAntiAffinity: readonly WeightedTerm[];
}

const NO_TERMS: PodTerms = {
  requiredAffinity: [],
  requiredAntiAffinity: [],
  preferredAffinity: [],
  preferredAntiAffinity: [],
};

const keys = new WeakMap<LabelSelector, string>();

/** A text that equal selectors share. */
export function selectorKey(selector: LabelSelector | undefined): string {
  if (selector === undefined) return '-';
  const known = keys.get(selector);
  if (known !== undefined) return known;
  const labels = Object.entries(selector.matchLabels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const key = JSON.stringify([labels, selector.matchExpressions ?? []]);
  keys.set(selector, key);
  return key;
}

/**
 * The selector with the Pod's own values of some label keys added: those that must be the same and those that
 * must differ. Keys that the Pod does not have count for nothing.
 */
export function withLabelKeys(
  selector: LabelSelector | undefined,
  labels: Labels | undefined,
  same: readonly string[] | undefined,
  different?: readonly string[],
): LabelSelector | undefined {
  if (selector === undefined || labels === undefined) return selector;
  const added: LabelSelectorRequirement[] = [];
  const add = (list: readonly string[] | undefined, operator: string) => {
    for (const key of list ?? []) {
      const value = labels[key];
      if (value !== undefined) added.push({ key, operator, values: [value] });
    }
  };
  add(same, 'In');
  add(different, 'NotIn');
  if (added.length === 0) return selector;
  return { ...selector, matchExpressions: [...(selector.matchExpressions ?? []), ...added] };
}

function compile(pod: Pod, term: PodAffinityTerm): AffinityTerm {
  const { labels, namespace = '' } = pod.metadata;
  const { topologyKey, namespaceSelector, namespaces = [] } = term;
  const selector = withLabelKeys(
    term.labelSelector,
    labels,
    term.matchLabelKeys,
    term.mismatchLabelKeys,
  );
  const named =
    namespaces.length === 0 && namespaceSelector === undefined
      ? [namespace]
      : [...namespaces].sort();
  const key = JSON.stringify([
    topologyKey,
    named,
    selectorKey(namespaceSelector),
    selectorKey(selector),
  ]);
  return { topologyKey, selector, namespaces: named, namespaceSelector, key };
}

/** Reads the Pod's inter-pod affinity. upstream: scheduler/framework NewPodInfo */
export function compileTerms(pod: Pod): PodTerms {
  const { podAffinity, podAntiAffinity } = pod.spec.affinity ?? {};
  if (podAffinity === undefined && podAntiAffinity === undefined) return NO_TERMS;
  const one = (term: PodAffinityTerm) => compile(pod, term);
  const weighted = ({ weight, podAffinityTerm }: WeightedPodAffinityTerm) => ({
    term: compile(pod, podAffinityTerm),
    weight,
  });
  return {
    requiredAffinity: (podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []).map(one),
    requiredAntiAffinity: (
      podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []
    ).map(one),
    preferredAffinity: (podAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(
      weighted,
    ),
    preferredAntiAffinity: (
      podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []
    ).map(weighted),
  };
}

/** Tells the labels of a namespace; undefined when it is not known. */
export type NamespaceLabels = (namespace: string) => Labels | undefined;

/** True when the term speaks of Pods with these labels in this namespace. */
export function termMatches(
  term: AffinityTerm,
  namespace: string,
  labels: Labels,
  namespaceLabels: NamespaceLabels,
): boolean {
  const inNamespace =
    term.namespaces.includes(namespace) ||
    (term.namespaceSelector !== undefined &&
      matchesSelector(term.namespaceSelector, namespaceLabels(namespace) ?? {}));
  return inNamespace && matchesSelector(term.selector, labels);
}
