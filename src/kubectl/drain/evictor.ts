import { Pods } from '../../api/core/pod';
import { isApiError, isNamespaceEnding } from '../../api/errors';
import { goDuration } from '../../api/go-duration';
import type { Pod } from '../../api/schema/objects';
import type { DeleteOptions } from '../../apiserver/api';
import type { Duration, Time } from '../../sim/loop';
import { CommandError } from '../errors';
import { current, type Session } from '../session';

const RETRY_DELAY: Duration = 5000;
const POLL: Duration = 1000;
const PATIENCE: Duration = 3_600_000;

interface Going {
  readonly pod: Pod;
  phase: 'evict' | 'gone?';
  next: Time;
}

/**
 * Evicts Pods side by side as `kubectl drain` does: one that its budget holds is tried again every 5 seconds,
 * an evicted one is looked for every second until it is gone. upstream: kubectl drain/drain.go
 */
export class Evictor {
  private readonly errors: Error[] = [];
  private readonly deadline: Time;

  constructor(
    private readonly session: Session,
    private readonly timeout: Duration,
  ) {
    this.deadline = timeout > 0 ? session.now + timeout : Number.POSITIVE_INFINITY;
  }

  /** Returns what went wrong, one error for each Pod that stays. */
  run(pods: readonly Pod[]): readonly Error[] {
    const { session } = this;
    let going: Going[] = pods.map((pod) => ({ pod, phase: 'evict', next: session.now }));
    while (going.length > 0) {
      const next = Math.min(...going.map(({ next: time }) => time));
      if (next > session.now) session.sleep(next - session.now);
      this.checkPatience();
      going = going.filter((each) => each.next > session.now || !this.step(each));
    }
    return this.errors;
  }

  private checkPatience(): void {
    const { session, timeout } = this;
    const patience = session.context.patience ?? PATIENCE;
    if (timeout > 0 || session.now - session.started < patience) return;
    throw new CommandError(
      `the command would wait for ever: Pods cannot be evicted within ${Math.round(patience / 1000)} seconds; a --timeout ends it earlier`,
    );
  }

  /** One look at a Pod; true when nothing is left to do for it. */
  private step(each: Going): boolean {
    return each.phase === 'evict' ? this.evict(each) : this.look(each);
  }

  private evict(each: Going): boolean {
    const { session } = this;
    const { name, namespace } = each.pod.metadata;
    const isServerDryRun = session.dryRun === 'server';
    session.print(`evicting pod ${namespace}/${name}${isServerDryRun ? ' (server dry run)' : ''}`);
    if (session.now >= this.deadline) {
      return this.fail(
        `error when evicting pods/"${name}" -n "${namespace}": global timeout reached: ${goDuration(this.timeout)}`,
      );
    }
    try {
      session.api.evict({ namespace, name }, { ...graceOptions(session), dryRun: isServerDryRun });
    } catch (error) {
      if (isApiError(error, 'NotFound')) return true;
      if (isApiError(error, 'TooManyRequests')) {
        session.warn(
          `error when evicting pods/"${name}" -n "${namespace}" (will retry after 5s): ${error.message}`,
        );
        each.next = session.now + RETRY_DELAY;
        return false;
      }
      if (!isApiError(error)) throw error;
      if (isNamespaceEnding(error)) {
        if (each.pod.metadata.deletionTimestamp === undefined) {
          session.warn(
            `error when evicting pod "${name}" from terminating namespace "${namespace}" (will retry after 5s): ${error.message}`,
          );
          each.next = session.now + RETRY_DELAY;
          return false;
        }
      } else
        return this.fail(`error when evicting pods/"${name}" -n "${namespace}": ${error.message}`);
    }
    if (isServerDryRun) return true;
    each.phase = 'gone?';
    return this.look(each);
  }

  private look(each: Going): boolean {
    const { session } = this;
    const { name, namespace, uid } = each.pod.metadata;
    const now = current(session, Pods, each.pod);
    if (now === undefined || now.metadata.uid !== uid) {
      session.print(`pod/${name} evicted`);
      return true;
    }
    if (session.now >= this.deadline) {
      return this.fail(
        `error when waiting for pod "${name}" in namespace "${namespace}" to terminate: context deadline exceeded`,
      );
    }
    each.next = Math.min(session.now + POLL, this.deadline);
    return false;
  }

  private fail(message: string): true {
    this.errors.push(new CommandError(message));
    return true;
  }
}

/** The grace that `--grace-period` gives; the Pods' own when it is negative. */
export function graceOptions({ flags }: Session): DeleteOptions {
  const grace = flags.number('grace-period');
  return grace < 0 ? {} : { gracePeriodSeconds: grace };
}
