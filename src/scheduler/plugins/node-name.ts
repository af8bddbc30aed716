import { type Plugin, unresolvable } from '../framework';

const NODE_NAME_REASON = "node(s) didn't match the requested node name";

const rejection = unresolvable(NODE_NAME_REASON);

/** A Pod that names its node goes there only. upstream: plugins/nodename */
export const nodeName: Plugin<undefined> = {
  name: 'NodeName',
  isLocal: true,
  prepare: ({ pod }) => (pod.spec.nodeName ? { state: undefined } : 'skip'),
  filter: ({ pod }, node) => (pod.spec.nodeName === node.name ? undefined : rejection),
  wakesOn: ['NodeAdded'],
};
