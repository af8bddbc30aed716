import { MAX_SCORE, type Plugin, SKIP_SCORE } from '../framework';
import type { NodeInfo } from '../node-info';

/** Prefers nodes whose CPU and memory are used to the same degree. upstream: plugins/noderesources balanced_allocation */
export const balancedAllocation: Plugin<undefined> = {
  name: 'NodeResourcesBalancedAllocation',
  weight: 1,
  isLocal: true,
  prepareScore: ({ shape }) => (shape.bestEffort ? SKIP_SCORE : undefined),
  score({ shape: { requests } }, { nodes }, scores) {
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i] as NodeInfo;
      const { allocatableCpu, allocatableMemory } = node;
      let deviation = 0;
      // with one resource alone there is nothing to balance
      if (allocatableCpu > 0 && allocatableMemory > 0) {
        const cpu = (node.requestedCpu + requests.cpu) / allocatableCpu;
        const memory = (node.requestedMemory + requests.memory) / allocatableMemory;
        deviation = Math.abs((Math.min(cpu, 1) - Math.min(memory, 1)) / 2);
      }
      scores[i] = Math.trunc((1 - deviation) * MAX_SCORE);
    }
  },
};
