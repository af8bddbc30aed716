import type { Duration } from '../sim/loop';
import type { Profile } from './framework';
import { defaultProfile } from './plugins';

/** Of how many nodes preemption finds out whether room could be made there. upstream: DefaultPreemptionArgs */
export interface PreemptionLimits {
  readonly candidatesPercentage: number;
  readonly candidatesMin: number;
}

/** Which Pods are a scheduler's own, and how it decides about them. */
export interface SchedulerProfile {
  /** The spec.schedulerName of its Pods, and its name in Events. */
  readonly name: string;
  readonly plugins: Profile;
  /** Undefined when it never makes room by preemption. */
  readonly preemption: PreemptionLimits | undefined;
  /** Of how many of the nodes it must know that they are feasible, in percent; undefined: by their number. */
  readonly percentageOfNodes: number | undefined;
  /** After its first failure a Pod waits so long, then ever longer. */
  readonly backoffFirst: Duration;
  readonly backoffMax: Duration;
}

/** What kube-scheduler does without a configuration. upstream: scheduler/apis/config/v1 defaults */
export const defaultScheduler: SchedulerProfile = {
  name: 'default-scheduler',
  plugins: defaultProfile,
  preemption: { candidatesPercentage: 10, candidatesMin: 100 },
  percentageOfNodes: undefined,
  backoffFirst: 1000,
  backoffMax: 10_000,
};
