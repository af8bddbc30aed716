import { Pods } from '../api/core/pod';
import { joinKey } from '../api/object';
import type { Pod } from '../api/schema/objects';
import type { Cluster } from '../cluster';
import type { Machine } from '../kubelet/machine';
import { type Fault, injectFault, machineOf } from './fault';

/** Which container of which Pod; the first that runs, when no name is given. */
export interface ContainerTarget {
  readonly namespace: string;
  readonly pod: string;
  readonly container?: string;
}

/** The Pod that is meant, also while nobody can ask the API server; an error when there is none. */
export function podOf(cluster: Cluster, { namespace, pod }: ContainerTarget): Pod {
  const found = cluster.server.store.get(Pods, joinKey(namespace, pod));
  if (found === undefined) throw new Error(`there is no Pod "${pod}" in namespace "${namespace}"`);
  return found;
}

/** The Pod that is meant and the machine it runs on; an error when it runs nowhere. */
export function placeOf(
  cluster: Cluster,
  target: ContainerTarget,
): { readonly pod: Pod; readonly machine: Machine } {
  const pod = podOf(cluster, target);
  const { nodeName } = pod.spec;
  if (nodeName === undefined) throw new Error(`Pod "${target.pod}" is on no node yet`);
  return { pod, machine: machineOf(cluster, nodeName) };
}

/** A container is killed from outside: 137 and Error unless told otherwise (`OOMKilled`). Nothing to undo. */
export const containerKill: Fault<
  ContainerTarget & { readonly exitCode?: number; readonly reason?: string }
> = {
  name: 'container-kill',
  inject(cluster, options) {
    const { pod, machine } = placeOf(cluster, options);
    const { container, exitCode, reason } = options;
    if (machine.container(pod.metadata.uid, container)?.running !== true) {
      const what = container === undefined ? 'container' : `container "${container}"`;
      throw new Error(`no ${what} of Pod "${options.pod}" runs`);
    }
    return injectFault(cluster, containerKill.name, options, {
      act: () => {
        machine.killContainer(pod.metadata.uid, container, exitCode, reason);
      },
    });
  },
};
