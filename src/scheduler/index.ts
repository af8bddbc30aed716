import type { Actor } from '../runtime/env';
import { defaultScheduler, type SchedulerProfile } from './profile';
import { Scheduler } from './scheduler';

export { profilesOf } from './configuration';
export { ConfigurationError } from './configuration-value';
export type { DecisionNote, NodeNote } from './decision-note';
export type { SchedulerProfile } from './profile';

/** The scheduler of one profile. upstream: kube-scheduler v1.34 */
export function schedulerActor({
  profile = defaultScheduler,
}: {
  readonly profile?: SchedulerProfile;
} = {}): Actor {
  return {
    name: profile.name,
    user: 'system:kube-scheduler',
    start: (env) => new Scheduler(env, { profile }).run(),
  };
}
