import { CustomResourceDefinitions } from '../../api/apiextensions/custom-resource-definition';
import {
  CLEANUP_FINALIZER,
  type StatedCondition,
  withConditions,
} from '../../api/apiextensions/definition-conditions';
import { isTrue } from '../../api/condition';
import { deepEqual, type KubeObject } from '../../api/object';
import type { CustomResourceDefinition } from '../../api/schema/objects';
import { timestamp } from '../../api/timestamp';
import type { Controller } from '../../runtime/controller';
import type { Env } from '../../runtime/env';

/** How long it waits before it counts again what is left. */
const POLL = 5000;

function terminating(status: 'True' | 'False', reason: string, message: string): StatedCondition {
  return { type: 'Terminating', status, reason, message };
}

function state(
  env: Env,
  definition: CustomResourceDefinition,
  condition: StatedCondition,
): CustomResourceDefinition {
  const status = withConditions(definition, [condition], timestamp(env.loop.now));
  if (deepEqual(status, definition.status)) return definition;
  return env.api.updateStatus(CustomResourceDefinitions, { ...definition, status });
}

/** Deletes what is there of a resource; returns what is left. */
function deleteInstances(env: Env, definition: CustomResourceDefinition): readonly KubeObject[] {
  const { group, names } = definition.spec;
  const kind = env.api.kinds.stored.find(({ id }) => id === `${names.plural}.${group}`);
  if (kind === undefined) return [];
  const { items } = env.api.list(kind);
  const namespaces = new Set(items.map(({ metadata }) => metadata.namespace));
  for (const namespace of namespaces) env.api.deleteCollection(kind, { namespace });
  return env.api.list(kind).items;
}

/** Removes all objects of a definition that is deleted, and then lets it go. upstream: CRDFinalizer */
export const definitionFinalizing: Controller<CustomResourceDefinition> = {
  name: 'crd_finalizer',
  reconciles: CustomResourceDefinitions,
  reconcile(env, definition) {
    const { deletionTimestamp, finalizers = [] } = definition?.metadata ?? {};
    if (definition === undefined || deletionTimestamp === undefined) return;
    if (!finalizers.includes(CLEANUP_FINALIZER)) return;
    const inProgress = 'CustomResource deletion is in progress';
    let current = state(
      env,
      definition,
      terminating('True', 'InstanceDeletionInProgress', inProgress),
    );
    if (isTrue(definition.status?.conditions ?? undefined, 'Established')) {
      const left = deleteInstances(env, definition);
      if (left.length > 0) {
        const background = left.some(({ metadata }) => (metadata.finalizers ?? []).length > 0);
        return { requeueAfter: POLL, background };
      }
      const done = terminating('False', 'InstanceDeletionCompleted', 'removed all instances');
      current = state(env, current, done);
    } else {
      const never = terminating('False', 'NeverEstablished', 'resource was never established');
      current = state(env, current, never);
    }
    const rest = finalizers.filter((name) => name !== CLEANUP_FINALIZER);
    const metadata = { ...current.metadata, finalizers: rest };
    env.api.update(CustomResourceDefinitions, { ...current, metadata });
    return;
  },
};
