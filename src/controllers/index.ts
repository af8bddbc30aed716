import type { Settings } from '../api/settings';
import { controllerActor } from '../runtime/controller';
import type { Actor } from '../runtime/env';

import { apiServerIdentity } from './api-server-identity';
import { apiServiceAvailability } from './api-service-availability';
import { clusterRoleAggregation } from './cluster-role-aggregation';
import { cronJobController } from './cron-job';
import { definitionActors } from './custom-resource-definition';
import { daemonSetController } from './daemon-set';
import { deploymentController } from './deployment';
import { disruptionController } from './disruption';
import { endpointSliceController } from './endpoint-slice';
import { endpointSliceMirroringController } from './endpoint-slice-mirroring';
import { endpointsController } from './endpoints';
import { ephemeralVolumeController } from './ephemeral-volume';
import { essentials } from './essentials';
import { garbageCollector } from './garbage-collector';
import { horizontalPodAutoscaler } from './horizontal-pod-autoscaler';
import { jobController } from './job';
import { namespaceController } from './namespace';
import { nodeIpamController } from './node-ipam';
import { nodeLifecycleController } from './node-lifecycle';
import { persistentVolumeBinder } from './persistent-volume';
import { podGarbageCollector } from './pod-garbage-collector';
import { replicaSetController } from './replica-set';
import { replicationController } from './replication-controller';
import { resourceQuotaController } from './resource-quota';
import { rootCaPublisher } from './root-ca-publisher';
import { serviceAccountController } from './service-account';
import { serviceAccountTokens } from './service-account-tokens';
import { statefulSetController } from './stateful-set';
import { taintEvictionController } from './taint-eviction';
import { ttlAfterFinishedController } from './ttl-after-finished';
import { validatingAdmissionPolicyStatus } from './validating-admission-policy-status';
import { claimProtection, volumeProtection } from './volume-protection';

/**
 * All controllers of the kube-controller-manager. A new controller is one file and one line here. With `eagerTokens`
 * each ServiceAccount gets a token Secret, as before v1.24.
 */
export function controllerActors(settings: Settings, eagerTokens = false): readonly Actor[] {
  return [
    controllerActor(namespaceController),
    controllerActor(serviceAccountController),
    // upstream: it gives the others their accounts, and has none itself
    {
      ...controllerActor(serviceAccountTokens(eagerTokens)),
      user: 'system:kube-controller-manager',
    },
    controllerActor(rootCaPublisher),
    controllerActor(resourceQuotaController),
    controllerActor(clusterRoleAggregation),
    controllerActor(deploymentController),
    controllerActor(replicaSetController),
    controllerActor(replicationController),
    controllerActor(statefulSetController),
    controllerActor(daemonSetController),
    controllerActor(jobController),
    controllerActor(ttlAfterFinishedController),
    controllerActor(cronJobController),
    controllerActor(disruptionController),
    controllerActor(endpointsController),
    controllerActor(endpointSliceController),
    controllerActor(endpointSliceMirroringController),
    controllerActor(ephemeralVolumeController),
    controllerActor(claimProtection),
    controllerActor(volumeProtection),
    persistentVolumeBinder,
    horizontalPodAutoscaler,
    garbageCollector,
    podGarbageCollector,
    nodeIpamController,
    nodeLifecycleController(settings),
    taintEvictionController,
    controllerActor(validatingAdmissionPolicyStatus),
  ];
}

export { definitionActors } from './custom-resource-definition';

/** What the API server on a host does beside serving. */
export function apiServerActors(host: string): readonly Actor[] {
  const availability = { ...controllerActor(apiServiceAvailability), user: 'system:apiserver' };
  return [...apiServerIdentity(host), essentials, ...definitionActors, availability];
}
