import type { Kind } from '../api/kind';
import type { KubeObject } from '../api/object';
import { matchesRequirements, type Requirement } from '../api/selector';
import type { ListOptions, WatchOptions } from './api';
import type { Target } from './authorization/attributes';
import { fieldMatcher, selectedName } from './field-selector';
import type { Change } from './store';

/** What a list or a watch is about: the namespace, and the one object that it selects by name. upstream: RequestInfoFactory */
export function selected({ namespace, fields }: ListOptions): Target {
  const name = fields === undefined ? '' : selectedName(fields);
  return { namespace, name, fields };
}

/** The value of the kind's watch field when the selector names that field alone: such a watch costs nothing for other objects. */
export function watchedField(kind: Kind, fields: string | undefined): string | undefined {
  const path = kind.rules.watchField?.path;
  if (path === undefined || fields === undefined || !fields.startsWith(`${path}=`))
    return undefined;
  const value = fields.slice(path.length + 1).replace(/^=/, '');
  return value.includes(',') ? undefined : value;
}

/** Whether a list or a watch with these options is about an object. */
export function matcher<T extends KubeObject>(
  kind: Kind<T>,
  options: ListOptions,
): (object: T) => boolean {
  const { labels, fields } = options;
  const byField = fields === undefined ? undefined : fieldMatcher(kind, fields);
  const byLabels = labels === undefined ? undefined : labelMatcher(labels);
  return (object) =>
    (byLabels === undefined || byLabels(object.metadata.labels)) &&
    (byField === undefined || byField(object));
}

/** Judges the labels that objects share, as Pods of one template do, once. */
export function labelMatcher(selector: readonly Requirement[]): (labels: Labels) => boolean {
  let last: Labels;
  let matched = matchesRequirements(selector, last);
  return (labels) => {
    if (labels !== last) {
      last = labels;
      matched = matchesRequirements(selector, labels);
    }
    return matched;
  };
}

type Labels = KubeObject['metadata']['labels'];

/** Tells of what a watch selects; a change that brings an object in or out is an addition or a deletion to it. */
export function watcher<T extends KubeObject>(
  kind: Kind<T>,
  options: WatchOptions,
  field: string | undefined,
  notify: (change: Change<T>) => void,
): (change: Change<T>) => void {
  const { namespace, labels, fields } = options;
  if (namespace === undefined && labels === undefined && fields === undefined) return notify;
  const { watchField } = kind.rules;
  const matches =
    field === undefined || watchField === undefined || labels !== undefined
      ? matcher(kind, options)
      : (object: T) => watchField.of(object) === field;
  return (change) => {
    const { object, old, type } = change;
    if (namespace !== undefined && object.metadata.namespace !== namespace) return;
    const is = type !== 'DELETED' && matches(object);
    const was = old !== undefined && matches(old);
    if (is && was) notify(change);
    else if (is) notify({ ...change, type: 'ADDED' });
    else if (was) notify({ ...change, type: 'DELETED' });
  };
}

/** Where a page begins in a sorted list: at its first key, or at what has come in its place. */
export function pageStart(keys: readonly string[], start: string): number {
  const index = keys.findIndex((key) => key >= start);
  return index < 0 ? keys.length : index;
}
