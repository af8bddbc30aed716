import type { FeatureGates } from '../features/feature-gates';
import type { Draft } from '../object';
import type { LabelSelector, Pod, PodAffinityTerm } from '../schema/objects';

type Selector = Draft<LabelSelector>;

/** The selector with a requirement for each key that the Pod has a label of. */
function withKeys(
  selector: Selector | undefined,
  keys: readonly string[],
  operator: 'In' | 'NotIn',
  labels: Readonly<Record<string, string>>,
): Selector | undefined {
  if (selector === undefined) return undefined;
  const added = keys.flatMap((key) => {
    const value = labels[key];
    return value === undefined ? [] : [{ key, operator, values: [value] }];
  });
  if (added.length === 0) return selector;
  return { ...selector, matchExpressions: [...(selector.matchExpressions ?? []), ...added] };
}

function mergeTerm(
  term: Draft<PodAffinityTerm>,
  labels: Readonly<Record<string, string>>,
): Draft<PodAffinityTerm> {
  const { matchLabelKeys = [], mismatchLabelKeys = [] } = term;
  if (matchLabelKeys.length + mismatchLabelKeys.length === 0) return term;
  const matched = withKeys(term.labelSelector, matchLabelKeys, 'In', labels);
  const labelSelector = withKeys(matched, mismatchLabelKeys, 'NotIn', labels);
  return labelSelector === undefined ? term : { ...term, labelSelector };
}

/**
 * Writes what matchLabelKeys and mismatchLabelKeys mean for this Pod into its selectors, so that its scheduler
 * need not know of them. upstream: registry core/pod, applyMatchLabelKeysAndMismatchLabelKeys
 */
export function mergeLabelKeys(
  { metadata, spec }: Draft<Pod>,
  { MatchLabelKeysInPodTopologySpreadSelectorMerge: mergesSpread }: FeatureGates,
): void {
  const { labels } = metadata;
  if (labels === undefined) return;
  for (const kind of ['podAffinity', 'podAntiAffinity'] as const) {
    const affinity = spec.affinity?.[kind];
    if (affinity === undefined) continue;
    const hard = affinity.requiredDuringSchedulingIgnoredDuringExecution;
    const soft = affinity.preferredDuringSchedulingIgnoredDuringExecution;
    const terms = [...(hard ?? []), ...(soft ?? []).map((term) => term.podAffinityTerm)];
    if (!terms.some((term) => term.matchLabelKeys ?? term.mismatchLabelKeys)) continue;
    const merged = { ...affinity };
    if (hard !== undefined) {
      merged.requiredDuringSchedulingIgnoredDuringExecution = hard.map((term) =>
        mergeTerm(term, labels),
      );
    }
    if (soft !== undefined) {
      merged.preferredDuringSchedulingIgnoredDuringExecution = soft.map((term) => ({
        ...term,
        podAffinityTerm: mergeTerm(term.podAffinityTerm, labels),
      }));
    }
    spec.affinity = { ...spec.affinity, [kind]: merged };
  }
  const spread = spec.topologySpreadConstraints;
  if (!mergesSpread || spread === undefined || !spread.some(({ matchLabelKeys }) => matchLabelKeys))
    return;
  spec.topologySpreadConstraints = spread.map((constraint) => {
    const keys = constraint.matchLabelKeys ?? [];
    const labelSelector = withKeys(constraint.labelSelector, keys, 'In', labels);
    return labelSelector === undefined ? constraint : { ...constraint, labelSelector };
  });
}
