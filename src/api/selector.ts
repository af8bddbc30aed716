import type { LabelSelector } from './schema/objects';

export { parseSelector, SelectorError } from './selector-text';

type Labels = Readonly<Record<string, string>>;
const NONE: Labels = {};

/** True when the labels satisfy a map of equalities. An empty map matches everything. */
export function matchesLabels(selector: Labels, labels: Labels | undefined): boolean {
  const have = labels ?? NONE;
  for (const key in selector) if (have[key] !== selector[key]) return false;
  return true;
}

/** True when the labels satisfy the selector: undefined matches nothing, an empty one everything. */
export function matchesSelector(
  selector: LabelSelector | undefined,
  labels: Labels | undefined,
): boolean {
  if (selector === undefined) return false;
  const have = labels ?? NONE;
  if (selector.matchLabels !== undefined && !matchesLabels(selector.matchLabels, have))
    return false;
  for (const { key, operator, values = [] } of selector.matchExpressions ?? []) {
    const value = have[key];
    const listed = value !== undefined && values.includes(value);
    if (operator === 'In' && !listed) return false;
    if (operator === 'NotIn' && listed) return false;
    if (operator === 'Exists' && value === undefined) return false;
    if (operator === 'DoesNotExist' && value !== undefined) return false;
  }
  return true;
}

/** One requirement of a selector as a client writes it. */
export interface Requirement {
  readonly key: string;
  readonly operator: '=' | '!=' | 'in' | 'notin' | 'exists' | '!' | '>' | '<';
  readonly values: readonly string[];
}

/** True when the labels satisfy all requirements. */
export function matchesRequirements(
  requirements: readonly Requirement[],
  labels: Labels | undefined,
): boolean {
  const have = labels ?? NONE;
  return requirements.every(({ key, operator, values }) => {
    const value = have[key];
    switch (operator) {
      case '=':
        return value === values[0];
      case '!=':
        return value !== values[0];
      case 'in':
        return value !== undefined && values.includes(value);
      case 'notin':
        return value === undefined || !values.includes(value);
      case 'exists':
        return value !== undefined;
      case '!':
        return value === undefined;
      case '>':
        return value !== undefined && Number(value) > Number(values[0]);
      default:
        return value !== undefined && Number(value) < Number(values[0]);
    }
  });
}

/** A selector as kubectl prints it: `app=web,tier in (a,b)`; `<none>` for an empty one. */
export function formatSelector(selector: LabelSelector | undefined): string {
  if (selector === undefined) return '<none>';
  const parts = Object.entries(selector.matchLabels ?? {}).map(([key, value]): [string, string] => [
    key,
    `${key}=${value}`,
  ]);
  for (const { key, operator, values = [] } of selector.matchExpressions ?? []) {
    const list = [...new Set(values)].sort().join(',');
    if (operator === 'In') parts.push([key, `${key} in (${list})`]);
    else if (operator === 'NotIn') parts.push([key, `${key} notin (${list})`]);
    else parts.push([key, operator === 'Exists' ? key : `!${key}`]);
  }
  if (parts.length === 0) return '<none>';
  return parts
    .sort(([a], [b]) => (a === b ? 0 : a < b ? -1 : 1))
    .map(([, text]) => text)
    .join(',');
}
