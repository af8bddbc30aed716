import { Namespaces } from '../api/core/namespace';
import { Pods } from '../api/core/pod';
import { isApiError } from '../api/errors';
import type { Kind } from '../api/kind';
import { deepEqual, type KubeObject } from '../api/object';
import type { Namespace, NamespaceCondition } from '../api/schema/objects';
import { timestamp } from '../api/timestamp';
import type { Controller } from '../runtime/controller';
import type { Env } from '../runtime/env';

interface Remains {
  readonly counts: ReadonlyMap<string, number>;
  readonly finalizers: ReadonlyMap<string, number>;
  /** Seconds after which it is worth to look again. */
  readonly estimate: number;
}

/** Deletes the Pods, and when they are gone all else; says what is left. upstream: OrderedNamespaceDeletion */
function deleteContents(env: Env, namespace: string): Remains {
  const pods = deleteAll(env, namespace, Pods);
  const left: KubeObject[] = [...pods];
  const counts = new Map<string, number>();
  if (pods.length > 0) counts.set(Pods.plural, pods.length);
  else {
    for (const kind of env.api.kinds.stored) {
      if (!kind.namespaced || !kind.verbs.includes('delete')) continue;
      const items = deleteAll(env, namespace, kind);
      if (items.length === 0) continue;
      left.push(...items);
      const id = kind.group === '' ? kind.plural : `${kind.plural}.${kind.group}`;
      counts.set(id, items.length);
    }
  }
  const finalizers = new Map<string, number>();
  let estimate = 0;
  for (const { metadata } of left) {
    for (const name of metadata.finalizers ?? [])
      finalizers.set(name, (finalizers.get(name) ?? 0) + 1);
    estimate = Math.max(estimate, metadata.deletionGracePeriodSeconds ?? 0);
  }
  return { counts, finalizers, estimate: estimate || 15 };
}

function deleteAll(env: Env, namespace: string, kind: Kind): readonly KubeObject[] {
  const { items } = env.api.list(kind, { namespace });
  if (items.length === 0) return items;
  for (const { metadata } of items) {
    if (metadata.deletionTimestamp !== undefined) continue;
    try {
      env.api.delete(kind, { namespace, name: metadata.name }, { propagationPolicy: 'Background' });
    } catch (error) {
      if (!isApiError(error, 'NotFound')) throw error;
    }
  }
  return env.api.list(kind, { namespace }).items;
}

function listed(counts: ReadonlyMap<string, number>, join: string): string {
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `${name} ${join} ${count} resource instances`)
    .join(', ');
}

/** The five conditions of a namespace that is going. */
function conditionsOf(
  { counts, finalizers }: Remains,
  old: Namespace,
  now: string,
): NamespaceCondition[] {
  const rows: readonly (readonly [string, string, string, string])[] = [
    [
      'NamespaceDeletionDiscoveryFailure',
      'False',
      'ResourcesDiscovered',
      'All resources successfully discovered',
    ],
    [
      'NamespaceDeletionGroupVersionParsingFailure',
      'False',
      'ParsedGroupVersions',
      'All legacy kube types successfully parsed',
    ],
    [
      'NamespaceDeletionContentFailure',
      'False',
      'ContentDeleted',
      'All content successfully deleted, may be waiting on finalization',
    ],
    counts.size > 0
      ? [
          'NamespaceContentRemaining',
          'True',
          'SomeResourcesRemain',
          `Some resources are remaining: ${listed(counts, 'has').replace(/ has/g, '. has')}`,
        ]
      : [
          'NamespaceContentRemaining',
          'False',
          'ContentRemoved',
          'All content successfully removed',
        ],
    finalizers.size > 0
      ? [
          'NamespaceFinalizersRemaining',
          'True',
          'SomeFinalizersRemain',
          `Some content in the namespace has finalizers remaining: ${listed(finalizers, 'in')}`,
        ]
      : [
          'NamespaceFinalizersRemaining',
          'False',
          'ContentHasNoFinalizers',
          'All content-preserving finalizers finished',
        ],
  ];
  return rows.map(([type, status, reason, message]) => {
    const known = old.status.conditions?.find((c) => c.type === type);
    const lastTransitionTime = known?.status === status ? (known.lastTransitionTime ?? null) : now;
    return { type, status, reason, message, lastTransitionTime };
  });
}

/** Empties a namespace that is deleted, then lets it go. upstream: pkg/controller/namespace */
export const namespaceController: Controller<Namespace> = {
  name: 'namespace-controller',
  reconciles: Namespaces,
  // the other API servers are to see the deletion before the contents go. upstream: namespaceDeletionGracePeriod
  patience: ({ metadata }) => (metadata.deletionTimestamp === undefined ? undefined : 5000),
  reconcile(env, namespace) {
    if (namespace?.metadata.deletionTimestamp === undefined) return;
    const { name } = namespace.metadata;
    const remains = deleteContents(env, name);
    const conditions = conditionsOf(remains, namespace, timestamp(env.loop.now));
    const status = { ...namespace.status, conditions };
    if (!deepEqual(status, namespace.status))
      env.api.updateStatus(Namespaces, { ...namespace, status });
    if (remains.counts.size === 0) {
      env.api.finalizeNamespace(name);
      return;
    }
    return {
      requeueAfter: (Math.floor(remains.estimate / 2) + 1) * 1000,
      background: remains.finalizers.size > 0,
    };
  },
};
