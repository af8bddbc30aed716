import { crash } from './crash';
import { crashAtWrite } from './crash-at-write';
import { cut } from './cut';
import type { Explorable } from './explorable';
import { lag } from './lag';
import { restart } from './restart';

/** What exploration may do to a scenario. */
export const explorables: readonly Explorable[] = [crash, crashAtWrite, lag, cut, restart];

/** The words of `--faults`. */
export const families = [...new Set(explorables.map(({ family }) => family))];

export type Family = (typeof families)[number];
