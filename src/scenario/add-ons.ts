import type { Row } from '../addons/add-on';
import { isReady, isTerminating } from '../api/core/pod-states';
import { milliValue } from '../api/quantity';
import type { Reference } from './reference';
import { describeReference } from './reference';
import { UserError } from './user-error';
import { podsOf } from './workload';
import type { World } from './world';

/** Switches an add-on of the cluster on. */
export function installAddOn({ cluster }: World, name: string, rows: readonly Row[] = []): void {
  try {
    cluster.install(name, rows);
  } catch (error) {
    throw new UserError((error as Error).message);
  }
}

/** From now on the ready Pods of a workload share so much CPU load, in equal parts. */
export function loadOn(world: World, reference: Reference, cpu: string): void {
  const ready = () => podsOf(world, reference).filter((pod) => isReady(pod) && !isTerminating(pod));
  world.cluster.load.put(describeReference(reference), {
    cpu: milliValue(cpu),
    carriers: () => new Set(ready().map(({ metadata }) => metadata.uid)),
  });
}
