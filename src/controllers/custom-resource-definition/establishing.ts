import { CustomResourceDefinitions } from '../../api/apiextensions/custom-resource-definition';
import { withConditions } from '../../api/apiextensions/definition-conditions';
import { isTrue } from '../../api/condition';
import type { CustomResourceDefinition } from '../../api/schema/objects';
import { timestamp } from '../../api/timestamp';
import type { Controller } from '../../runtime/controller';

/** Opens the endpoints of definitions whose names were accepted. upstream: EstablishingController */
export const definitionEstablishing: Controller<CustomResourceDefinition> = {
  name: 'crd_establishing_controller',
  reconciles: CustomResourceDefinitions,
  reconcile(env, definition) {
    const conditions = definition?.status?.conditions ?? undefined;
    if (definition === undefined || !isTrue(conditions, 'NamesAccepted')) return;
    if (isTrue(conditions, 'Established')) return;
    const established = {
      type: 'Established',
      status: 'True',
      reason: 'InitialNamesAccepted',
      message: 'the initial names have been accepted',
    };
    const status = withConditions(definition, [established], timestamp(env.loop.now));
    env.api.updateStatus(CustomResourceDefinitions, { ...definition, status });
  },
};
