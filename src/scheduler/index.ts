import type { Actor } from '../runtime/env';
import { defaultScheduler, type SchedulerProfile } from './profile';
import { Scheduler } from './scheduler';

export { ConfigurationError, profilesOf } from './configuration';
export type { DecisionNote, NodeNote } from './decision-note';
export type { SchedulerProfile } from './profile';

/** The scheduler of one profile; `among` takes chance's place. upstream: kube-scheduler v1.34 */
export function schedulerActor({
  profile = defaultScheduler,
  among,
}: {
  readonly profile?: SchedulerProfile;
  readonly among?: ((pod: string) => string | undefined) | undefined;
} = {}): Actor {
  return {
    name: profile.name,
    user: 'system:kube-scheduler',
    start: (env) => new Scheduler(env, { profile, among }).run(),
  };
}
