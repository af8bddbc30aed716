import type { Duration } from '../sim/loop';
import { UserError } from './user-error';
import type { World } from './world';

export type { ProbeKind } from '../kubelet/container/container';

/** How long the election of the first leaders may take. */
const ELECTED: Duration = 10_000;

/** Several controller managers and schedulers, of which one each leads from now on. */
export function replicateControlPlane({ cluster }: World, count: number): void {
  if (count < 1) throw new UserError('a control plane has at least 1 replica');
  cluster.controlPlane.replicate(count);
  const { controllerManager, scheduler } = cluster.controlPlane;
  cluster.runUntil(() => controllerManager.running && scheduler.running, ELECTED);
}
