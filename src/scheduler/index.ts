import type { Actor } from '../runtime/env';
import { defaultProfile } from './plugins';
import { Scheduler, type SchedulerOptions } from './scheduler';

export type { DecisionNote, NodeNote } from './decision-note';

const DEFAULT_NAME = 'default-scheduler';

/** The scheduler; `name` is the schedulerName of its Pods and its name in Events. upstream: kube-scheduler v1.34 */
export function schedulerActor(options: Partial<SchedulerOptions> = {}): Actor {
  const { name = DEFAULT_NAME, profile = defaultProfile, among } = options;
  return {
    name,
    user: 'system:kube-scheduler',
    start: (env) => new Scheduler(env, { name, profile, among }).run(),
  };
}
