import { UserError } from './user-error';

export type { ProbeKind } from '../kubelet/container';

const PROCESSES = ['kube-controller-manager', 'kube-scheduler'] as const;

/** A process of the control plane by its name; an error that names them all when there is none such. */
export function controlPlaneProcess(name: string): (typeof PROCESSES)[number] {
  const found = PROCESSES.find((process) => process === name);
  if (found !== undefined) return found;
  throw new UserError(`there is no process "${name}"; there are: ${PROCESSES.join(', ')}`);
}
