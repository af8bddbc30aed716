import { DaemonSets } from '../../api/apps/daemon-set';
import { isReady } from '../../api/core/pod-states';
import { deepEqual } from '../../api/object';
import type { DaemonSetStatus } from '../../api/schema/objects';
import type { Env } from '../../runtime/env';
import { type Look, request } from '../../runtime/look';
import { byAge, wishOf } from './placement';
import { isInService, isUpdated, type View } from './view';

/** Counts nodes by their oldest Pod. upstream: updateDaemonSetStatus */
export function statusOf(view: View): DaemonSetStatus {
  const { set, nodes, pods } = view;
  let [desired, current, misscheduled, ready, available, updated] = [0, 0, 0, 0, 0, 0];
  for (const node of nodes) {
    const there = pods.get(node.metadata.name) ?? [];
    if (!wishOf(set, node).run) {
      if (there.length > 0) misscheduled++;
      continue;
    }
    desired++;
    const oldest = there.length > 1 ? [...there].sort(byAge)[0] : there[0];
    if (oldest === undefined) continue;
    current++;
    if (isReady(oldest)) ready++;
    if (isInService(view, oldest)) available++;
    if (isUpdated(view, oldest)) updated++;
  }
  const { generation } = set.metadata;
  const { conditions } = set.status;
  return {
    currentNumberScheduled: current,
    numberMisscheduled: misscheduled,
    desiredNumberScheduled: desired,
    numberReady: ready,
    ...(generation === undefined ? {} : { observedGeneration: generation }),
    ...(updated > 0 ? { updatedNumberScheduled: updated } : {}),
    ...(available > 0 ? { numberAvailable: available } : {}),
    ...(desired > available ? { numberUnavailable: desired - available } : {}),
    ...(conditions === undefined ? {} : { conditions }),
  };
}

/** Writes the status, if it changed. */
export function* writeStatus(env: Env, view: View, collisionCount: number): Look {
  const { set } = view;
  const status = {
    ...statusOf(view),
    ...(collisionCount > 0 ? { collisionCount } : {}),
  };
  if (deepEqual(status, set.status)) return;
  yield* request(() => env.api.updateStatus(DaemonSets, { ...set, status }));
}
