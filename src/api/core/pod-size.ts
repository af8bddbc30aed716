import { conditionOf } from '../condition';
import { milliValue } from '../quantity';
import type { Container, ContainerStatus, Pod, PodSpec } from '../schema/objects';

type Amounts = Readonly<Record<string, string>>;

/** Of each resource the greater amount. */
function most(a: Amounts, b: Amounts | undefined): Amounts {
  if (b === undefined || a === b) return a;
  const result: Record<string, string> = { ...a };
  for (const [name, amount] of Object.entries(b)) {
    const known = result[name];
    if (known === undefined || milliValue(amount) > milliValue(known)) result[name] = amount;
  }
  return result;
}

/** True when the container's status tells of other requests than its spec. */
function isOther({ resources }: Container, status: ContainerStatus): boolean {
  const asked = resources?.requests;
  const { allocatedResources: granted, resources: actual } = status;
  return (
    (granted !== undefined && granted !== asked) ||
    (actual?.requests !== undefined && actual.requests !== asked)
  );
}

function counted(
  containers: readonly Container[],
  statuses: readonly ContainerStatus[] | undefined,
  isInfeasible: boolean,
): readonly Container[] {
  if (statuses === undefined) return containers;
  let result = containers;
  for (const [index, container] of containers.entries()) {
    const own = statuses[index];
    const status =
      own?.name === container.name ? own : statuses.find(({ name }) => name === container.name);
    if (status === undefined || !isOther(container, status)) continue;
    const { allocatedResources = {}, resources } = status;
    const asked = isInfeasible ? {} : (container.resources?.requests ?? {});
    const requests = most(most(asked, allocatedResources), resources?.requests);
    if (result === containers) result = containers.slice();
    (result as Container[])[index] = {
      ...container,
      resources: { ...container.resources, requests },
    };
  }
  return result;
}

/**
 * The Pod's spec with the requests that are to be reckoned with while it is resized: the greatest of what it asks
 * for, what it was granted and what it has; what its node can never grant does not count. The spec itself when
 * these are one. upstream: component-helpers/resource PodRequests, UseStatusResources
 */
export function countedSpec({ spec, status }: Pod): PodSpec {
  const { containerStatuses, initContainerStatuses } = status;
  if (containerStatuses === undefined && initContainerStatuses === undefined) return spec;
  const pending = conditionOf(status.conditions, 'PodResizePending');
  const isInfeasible = pending?.reason === 'Infeasible';
  const containers = counted(spec.containers, containerStatuses, isInfeasible);
  const inits =
    spec.initContainers && counted(spec.initContainers, initContainerStatuses, isInfeasible);
  if (containers === spec.containers && inits === spec.initContainers) return spec;
  return { ...spec, containers, ...(inits === undefined ? {} : { initContainers: inits }) };
}
