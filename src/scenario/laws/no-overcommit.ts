import { isFinished, isScheduled } from '../../api/core/pod-states';
import { milliValue, wholeValue } from '../../api/quantity';
import type { Node, Pod } from '../../api/schema/objects';
import type { Law } from './law';

interface Load {
  cpu: number;
  memory: number;
}

function requestsOf(pod: Pod): Load {
  const sum = { cpu: 0, memory: 0 };
  for (const { resources } of pod.spec.containers) {
    sum.cpu += milliValue(resources?.requests?.cpu ?? '0');
    sum.memory += wholeValue(resources?.requests?.memory ?? '0');
  }
  for (const { resources } of pod.spec.initContainers ?? []) {
    sum.cpu = Math.max(sum.cpu, milliValue(resources?.requests?.cpu ?? '0'));
    sum.memory = Math.max(sum.memory, wholeValue(resources?.requests?.memory ?? '0'));
  }
  return sum;
}

function counts(pod: Pod | undefined): pod is Pod {
  return pod !== undefined && isScheduled(pod) && !isFinished(pod);
}

/** What the Pods of a node request never exceeds what it has, unless a user put them there by name. */
export const noOvercommit: Law = {
  name: 'no node is over-committed',
  watch() {
    const capacity = new Map<string, Load>();
    const loads = new Map<string, Load>();
    const add = (pod: Pod, sign: 1 | -1) => {
      const node = pod.spec.nodeName ?? '';
      const load = loads.get(node) ?? { cpu: 0, memory: 0 };
      const { cpu, memory } = requestsOf(pod);
      load.cpu += sign * cpu;
      load.memory += sign * memory;
      loads.set(node, load);
    };
    return ({ type, kind, object, old }, entry) => {
      if (kind === 'Node') {
        const { cpu = '0', memory = '0' } = (object as unknown as Node).status.allocatable ?? {};
        capacity.set(object.metadata.name, { cpu: milliValue(cpu), memory: wholeValue(memory) });
        return undefined;
      }
      if (kind !== 'Pod') return undefined;
      const now = type === 'DELETED' ? undefined : (object as unknown as Pod);
      const before = old as unknown as Pod | undefined;
      if (counts(before) === counts(now)) return undefined;
      if (counts(before)) add(before, -1);
      if (!counts(now)) return undefined;
      add(now, 1);
      if (type === 'ADDED' || !/scheduler/.test(entry.actor)) return undefined;
      const node = now.spec.nodeName ?? '';
      const load = loads.get(node);
      const most = capacity.get(node);
      if (load === undefined || most === undefined) return undefined;
      if (load.cpu <= most.cpu && load.memory <= most.memory) return undefined;
      return `Pod "${now.metadata.name}" was bound to node "${node}", of which the Pods then request ${load.cpu}m CPU of ${most.cpu}m and ${load.memory} bytes of ${most.memory}`;
    };
  },
};
