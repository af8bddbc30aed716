import { Pods } from '../../api/core/pod';
import type { Pod } from '../../api/schema/objects';
import type { Count } from '../count';
import type { Claim } from '../expect';
import type { Reference } from '../reference';
import { UserError } from '../user-error';
import { holds, pending, vacuous } from '../verdict';
import { missing } from './objects';
import { counted, subject } from './pods';

/** How often the containers of the Pod have restarted, or that one; undefined when it has none of that name. */
function restartsOf(pod: Pod, container?: string): number | undefined {
  const { containerStatuses = [], initContainerStatuses = [] } = pod.status;
  if (container !== undefined) {
    const all = [...containerStatuses, ...initContainerStatuses];
    return all.find(({ name }) => name === container)?.restartCount;
  }
  return containerStatuses.reduce((sum, { restartCount }) => sum + restartCount, 0);
}

/** The containers of the Pod, or one of them, have restarted so many times. */
export function hasRestarted(reference: Reference, count: Count, container?: string): Claim {
  if (reference.kind.id !== Pods.id) {
    throw new UserError(
      `a ${reference.kind.kind} does not restart, its Pods do: write "no Pod of ${reference.kind.kind} …"`,
    );
  }
  return (world) => {
    const pod = world.cluster.server.store.get(Pods, `${reference.namespace}/${reference.name}`);
    if (pod === undefined) return pending(missing(world, reference));
    const restarts = restartsOf(pod, container);
    if (restarts === undefined) return vacuous(`it has no container "${container}"`);
    return count.admits(restarts)
      ? holds
      : pending(`it has restarted ${restarts} times`, subject(pod));
  };
}

/** So many Pods of the workload have restarted at least once. */
export function podsRestarted(reference: Reference, count: Count): Claim {
  return (world) =>
    counted(world, reference, count, (pod) => (restartsOf(pod) ?? 0) > 0, 'have restarted');
}
