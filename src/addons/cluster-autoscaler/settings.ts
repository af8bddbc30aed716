import type { Duration } from '../../sim/loop';
import type { Row } from '../add-on';
import { timeIn, toldIn } from '../table';

const MINUTE = 60_000;

/** Its flags. */
export interface Settings {
  /** --scan-interval */
  readonly scanInterval: Duration;
  /** --scale-down-delay-after-add */
  readonly delayAfterAdd: Duration;
  /** --scale-down-delay-after-failure */
  readonly delayAfterFailure: Duration;
  /** --scale-down-unneeded-time */
  readonly unneededTime: Duration;
  /** --scale-down-unready-time */
  readonly unreadyTime: Duration;
  /** --max-node-provision-time */
  readonly maxProvision: Duration;
  /** --initial-node-group-backoff-duration */
  readonly initialBackoff: Duration;
  /** --max-node-group-backoff-duration */
  readonly maxBackoff: Duration;
  /** --scale-down-utilization-threshold, from 0 to 1 */
  readonly utilizationThreshold: number;
}

/** As v1.34 has them. */
export const DEFAULTS: Settings = {
  scanInterval: 10_000,
  delayAfterAdd: 10 * MINUTE,
  delayAfterFailure: 3 * MINUTE,
  unneededTime: 10 * MINUTE,
  unreadyTime: 20 * MINUTE,
  maxProvision: 15 * MINUTE,
  initialBackoff: 5 * MINUTE,
  maxBackoff: 30 * MINUTE,
  utilizationThreshold: 0.5,
};

/** The columns that set a flag, in whatever row. */
const FLAGS: Readonly<Record<string, keyof Settings>> = {
  'scan interval': 'scanInterval',
  'delay after add': 'delayAfterAdd',
  'unneeded time': 'unneededTime',
  'provision time': 'maxProvision',
  'utilization threshold': 'utilizationThreshold',
};

export const FLAG_COLUMNS = Object.keys(FLAGS);

/** --max-empty-bulk-delete */
export const EMPTY_MAX = 10;
/** --expendable-pods-priority-cutoff */
export const EXPENDABLE_BELOW = -10;

function shareIn(text: string, column: string): number {
  const share = /^\d+(\.\d+)?%?$/.test(text)
    ? Number.parseFloat(text) / (text.endsWith('%') ? 100 : 1)
    : Number.NaN;
  if (share >= 0 && share <= 1) return share;
  throw new Error(`the column "${column}" holds a share such as 0.5 or 50%, not "${text}"`);
}

/** The flags as the rows set them. */
export function settingsOf(rows: readonly Row[]): Settings {
  const settings: Record<keyof Settings, number> = { ...DEFAULTS };
  for (const [column, flag] of Object.entries(FLAGS)) {
    const told = toldIn(rows, column);
    if (told === undefined) continue;
    const row = { [column]: told };
    settings[flag] =
      flag === 'utilizationThreshold'
        ? shareIn(told, column)
        : (timeIn(row, column) ?? settings[flag]);
  }
  return settings;
}
