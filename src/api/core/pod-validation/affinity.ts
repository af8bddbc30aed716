import { type FieldError, forbidden, invalid, invalidEach, required } from '../../field-error';
import { validateLabelSelector } from '../../label-selector';
import {
  dnsLabelErrors,
  dnsSubdomainErrors,
  labelValueErrors,
  qualifiedNameErrors,
} from '../../names';
import type {
  Affinity,
  LabelSelector,
  NodeAffinity,
  NodeSelector,
  NodeSelectorRequirement,
  NodeSelectorTerm,
  PodAffinity,
  PodAffinityTerm,
} from '../../schema/objects';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

function weight(path: string, value: number): FieldError[] {
  return value >= 1 && value <= 100
    ? []
    : [invalid(`${path}.weight`, value, 'must be in the range 1-100')];
}

// upstream: core validation, ValidateNodeSelectorRequirement
function validateExpression(
  { key, operator, values = [] }: NodeSelectorRequirement,
  path: string,
  checksValues: boolean,
): FieldError[] {
  const errors: FieldError[] = [];
  const at = `${path}.values`;
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) {
      errors.push(required(at, "must be specified when `operator` is 'In' or 'NotIn'"));
    }
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0) {
      const why = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
      errors.push(forbidden(at, why));
    }
  } else if (operator === 'Gt' || operator === 'Lt') {
    if (values.length !== 1) {
      errors.push(required(at, "must be specified single value when `operator` is 'Lt' or 'Gt'"));
    }
  } else errors.push(invalid(`${path}.operator`, operator, 'not a valid selector operator'));
  errors.push(...invalidEach(`${path}.key`, key, qualifiedNameErrors(key)));
  if (!checksValues) return errors;
  values.forEach((value, index) => {
    errors.push(...invalidEach(`${at}[${index}]`, value, labelValueErrors(value)));
  });
  return errors;
}

// upstream: core validation, ValidateNodeFieldSelectorRequirement
function validateField(
  { key, operator, values = [] }: NodeSelectorRequirement,
  path: string,
): FieldError[] {
  const errors: FieldError[] = [];
  if (operator !== 'In' && operator !== 'NotIn') {
    errors.push(invalid(`${path}.operator`, operator, 'not a valid selector operator'));
  } else if (values.length !== 1) {
    const why = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
    errors.push(required(`${path}.values`, why));
  }
  if (key !== 'metadata.name') {
    return [...errors, invalid(`${path}.key`, key, 'not a valid field selector key')];
  }
  values.forEach((value, index) => {
    errors.push(...invalidEach(`${path}.values[${index}]`, value, dnsSubdomainErrors(value)));
  });
  return errors;
}

function validateTerm(term: NodeSelectorTerm, path: string, checksValues: boolean): FieldError[] {
  const { matchExpressions = [], matchFields = [] } = term;
  return [
    ...matchExpressions.flatMap((e, i) =>
      validateExpression(e, `${path}.matchExpressions[${i}]`, checksValues),
    ),
    ...matchFields.flatMap((f, i) => validateField(f, `${path}.matchFields[${i}]`)),
  ];
}

/** What is wrong with a selector of nodes. upstream: core validation, ValidateNodeSelector */
export function validateNodeSelector(selector: NodeSelector, path: string): FieldError[] {
  const at = `${path}.nodeSelectorTerms`;
  const terms = selector.nodeSelectorTerms;
  if (terms.length === 0) return [required(at, 'must have at least one node selector term')];
  return terms.flatMap((term, index) => validateTerm(term, `${at}[${index}]`, true));
}

function validateNodeAffinity(affinity: NodeAffinity, path: string): FieldError[] {
  const { [REQUIRED]: hard, [PREFERRED]: soft = [] } = affinity;
  return [
    ...(hard === undefined ? [] : validateNodeSelector(hard, `${path}.${REQUIRED}`)),
    ...soft.flatMap((term, index) => {
      const at = `${path}.${PREFERRED}[${index}]`;
      return [
        ...weight(at, term.weight),
        ...validateTerm(term.preference, `${at}.preference`, false),
      ];
    }),
  ];
}

function validateKeys(
  keys: readonly string[],
  selector: LabelSelector | undefined,
  path: string,
): FieldError[] {
  if (keys.length === 0) return [];
  if (selector === undefined) {
    return [forbidden(path, 'must not be specified when labelSelector is not set')];
  }
  return keys.flatMap((key, i) => invalidEach(`${path}[${i}]`, key, qualifiedNameErrors(key)));
}

/**
 * The keys whose values come from the Pod's own labels may not stand in the selector as well. What the server
 * itself has put there is the last expression of its key, so a key that stands there twice is the user's.
 */
export function keysNamedTwice(
  keys: readonly string[],
  selector: LabelSelector | undefined,
  path: string,
): FieldError[] {
  const seen = new Set(Object.keys(selector?.matchLabels ?? {}));
  return (selector?.matchExpressions ?? []).flatMap(({ key }) => {
    const index = keys.lastIndexOf(key);
    const isTwice = index >= 0 && seen.has(key);
    seen.add(key);
    return isTwice
      ? [invalid(`${path}[${index}]`, key, 'exists in both matchLabelKeys and labelSelector')]
      : [];
  });
}

// upstream: core validation, validatePodAffinityTerm
function validatePodTerm(term: PodAffinityTerm, path: string): FieldError[] {
  const { labelSelector, namespaceSelector, namespaces = [], topologyKey } = term;
  const { matchLabelKeys = [], mismatchLabelKeys = [] } = term;
  const errors: FieldError[] = [];
  if (labelSelector !== undefined) {
    errors.push(...validateLabelSelector(labelSelector, `${path}.labelSelector`));
  }
  if (namespaceSelector !== undefined) {
    errors.push(...validateLabelSelector(namespaceSelector, `${path}.namespaceSelector`));
  }
  for (const name of namespaces) {
    errors.push(...invalidEach(`${path}.namespace`, name, dnsLabelErrors(name)));
  }
  errors.push(
    ...validateKeys(matchLabelKeys, labelSelector, `${path}.matchLabelKeys`),
    ...validateKeys(mismatchLabelKeys, labelSelector, `${path}.mismatchLabelKeys`),
    ...keysNamedTwice(matchLabelKeys, labelSelector, path),
  );
  matchLabelKeys.forEach((key, index) => {
    if (!mismatchLabelKeys.includes(key)) return;
    const why = 'exists in both matchLabelKeys and mismatchLabelKeys';
    errors.push(invalid(`${path}.matchLabelKeys[${index}]`, key, why));
  });
  if (topologyKey === '') errors.push(required(`${path}.topologyKey`, 'can not be empty'));
  return [
    ...errors,
    ...invalidEach(`${path}.topologyKey`, topologyKey, qualifiedNameErrors(topologyKey)),
  ];
}

function validatePodAffinity(affinity: PodAffinity | undefined, path: string): FieldError[] {
  const { [REQUIRED]: hard = [], [PREFERRED]: soft = [] } = affinity ?? {};
  return [
    ...hard.flatMap((term, i) => validatePodTerm(term, `${path}.${REQUIRED}[${i}]`)),
    ...soft.flatMap((term, index) => {
      const at = `${path}.${PREFERRED}[${index}]`;
      return [
        ...weight(at, term.weight),
        ...validatePodTerm(term.podAffinityTerm, `${at}.podAffinityTerm`),
      ];
    }),
  ];
}

/** What is wrong with where a Pod likes to be. upstream: core validation, validateAffinity */
export function validateAffinity(affinity: Affinity, path: string): FieldError[] {
  const { nodeAffinity, podAffinity, podAntiAffinity } = affinity;
  return [
    ...(nodeAffinity === undefined
      ? []
      : validateNodeAffinity(nodeAffinity, `${path}.nodeAffinity`)),
    ...validatePodAffinity(podAffinity, `${path}.podAffinity`),
    ...validatePodAffinity(podAntiAffinity, `${path}.podAntiAffinity`),
  ];
}
