import { acceptNames, usedNames } from '../../api/apiextensions/accepted-names';
import { CustomResourceDefinitions } from '../../api/apiextensions/custom-resource-definition';
import { withConditions } from '../../api/apiextensions/definition-conditions';
import { deepEqual } from '../../api/object';
import type { CustomResourceDefinition } from '../../api/schema/objects';
import { timestamp } from '../../api/timestamp';
import { type Controller, NO_KEYS } from '../../runtime/controller';
import type { Env } from '../../runtime/env';

/** The others of a group; a name that one of them gives up may be what another waits for. */
function othersOf(env: Env, { metadata, spec }: CustomResourceDefinition) {
  const all = env.cache.informer(CustomResourceDefinitions).all().values();
  return [...all].filter(
    (other) => other.spec.group === spec.group && other.metadata.name !== metadata.name,
  );
}

/** Gives definitions their names, as far as no other one of the group has them. upstream: NamingConditionController */
export const definitionNaming: Controller<CustomResourceDefinition> = {
  name: 'crd_naming_condition_controller',
  reconciles: CustomResourceDefinitions,
  watches: [
    {
      kind: CustomResourceDefinitions,
      keys(env, { type, object, old }) {
        const given = old as CustomResourceDefinition | undefined;
        const now = object as CustomResourceDefinition;
        const isFreed =
          type === 'DELETED' || given?.status?.acceptedNames !== now.status?.acceptedNames;
        if (!isFreed) return NO_KEYS;
        return othersOf(env, now).map(({ metadata }) => metadata.name);
      },
    },
  ],
  reconcile(env, definition) {
    if (definition === undefined) return;
    const { spec, status } = definition;
    if (deepEqual(spec.names, status?.acceptedNames)) return;
    const { names, conditions } = acceptNames(definition, usedNames(othersOf(env, definition)));
    const next = {
      ...withConditions(definition, conditions, timestamp(env.loop.now)),
      acceptedNames: names,
    };
    if (deepEqual(next, status)) return;
    env.api.updateStatus(CustomResourceDefinitions, { ...definition, status: next });
  },
};
