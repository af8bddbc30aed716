import type { Pod } from '../api/schema/objects';
import { atSize, sameSize, specOf } from './pod-resize';
import { type ContainerState, newContainerState, type PodState } from './pod-state';

/** Takes a newer spec into the containers, but for sizes that nobody has granted; returns those whose image is another one. */
export function takeSpecs(state: PodState, pod: Pod): readonly ContainerState[] {
  const replaced: ContainerState[] = [];
  for (const container of state.containers) {
    const next = specOf(container, pod);
    if (next === undefined || next === container.spec) continue;
    if (next.image !== container.spec.image) replaced.push(container);
    const { resources } = container.spec;
    container.spec = sameSize(next.resources, resources) ? next : atSize(next, resources);
  }
  return replaced;
}

/** Takes in the ephemeral containers that are new; true when there are any. */
export function takeEphemerals(state: PodState, { spec }: Pod): boolean {
  const known = new Set(state.containers.map((container) => container.spec.name));
  const added = (spec.ephemeralContainers ?? []).filter(({ name }) => !known.has(name));
  if (added.length === 0) return false;
  const more = added.map((container) => newContainerState(container, 'ephemeral'));
  state.containers = [...state.containers, ...more];
  return true;
}
