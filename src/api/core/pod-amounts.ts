import { type Amounts, greaterOf, pick, readAmounts, sumOf } from '../quota/amounts';
import type { Container, PodSpec } from '../schema/objects';

/** What may be stated for a Pod as a whole. upstream: supportedPodLevelResources */
const isPodLevel = (name: string): boolean =>
  name === 'cpu' || name === 'memory' || name.startsWith('hugepages-');

/**
 * What a Pod requests, or limits itself to, exactly: the sum of its containers and sidecars, or the most that its
 * start needs; what it states for the whole Pod takes the place of both. Overhead is not in it.
 * upstream: component-helpers/resource PodRequests, PodLimits
 */
export function podAmounts(spec: PodSpec, what: 'requests' | 'limits'): Amounts {
  const of = ({ resources }: Container) => readAmounts(resources?.[what]);
  let total: Amounts = new Map();
  for (const container of spec.containers) total = sumOf(total, of(container));
  let sidecars: Amounts = new Map();
  let starting: Amounts = new Map();
  for (const container of spec.initContainers ?? []) {
    const amounts = of(container);
    if (container.restartPolicy === 'Always') {
      total = sumOf(total, amounts);
      sidecars = sumOf(sidecars, amounts);
      starting = greaterOf(starting, sidecars);
    } else {
      starting = greaterOf(starting, sumOf(amounts, sidecars));
    }
  }
  const needed = greaterOf(total, starting);
  const stated = pick(readAmounts(spec.resources?.[what]), isPodLevel);
  return new Map([...needed, ...stated]);
}
