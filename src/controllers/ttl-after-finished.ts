import { isJobFinished, Jobs } from '../api/batch/job';
import { isTrue } from '../api/condition';
import { isApiError } from '../api/errors';
import type { Job } from '../api/schema/objects';
import { parseTimestamp } from '../api/timestamp';
import type { Again, Controller } from '../runtime/controller';
import type { Time } from '../sim/loop';

/** When a finished Job came to its end. */
function finishTime({ status }: Job): Time | undefined {
  const last = status.conditions?.find(
    ({ type }) => (type === 'Complete' || type === 'Failed') && isTrue(status.conditions, type),
  );
  const at = last?.lastTransitionTime;
  return at ? parseTimestamp(at) : undefined;
}

/** Deletes finished Jobs when their time is over. upstream: pkg/controller/ttlafterfinished */
export const ttlAfterFinishedController: Controller<Job> = {
  name: 'ttl-after-finished-controller',
  reconciles: Jobs,
  reconcile(env, job): Again | undefined {
    if (job === undefined || job.metadata.deletionTimestamp !== undefined) return undefined;
    const { ttlSecondsAfterFinished } = job.spec;
    if (ttlSecondsAfterFinished === undefined || !isJobFinished(job)) return undefined;
    const finished = finishTime(job);
    if (finished === undefined) return undefined;
    const left = finished + ttlSecondsAfterFinished * 1000 - env.loop.now;
    if (left > 0) return { requeueAfter: left };
    const { name, namespace, uid } = job.metadata;
    try {
      env.api.delete(
        Jobs,
        { namespace, name },
        { propagationPolicy: 'Foreground', preconditions: { uid } },
      );
    } catch (error) {
      if (!isApiError(error, 'NotFound')) throw error;
    }
    return undefined;
  },
};
