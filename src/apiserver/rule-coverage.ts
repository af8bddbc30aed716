import type { PolicyRule } from '../api/schema/objects';

// upstream: component-helpers/auth/rbac/validation, Covers and CompactRules

const NONE: readonly string[] = [];

/** The smallest rules that together say what this one says: one group, resource, verb and name each. */
function simpleRules(rule: PolicyRule): readonly PolicyRule[] {
  const { verbs, resourceNames } = rule;
  const apiGroups = rule.apiGroups ?? NONE;
  const names = (resourceNames ?? []).length === 0 ? [undefined] : (resourceNames ?? []);
  const simple: PolicyRule[] = [];
  for (const group of apiGroups) {
    for (const resource of rule.resources ?? NONE) {
      for (const verb of verbs) {
        for (const name of names) {
          const named = name === undefined ? {} : { resourceNames: [name] };
          simple.push({ apiGroups: [group], resources: [resource], verbs: [verb], ...named });
        }
      }
    }
  }
  for (const url of rule.nonResourceURLs ?? NONE) {
    for (const verb of verbs) simple.push({ nonResourceURLs: [url], verbs: [verb] });
  }
  return simple;
}

type Items = readonly string[] | null | undefined;

function hasAll(owned: Items, wanted: Items): boolean {
  return (wanted ?? NONE).every((item) => (owned ?? NONE).includes(item));
}

function hasAllOrAny(owned: Items, wanted: Items): boolean {
  return (owned ?? NONE).includes('*') || hasAll(owned, wanted);
}

function hasResources(owned: Items, wanted: Items): boolean {
  if (hasAllOrAny(owned, wanted)) return true;
  return (wanted ?? NONE).every((resource) => {
    const [, subresource] = resource.split('/', 2);
    return (
      owned?.includes(resource) ||
      (subresource !== undefined && owned?.includes(`*/${subresource}`))
    );
  });
}

function hasUrls(owned: Items, wanted: Items): boolean {
  const covers = (pattern: string, url: string) =>
    pattern === url || (pattern.endsWith('*') && url.startsWith(pattern.replace(/\*+$/, '')));
  return (wanted ?? NONE).every((url) => (owned ?? NONE).some((pattern) => covers(pattern, url)));
}

function coversRule(owner: PolicyRule, wanted: PolicyRule): boolean {
  const names = owner.resourceNames ?? NONE;
  const wantedNames = wanted.resourceNames ?? NONE;
  return (
    hasAllOrAny(owner.verbs, wanted.verbs) &&
    hasAllOrAny(owner.apiGroups, wanted.apiGroups) &&
    hasResources(owner.resources, wanted.resources) &&
    hasUrls(owner.nonResourceURLs, wanted.nonResourceURLs) &&
    (names.length === 0 || (wantedNames.length > 0 && hasAll(names, wantedNames)))
  );
}

/** What the rules allow and the owner's rules do not, in the smallest rules. */
export function uncovered(
  owned: readonly PolicyRule[],
  rules: readonly PolicyRule[],
): readonly PolicyRule[] {
  return rules
    .flatMap(simpleRules)
    .filter((rule) => !owned.some((owner) => coversRule(owner, rule)));
}

/** The rules with the verbs of one resource (and name) put together. */
function compact(rules: readonly PolicyRule[]): readonly PolicyRule[] {
  const byResource = new Map<string, PolicyRule>();
  const paths: PolicyRule[] = [];
  for (const rule of rules) {
    const { apiGroups, resources, resourceNames, nonResourceURLs } = rule;
    if (nonResourceURLs !== undefined) {
      paths.push(rule);
      continue;
    }
    const key = JSON.stringify([apiGroups, resources, resourceNames]);
    const known = byResource.get(key);
    const verbs = [...(known?.verbs ?? []), ...rule.verbs];
    byResource.set(key, { ...rule, verbs });
  }
  return [...byResource.values(), ...paths];
}

/** The rules as the server prints them in a refusal, sorted, a line each. */
export function ruleLines(rules: readonly PolicyRule[]): readonly string[] {
  const lines = compact(rules).map((rule) => {
    const parts: readonly (readonly [string, Items])[] = [
      ['APIGroups', rule.apiGroups],
      ['Resources', rule.resources],
      ['NonResourceURLs', rule.nonResourceURLs],
      ['ResourceNames', rule.resourceNames],
      ['Verbs', rule.verbs],
    ];
    const set = parts.filter(([, items]) => (items ?? NONE).length > 0);
    return `{${set.map(([name, items]) => `${name}:${quotedList(items)}`).join(', ')}}`;
  });
  return [...new Set(lines)].sort();
}

/** As Go prints a slice of strings with %q. */
export function quotedList(items: Items): string {
  return `[${(items ?? NONE).map((item) => JSON.stringify(item)).join(' ')}]`;
}
