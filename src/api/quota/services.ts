import { Services } from '../core/service';
import type { Service } from '../schema/objects';
import { countOf } from './amounts';
import type { Evaluator } from './evaluator';
import { countName } from './object-count';

const COUNT = countName(Services);
const NAMES = new Set([COUNT, 'services', 'services.nodeports', 'services.loadbalancers']);

function nodePortsOf({ spec }: Service): number {
  const ports = spec.ports ?? [];
  if (spec.type === 'NodePort') return ports.length;
  if (spec.type !== 'LoadBalancer') return 0;
  if (spec.allocateLoadBalancerNodePorts !== false) return ports.length;
  return ports.filter(({ nodePort }) => (nodePort ?? 0) !== 0).length;
}

/** Services by their number, their load balancers and their node ports. upstream: quota/v1/evaluator/core/services.go */
export const serviceEvaluator: Evaluator<Service> = {
  chargesUpdates: true,
  covers: (resource) => NAMES.has(resource),
  usage(service) {
    const isBalanced = service.spec.type === 'LoadBalancer';
    return new Map([
      [COUNT, countOf(1)],
      ['services', countOf(1)],
      ['services.nodeports', countOf(nodePortsOf(service))],
      ['services.loadbalancers', countOf(isBalanced ? 1 : 0)],
    ]);
  },
  frees: ({ spec }, old) => spec.type !== old.spec.type || spec.ports !== old.spec.ports,
};
