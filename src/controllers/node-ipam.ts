import { Nodes } from '../api/core/node';
import type { Node } from '../api/schema/objects';
import { controllerActor } from '../runtime/controller';
import type { Actor, Env } from '../runtime/env';
import { RangeAllocator, rangesIn } from './node-ranges';

/** What Events of it show. upstream: cidrAllocator */
const NAME = 'cidrAllocator';
const INDEX = 'range';

/**
 * Gives each Node that has none a range of addresses for its Pods, and takes it back with the Node.
 * upstream: pkg/controller/nodeipam, range allocator
 */
export const nodeIpamController: Actor = {
  name: NAME,
  user: 'system:serviceaccount:kube-system:node-controller',
  start(env) {
    const { podNetworks } = env.settings;
    if (podNetworks.length === 0) return;
    // what is taken stands in Nodes; only where to look next is memory
    const ranges = new RangeAllocator(podNetworks);
    const nodes = env.cache.informer(Nodes);
    // the same list for the same spec: an index leaves alone what has not changed
    const taken = new WeakMap<Node['spec'], readonly string[]>();
    nodes.addIndex(INDEX, ({ spec }: Node) => {
      if (spec.podCIDRs === undefined) return undefined;
      const ranges = taken.get(spec) ?? spec.podCIDRs.flatMap(rangesIn);
      taken.set(spec, ranges);
      return ranges;
    });
    const isTaken = (range: string) => nodes.by(INDEX, range).size > 0;
    controllerActor({
      name: NAME,
      reconciles: Nodes,
      ignoresStatus: 'all',
      patience: ({ spec }) => (spec.podCIDR ? undefined : 0),
      reconcile(_env, node) {
        if (node === undefined || node.spec.podCIDR) return;
        if (node.metadata.deletionTimestamp === undefined) give(env, node, ranges.next(isTaken));
      },
    }).start(env);
  },
};

function give(env: Env, { metadata: { name, uid } }: Node, range: string | undefined): void {
  if (range === undefined) {
    // upstream: recorded of the Node by its name, also in place of the UID
    const about = { kind: 'Node', name, uid: name };
    const message = `Node ${name} status is now: CIDRNotAvailable`;
    env.events.recordFor(about, 'Normal', 'CIDRNotAvailable', message);
    return;
  }
  const patch = { metadata: { uid }, spec: { podCIDR: range, podCIDRs: [range] } };
  env.api.patch(Nodes, { name }, patch, { type: 'strategic' });
}
