import { isJobFinished } from '../../api/batch/job';
import { controllerOf } from '../../api/object';
import type { CronJob, Job } from '../../api/schema/objects';
import type { Law } from './law';

/** A CronJob that forbids concurrency never starts a Job while one that it started runs. */
export const forbidNeverOverlaps: Law = {
  name: 'a CronJob with Forbid never overlaps',
  watch() {
    const forbidding = new Set<string>();
    const running = new Map<string, Map<string, string>>();
    return ({ type, kind, object }, { actor }) => {
      const { uid, name, deletionTimestamp } = object.metadata;
      if (kind === 'CronJob') {
        const { concurrencyPolicy } = (object as unknown as CronJob).spec;
        if (type !== 'DELETED' && concurrencyPolicy === 'Forbid') forbidding.add(uid);
        else forbidding.delete(uid);
        return undefined;
      }
      const owner = kind === 'Job' ? controllerOf(object) : undefined;
      if (owner?.kind !== 'CronJob') return undefined;
      const jobs = running.get(owner.uid) ?? new Map<string, string>();
      running.set(owner.uid, jobs);
      const isOver =
        type === 'DELETED' ||
        deletionTimestamp !== undefined ||
        isJobFinished(object as unknown as Job);
      if (isOver) {
        jobs.delete(uid);
        return undefined;
      }
      // what somebody makes by hand is theirs to answer for
      if (type !== 'ADDED' || !actor.endsWith('cronjob-controller')) return undefined;
      const [other] = jobs.values();
      jobs.set(uid, name);
      return other !== undefined && forbidding.has(owner.uid)
        ? `Job "${name}" was started while "${other}" of CronJob "${owner.name}" runs`
        : undefined;
    };
  },
};
