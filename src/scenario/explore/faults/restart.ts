import { crashOf } from './crash';
import type { Explorable } from './explorable';

/** A kubelet ends at some moment and is started again; its containers run on. */
export const restart: Explorable = {
  family: 'restart',
  draw(chance, activity) {
    const names = [...activity.programs.keys()].filter((name) => name.startsWith('kubelet/'));
    return crashOf(chance, activity, names);
  },
};
