import type { Duration } from '../sim/loop';
import { UserError } from './user-error';
import type { World } from './world';

export type { ProbeKind } from '../kubelet/container';

const PROCESSES = ['kube-controller-manager', 'kube-scheduler'] as const;

/** A process of the control plane by its name; an error that names them all when there is none such. */
export function controlPlaneProcess(name: string): (typeof PROCESSES)[number] {
  const found = PROCESSES.find((process) => process === name);
  if (found !== undefined) return found;
  throw new UserError(`there is no process "${name}"; there are: ${PROCESSES.join(', ')}`);
}

/** How long the election of the first leaders may take. */
const ELECTED: Duration = 10_000;

/** Several controller managers and schedulers, of which one each leads from now on. */
export function replicateControlPlane({ cluster }: World, count: number): void {
  if (count < 1) throw new UserError('a control plane has at least 1 replica');
  cluster.replicateControlPlane(count);
  const { controllerManager, scheduler } = cluster;
  cluster.runUntil(() => controllerManager.running && scheduler.running, ELECTED);
}
