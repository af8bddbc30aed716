import { Namespaces } from '../api/core/namespace';
import { Pods } from '../api/core/pod';
import { ApiError, isApiError } from '../api/errors';
import type { Kind } from '../api/kind';
import { deepEqual, type KubeObject } from '../api/object';
import type { Namespace, NamespaceCondition } from '../api/schema/objects';
import { parseTimestamp, timestamp } from '../api/timestamp';
import type { Controller } from '../runtime/controller';
import type { Env } from '../runtime/env';

/** What finalizers hold is looked at again as if it took so many seconds. upstream: finalizerEstimateSeconds */
const FINALIZER_ESTIMATE = 15;

interface Remains {
  readonly counts: ReadonlyMap<string, number>;
  readonly finalizers: ReadonlyMap<string, number>;
  /** Seconds within which it is expected to go. */
  readonly estimate: number;
  /** What should have gone by now, and has not. */
  readonly unexpected: readonly string[];
}

/** Deletes the Pods, and when they are gone all else; says what is left. upstream: OrderedNamespaceDeletion */
function deleteContents(env: Env, { metadata }: Namespace): Remains {
  const { name, deletionTimestamp = '' } = metadata;
  const estimate = graceOf(env, name);
  const isOver = env.loop.now - parseTimestamp(deletionTimestamp) >= estimate * 1000;
  const remains = new Remaining(name);
  remains.add(Pods, deleteAll(env, name, Pods), isOver ? 0 : estimate);
  if (remains.counts.size > 0) return remains;
  for (const kind of env.api.kinds.stored)
    if (kind.namespaced && kind.verbs.includes('delete'))
      remains.add(kind, deleteAll(env, name, kind), 0);
  return remains;
}

/** The longest time that a Pod was promised for its end, in seconds. */
function graceOf(env: Env, namespace: string): number {
  return env.api
    .list(Pods, { namespace })
    .items.filter(({ status }) => status.phase !== 'Succeeded' && status.phase !== 'Failed')
    .reduce((most, { spec }) => Math.max(most, spec.terminationGracePeriodSeconds ?? 0), 0);
}

/** What is left of a namespace's contents, counted kind by kind. */
class Remaining implements Remains {
  readonly counts = new Map<string, number>();
  readonly finalizers = new Map<string, number>();
  readonly unexpected: string[] = [];
  estimate = 0;

  constructor(private readonly namespace: string) {}

  add(kind: Kind, left: readonly KubeObject[], estimate: number): void {
    if (left.length === 0) return;
    const { group, version, plural } = kind;
    this.counts.set(group === '' ? plural : `${plural}.${group}`, left.length);
    const held = left.flatMap(({ metadata }) => metadata.finalizers ?? []);
    for (const name of held) this.finalizers.set(name, (this.finalizers.get(name) ?? 0) + 1);
    const expected = estimate || (held.length > 0 ? FINALIZER_ESTIMATE : 0);
    this.estimate = Math.max(this.estimate, expected);
    if (expected > 0) return;
    const resource = `${group}/${version}, Resource=${plural}`;
    this.unexpected.push(
      `unexpected items still remain in namespace: ${this.namespace} for gvr: ${resource}`,
    );
  }
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
  { counts, finalizers, unexpected }: Remains,
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
    unexpected.length > 0
      ? [
          'NamespaceDeletionContentFailure',
          'True',
          'ContentDeletionFailed',
          `Failed to delete all resource types, ${unexpected.length} remaining: ${[...unexpected].sort().join(', ')}`,
        ]
      : [
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
  // upstream: nsControllerRateLimiter
  backOffMax: 60_000,
  // the other API servers are to see the deletion before the contents go. upstream: namespaceDeletionGracePeriod
  patience: ({ metadata }) => (metadata.deletionTimestamp === undefined ? undefined : 5000),
  reconcile(env, namespace) {
    if (namespace?.metadata.deletionTimestamp === undefined) return;
    const { name } = namespace.metadata;
    const remains = deleteContents(env, namespace);
    const conditions = conditionsOf(remains, namespace, timestamp(env.loop.now));
    const status = { ...namespace.status, conditions };
    if (!deepEqual(status, namespace.status))
      env.api.updateStatus(Namespaces, { ...namespace, status });
    if (remains.unexpected.length > 0)
      throw new ApiError('InternalError', remains.unexpected.join(', '));
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
