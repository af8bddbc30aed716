import type { Law } from './law';

/** No status speaks of a generation that is not there yet. */
export const observedGeneration: Law = {
  name: 'observedGeneration is never ahead of generation',
  watch: () => (write) => {
    const { kind, object } = write;
    const status = (object as { status?: { observedGeneration?: number } }).status;
    const observed = status?.observedGeneration ?? 0;
    const { generation = 0, name } = object.metadata;
    return observed <= generation
      ? undefined
      : `${kind} "${name}" observed generation ${observed} of ${generation}`;
  },
};
