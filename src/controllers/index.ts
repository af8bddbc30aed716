import type { Settings } from '../api/settings';
import { controllerActor } from '../runtime/controller';
import type { Actor } from '../runtime/env';
import { deploymentController } from './deployment';
import { replicaSetController } from './replica-set';

/** All controllers of the kube-controller-manager. A new controller is one file and one line here. */
export function controllerActors(_settings: Settings): readonly Actor[] {
  return [controllerActor(deploymentController), controllerActor(replicaSetController)];
}
