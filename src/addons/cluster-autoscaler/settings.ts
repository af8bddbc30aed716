import type { Duration } from '../../sim/loop';

const MINUTE = 60_000;

/** Its flags, with the defaults of v1.34. */
export const SETTINGS: Readonly<
  Record<
    | 'scanInterval'
    | 'delayAfterAdd'
    | 'delayAfterFailure'
    | 'unneededTime'
    | 'unreadyTime'
    | 'maxProvision'
    | 'initialBackoff'
    | 'maxBackoff',
    Duration
  >
> = {
  /** --scan-interval */
  scanInterval: 10_000,
  /** --scale-down-delay-after-add */
  delayAfterAdd: 10 * MINUTE,
  /** --scale-down-delay-after-failure */
  delayAfterFailure: 3 * MINUTE,
  /** --scale-down-unneeded-time */
  unneededTime: 10 * MINUTE,
  /** --scale-down-unready-time */
  unreadyTime: 20 * MINUTE,
  /** --max-node-provision-time */
  maxProvision: 15 * MINUTE,
  /** --initial-node-group-backoff-duration */
  initialBackoff: 5 * MINUTE,
  /** --max-node-group-backoff-duration */
  maxBackoff: 30 * MINUTE,
};

/** --scale-down-utilization-threshold */
export const UTILIZATION_THRESHOLD = 0.5;
/** --max-empty-bulk-delete */
export const EMPTY_MAX = 10;
/** --expendable-pods-priority-cutoff */
export const EXPENDABLE_BELOW = -10;
