import { Nodes } from '../../api/core/node';
import type { Draft } from '../../api/object';
import type { Node } from '../../api/schema/objects';
import type { AdmissionPlugin } from '../request';

const NOT_READY = 'node.kubernetes.io/not-ready';

/** A new node takes no Pods until the node lifecycle controller has seen it ready. */
export const taintNodesByCondition: AdmissionPlugin = {
  name: 'TaintNodesByCondition',
  kinds: [Nodes.id],
  verbs: ['create'],
  mutate(_request, draft) {
    const node = draft as Draft<Node>;
    const taints = node.spec?.taints ?? [];
    if (taints.some(({ key }) => key === NOT_READY)) return;
    node.spec = { ...node.spec, taints: [...taints, { key: NOT_READY, effect: 'NoSchedule' }] };
  },
};
