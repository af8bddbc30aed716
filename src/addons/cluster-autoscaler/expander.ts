import { milliValue, wholeValue } from '../../api/quantity';
import type { Pod } from '../../api/schema/objects';
import type { Random } from '../../sim/random';
import type { NodeGroup } from './node-group';

/** A way out: so many more nodes of one group, which would take these Pods. */
export interface Option {
  readonly group: NodeGroup;
  readonly nodes: number;
  readonly pods: readonly Pod[];
}

/** Picks among the options that are best to it. upstream: cluster-autoscaler/expander */
export type Expander = (options: readonly Option[]) => readonly Option[];

function bestBy(options: readonly Option[], value: (option: Option) => number): Option[] {
  const best = Math.max(...options.map(value));
  return options.filter((option) => value(option) === best);
}

function requested(pods: readonly Pod[], resource: 'cpu' | 'memory'): number {
  let total = 0;
  for (const { spec } of pods) {
    for (const { resources } of spec.containers) {
      const text = resources?.requests?.[resource] ?? '0';
      total += resource === 'cpu' ? milliValue(text) : wholeValue(text);
    }
  }
  return total;
}

/** The share of CPU and memory that would lie idle, both added. */
function waste({ group, nodes, pods }: Option): number {
  const cpu = milliValue(group.template.cpu) * nodes;
  const memory = wholeValue(group.template.memory) * nodes;
  const idle = (have: number, want: number) => (have === 0 ? 0 : (have - want) / have);
  return idle(cpu, requested(pods, 'cpu')) + idle(memory, requested(pods, 'memory'));
}

const expanders: Readonly<Record<string, Expander>> = {
  random: (options) => options,
  'most-pods': (options) => bestBy(options, ({ pods }) => pods.length),
  'least-waste': (options) => bestBy(options, (option) => -waste(option)),
  priority: (options) => bestBy(options, ({ group }) => group.priority),
};

/** The expander of that name; an Error that names them all. */
export function expanderOf(name: string): Expander {
  const found = expanders[name];
  if (found !== undefined) return found;
  throw new Error(
    `there is no expander "${name}"; there are: ${Object.keys(expanders).join(', ')}`,
  );
}

/** The option that the expander picks; of equal ones any, by chance. */
export function choose(
  options: readonly Option[],
  expander: Expander,
  random: Random,
): Option | undefined {
  if (options.length === 0) return undefined;
  const best = expander(options);
  return best.length === 1 ? best[0] : random.pick(best);
}
