import { controllerActor } from '../../runtime/controller';
import type { Actor } from '../../runtime/env';
import { definitionEstablishing } from './establishing';
import { definitionFinalizing } from './finalizing';
import { definitionNaming } from './naming';

/** What an API server does with CustomResourceDefinitions beside serving them. */
export const definitionActors: readonly Actor[] = [
  definitionNaming,
  definitionEstablishing,
  definitionFinalizing,
].map((controller) => ({ ...controllerActor(controller), user: 'system:apiserver' }));
