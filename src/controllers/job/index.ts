import { isJobFinished, JOB_CONTROLLER, JOB_LABELS, Jobs } from '../../api/batch/job';
import { Pods } from '../../api/core/pod';
import { isReady } from '../../api/core/pod-states';
import { controllerOf, joinKey, keyOf } from '../../api/object';
import type { Job, Pod } from '../../api/schema/objects';
import { timestamp } from '../../api/timestamp';
import type { Change } from '../../apiserver/store';
import {
  type Again,
  type Controller,
  NO_KEYS,
  ownedBy,
  type Watch,
} from '../../runtime/controller';
import type { Env } from '../../runtime/env';
import { claim, indexByController, orphansOf } from '../ownership';
import { backOffsOf } from './back-off';
import { type Done, deleteActive, manage, untouched } from './manage';
import { isTracked, untrack } from './pods';
import { type Survey, survey } from './survey';
import { type Step, setCondition, track } from './tracking';
import { COMPLETED, condition, deadlineOf, isSuspended, verdictOf } from './verdict';

/** The key of the Job that tracks a Pod, whether it is there or not. */
function trackerOf(pod: Pod): string | undefined {
  if (!isTracked(pod)) return undefined;
  const owner = controllerOf(pod);
  const { labels = {}, namespace } = pod.metadata;
  const name = owner?.kind === 'Job' ? owner.name : labels[JOB_LABELS.name];
  return name === undefined ? undefined : joinKey(namespace, name);
}

/** Restarts count, too; that a Pod is bound does not. */
function isRelevant({ type, object, old }: Change<Pod>): boolean {
  return (
    type !== 'MODIFIED' ||
    old === undefined ||
    object.metadata.labels !== old.metadata.labels ||
    object.metadata.ownerReferences !== old.metadata.ownerReferences ||
    object.metadata.deletionTimestamp !== old.metadata.deletionTimestamp ||
    object.status.phase !== old.status.phase ||
    isReady(object) !== isReady(old) ||
    object.status.containerStatuses?.some(
      ({ restartCount }, i) => restartCount !== old.status.containerStatuses?.[i]?.restartCount,
    ) === true
  );
}

/** Pods whose Job is gone must not be kept by its finalizer. */
const lost: Watch<Pod> = {
  kind: Pods,
  keys(env, { type, object }) {
    const key = type === 'DELETED' ? undefined : trackerOf(object);
    if (key === undefined) return NO_KEYS;
    const job = env.cache.informer(Jobs).get(key);
    return job?.metadata.uid === controllerOf(object)?.uid ? NO_KEYS : [key];
  },
};

/** Lets go of Pods that no Job will count: theirs is gone, another, or over. upstream: syncOrphanPod */
function release(env: Env, key: string, job: Job | undefined): void {
  const tracked = [...env.cache.informer(Pods).by('tracked', key).values()];
  for (const pod of tracked) {
    const isOurs = job !== undefined && controllerOf(pod)?.uid === job.metadata.uid;
    if (!isOurs || isJobFinished(job)) untrack(env, pod);
  }
}

const isManagedElsewhere = ({ spec }: Job): boolean =>
  spec.managedBy !== undefined && spec.managedBy !== JOB_CONTROLLER;

function started(job: Job, now: number): Job {
  if (job.status.startTime !== undefined || isSuspended(job)) return job;
  return { ...job, status: { ...job.status, startTime: timestamp(now) } };
}

/** Tells that the Job was suspended or resumed; who is resumed starts anew. */
function withSuspension(env: Env, found: Survey): Survey {
  const { job } = found;
  const { now } = env.loop;
  const before = job.status.conditions ?? [];
  const [status, reason, message] = isSuspended(job)
    ? (['True', 'JobSuspended', 'Job suspended'] as const)
    : (['False', 'JobResumed', 'Job resumed'] as const);
  const conditions = setCondition(before, condition('Suspended', status, { reason, message }, now));
  if (conditions === before) return found;
  const word = isSuspended(job) ? 'Suspended' : 'Resumed';
  env.events.record(job, 'Normal', word, message);
  const startTime = isSuspended(job) ? {} : { startTime: timestamp(now) };
  return { ...found, job: { ...job, status: { ...job.status, conditions, ...startTime } } };
}

/** True when as many have succeeded as should, and nobody is at it any more. */
function isComplete({ job, succeeded }: Survey, { active }: Done): boolean {
  if (active > 0) return false;
  const { completions } = job.spec;
  return completions === undefined ? succeeded > 0 : succeeded >= completions;
}

function act(env: Env, found: Survey): Step {
  const verdict = verdictOf(found, env.loop.now);
  if (verdict !== undefined) return { found, done: deleteActive(env, found), verdict };
  const isGoing = found.job.metadata.deletionTimestamp !== undefined;
  const done = isGoing ? untouched(found) : manage(env, found);
  if (isComplete(found, done)) return { found, done, verdict: COMPLETED };
  return { found: isGoing ? found : withSuspension(env, found), done, verdict: undefined };
}

function again(env: Env, { found, done, verdict }: Step): Again | undefined {
  if (verdict !== undefined) return undefined;
  const deadline = deadlineOf(found.job);
  const waits = [
    ...(done.wait === undefined ? [] : [done.wait]),
    ...(deadline === undefined ? [] : [Math.max(0, deadline - env.loop.now)]),
  ];
  return waits.length === 0 ? undefined : { requeueAfter: Math.min(...waits) };
}

/** Runs Pods to their end, as often as a Job wants, and counts each once. upstream: pkg/controller/job */
export const jobController: Controller<Job> = {
  name: 'job-controller',
  reconciles: Jobs,
  ignoresStatus: 'own',
  watches: [ownedBy(Pods, Jobs, isRelevant), orphansOf(Pods, Jobs), lost],
  batches: ({ jobSync }) => jobSync,
  prepare(env) {
    indexByController(env, Pods);
    env.cache.informer(Pods).addIndex('tracked', trackerOf);
  },
  reconcile(env, job, key): Again | undefined {
    if (job !== undefined && isManagedElsewhere(job)) return undefined;
    if (job === undefined || isJobFinished(job)) {
      backOffsOf(env).set(key, { failures: 0, last: 0 });
      release(env, key, job);
      return undefined;
    }
    const { now } = env.loop;
    const begun = started(job, now);
    const known = backOffsOf(env).get(keyOf(job));
    const found = survey(begun, claim(env, job, Pods), known, now);
    const step = act(env, found);
    track(env, job, step);
    backOffsOf(env).set(key, found.backOff);
    if (step.done.failure !== undefined) throw step.done.failure;
    return again(env, step);
  },
};
