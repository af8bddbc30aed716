import type { Actor } from '../runtime/env';
import { defaultScheduler, type SchedulerProfile } from './profile';
import { Scheduler } from './scheduler';

export { profilesOf } from './configuration';
export { ConfigurationError } from './configuration-value';
export type { DecisionNote, NodeNote } from './decision-note';
export type { SchedulerProfile } from './profile';

/** The scheduler of these profiles, which share a queue and a cache. upstream: kube-scheduler v1.34 */
export function schedulerActor(profiles: readonly SchedulerProfile[] = [defaultScheduler]): Actor {
  return {
    name: profiles[0]?.name ?? defaultScheduler.name,
    user: 'system:kube-scheduler',
    start: (env) => new Scheduler(env, profiles).run(),
  };
}
