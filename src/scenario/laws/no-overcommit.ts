import { isFinished, isScheduled } from '../../api/core/pod-states';
import { milliValue, wholeValue } from '../../api/quantity';
import type { Node, Pod, ResourceRequirements } from '../../api/schema/objects';
import type { Law } from './law';

/** Amounts by resource; CPU in thousandths. `pods` counts as one more resource. */
type Amounts = Map<string, number>;

function amountOf(resource: string, quantity: string): number {
  return resource === 'cpu' ? milliValue(quantity) : wholeValue(quantity);
}

function amounts(quantities: Readonly<Record<string, string>> | null | undefined): Amounts {
  return new Map(
    Object.entries(quantities ?? {}).map(([name, text]) => [name, amountOf(name, text)]),
  );
}

function add(to: Amounts, more: Amounts, sign: 1 | -1 = 1): void {
  for (const [name, amount] of more) to.set(name, (to.get(name) ?? 0) + sign * amount);
}

function requests({ resources }: { readonly resources?: ResourceRequirements }): Amounts {
  return amounts(resources?.requests);
}

/** What a Pod needs at its most: its containers and sidecars, or an init container beside the sidecars before it. */
function needsOf({ spec }: Pod): Amounts {
  const sidecars: Amounts = new Map();
  const peak: Amounts = new Map();
  for (const container of spec.initContainers ?? []) {
    const now = new Map(sidecars);
    add(now, requests(container));
    if (container.restartPolicy === 'Always') add(sidecars, requests(container));
    for (const [name, amount] of now) peak.set(name, Math.max(peak.get(name) ?? 0, amount));
  }
  const needs = new Map(sidecars);
  for (const container of spec.containers) add(needs, requests(container));
  for (const [name, amount] of peak) needs.set(name, Math.max(needs.get(name) ?? 0, amount));
  for (const [name, amount] of amounts(spec.resources?.requests)) needs.set(name, amount);
  add(needs, amounts(spec.overhead));
  needs.set('pods', 1);
  return needs;
}

function takesRoom(pod: Pod | undefined): pod is Pod {
  return pod !== undefined && isScheduled(pod) && !isFinished(pod);
}

/** What the Pods of a node request never exceeds what it has, unless somebody other than the scheduler put them there. */
export const noOvercommit: Law = {
  name: 'no node is over-committed',
  watch() {
    const capacities = new Map<string, Amounts>();
    const loads = new Map<string, Amounts>();
    const loadOf = (node: string): Amounts => {
      const load = loads.get(node) ?? new Map<string, number>();
      loads.set(node, load);
      return load;
    };
    return ({ type, kind, object, old }, { actor }) => {
      if (kind === 'Node') {
        const { name } = object.metadata;
        if (type === 'DELETED') capacities.delete(name);
        else capacities.set(name, amounts((object as unknown as Node).status.allocatable));
        return undefined;
      }
      if (kind !== 'Pod') return undefined;
      const now = type === 'DELETED' ? undefined : (object as unknown as Pod);
      const before = old as unknown as Pod | undefined;
      if (takesRoom(before) === takesRoom(now)) return undefined;
      if (takesRoom(before)) add(loadOf(before.spec.nodeName ?? ''), needsOf(before), -1);
      if (!takesRoom(now)) return undefined;
      const node = now.spec.nodeName ?? '';
      const needs = needsOf(now);
      const load = loadOf(node);
      add(load, needs);
      const capacity = capacities.get(node);
      if (capacity === undefined || !actor.includes('scheduler')) return undefined;
      for (const [resource, need] of needs) {
        const total = load.get(resource) ?? 0;
        const most = capacity.get(resource) ?? 0;
        if (need === 0 || total <= most) continue;
        return `Pod "${now.metadata.name}" was bound to node "${node}", whose Pods then request ${total} of ${most} ${resource}`;
      }
      return undefined;
    };
  },
};
