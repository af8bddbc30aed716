import { Pods } from '../../api/core/pod';
import type { Draft } from '../../api/object';
import type { Pod } from '../../api/schema/objects';
import type { AdmissionPlugin } from '../request';
import { topologyLabels } from '../topology-labels';

/** A Pod that names its node itself is told where that is; the others are when they are bound. */
export const podTopologyLabels: AdmissionPlugin = {
  name: 'PodTopologyLabels',
  kinds: [Pods.id],
  verbs: ['create'],
  mutate({ features, store }, draft) {
    if (!features.PodTopologyLabelsAdmission) return;
    const { metadata, spec } = draft as Draft<Pod>;
    if (!spec.nodeName) return;
    const labels = topologyLabels(store, spec.nodeName);
    if (Object.keys(labels).length > 0) metadata.labels = { ...metadata.labels, ...labels };
  },
};
