import { deepEqual, type KubeObject } from '../../api/object';
import type { PolicyRule, RbacSubject, RoleRef } from '../../api/schema/objects';
import { uncovered } from '../../apiserver/rule-coverage';

/** What has to be done so that a role or binding grants what is expected. */
export type Operation = 'none' | 'create' | 'update' | 'recreate';

/** A role or a binding, of a namespace or of the cluster. */
export interface Granting extends KubeObject {
  readonly rules?: readonly PolicyRule[];
  readonly roleRef?: RoleRef;
  readonly subjects?: readonly RbacSubject[];
}

/** What is done to an object, and what changes by it. */
export interface Reconciliation {
  readonly operation: Operation;
  readonly object: Granting;
  readonly missing: readonly (PolicyRule | RbacSubject)[];
  readonly extra: readonly (PolicyRule | RbacSubject)[];
}

function withMarks(existing: Granting, expected: Granting): Granting {
  const { metadata } = existing;
  const { labels, annotations } = expected.metadata;
  const merged = (own: object | undefined, more: object | undefined) =>
    more === undefined ? own : { ...own, ...more };
  return {
    ...existing,
    metadata: {
      ...metadata,
      ...(labels ? { labels: merged(metadata.labels, labels) } : {}),
      ...(annotations ? { annotations: merged(metadata.annotations, annotations) } : {}),
    },
  } as Granting;
}

/** What one list has beside what the other has. */
const without = (list: readonly RbacSubject[], others: readonly RbacSubject[]) =>
  list.filter((subject) => !others.some((other) => deepEqual(subject, other)));

/** How an object that is there comes to grant what is expected. upstream: component-helpers, rbac/reconciliation */
export function reconciled(
  existing: Granting,
  expected: Granting,
  removesExtra: boolean,
): Reconciliation {
  const field = expected.roleRef === undefined ? 'rules' : 'subjects';
  if (!deepEqual(existing.roleRef, expected.roleRef)) {
    return { operation: 'recreate', object: expected, missing: [], extra: [] };
  }
  const marked = withMarks(existing, expected);
  const [had, wanted] = [existing[field] ?? [], expected[field] ?? []];
  const [missing, extra] =
    field === 'rules'
      ? [
          uncovered(had as readonly PolicyRule[], wanted as readonly PolicyRule[]),
          uncovered(wanted as readonly PolicyRule[], had as readonly PolicyRule[]),
        ]
      : [
          without(wanted as readonly RbacSubject[], had as readonly RbacSubject[]),
          without(had as readonly RbacSubject[], wanted as readonly RbacSubject[]),
        ];
  const changes = missing.length > 0 || (removesExtra && extra.length > 0);
  const grants = removesExtra ? wanted : [...had, ...missing];
  const object = changes ? { ...marked, [field]: grants } : marked;
  const operation = deepEqual(object, existing) ? 'none' : 'update';
  return { operation, object, missing, extra };
}
