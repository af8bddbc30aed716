import { PersistentVolumeClaims } from '../api/core/persistent-volume-claim';
import { Pods } from '../api/core/pod';
import { isTerminating } from '../api/core/pod-states';
import { isApiError } from '../api/errors';
import { controllerOf } from '../api/object';
import type { Pod } from '../api/schema/objects';
import type { Controller } from '../runtime/controller';
import { controllerReference } from './ownership';
import { ephemeralClaimName } from './pod-claims';

/** Makes the claims of a Pod's generic ephemeral volumes; they go with the Pod. upstream: pkg/controller/volume/ephemeral */
export const ephemeralVolumeController: Controller<Pod> = {
  name: 'ephemeral-volume-controller',
  reportsAs: 'ephemeral_volume',
  reconciles: Pods,
  ignoresStatus: 'all',
  patience: ({ spec }) =>
    spec.volumes?.some(({ ephemeral }) => ephemeral !== undefined) === true ? 0 : undefined,
  reconcile(env, pod) {
    if (pod === undefined || isTerminating(pod)) return;
    for (const { name: volume, ephemeral } of pod.spec.volumes ?? []) {
      const template = ephemeral?.volumeClaimTemplate;
      if (template === undefined) continue;
      const name = ephemeralClaimName(pod, volume);
      const { namespace = '' } = pod.metadata;
      const known = env.cache.informer(PersistentVolumeClaims).find(namespace, name);
      if (known !== undefined) {
        if (controllerOf(known)?.uid === pod.metadata.uid) continue;
        const text = `PVC "${namespace}/${name}" was not created for pod "${namespace}/${pod.metadata.name}" (pod is not owner)`;
        env.events.record(
          pod,
          'Warning',
          'FailedBinding',
          `ephemeral volume ${JSON.stringify(volume)}: ${text}`,
        );
        continue;
      }
      const { labels, annotations } = template.metadata ?? {};
      const metadata = {
        name,
        namespace,
        ...(labels === undefined ? {} : { labels }),
        ...(annotations === undefined ? {} : { annotations }),
        ownerReferences: [controllerReference(pod)],
      };
      try {
        env.api.create(PersistentVolumeClaims, { metadata, spec: template.spec });
      } catch (error) {
        if (!isApiError(error, 'AlreadyExists')) throw error;
      }
    }
  },
};
