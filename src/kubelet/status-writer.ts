import { Pods } from '../api/core/pod';
import { isApiError } from '../api/errors';
import { deepFreeze, shareStructure } from '../api/object';
import type { Pod } from '../api/schema/objects';
import type { Env } from '../runtime/env';
import type { Duration, Timer } from '../sim/loop';
import { freshPod } from './fresh-pod';
import type { PodState } from './pod-state';
import { podStatus } from './pod-status';

/** What could not be written is tried again so often. upstream: status manager syncPeriod */
const RETRY: Duration = 10_000;

/** A write that was not taken, and what it goes back to. */
interface Postponed {
  readonly act: () => void;
  readonly cause: number;
}

/** Writes Pods' statuses, and deletes Pods that are over; what the API server does not take now, it gets later. */
export class StatusWriter {
  private readonly waiting = new Map<PodState, Postponed>();
  private timer: Timer | undefined;

  constructor(private readonly env: Env) {}

  /** Writes the Pod's present status, unless it is there already. */
  write(state: PodState): void {
    this.attempt(state, () => this.writeOnce(state));
  }

  /** Writes the last status of a Pod, and takes the Pod away if it was to be deleted. */
  finish(state: PodState): void {
    this.attempt(state, () => {
      this.writeOnce(state);
      const { metadata } = state.pod;
      if (metadata.deletionTimestamp === undefined) return;
      const { namespace, name, uid } = metadata;
      try {
        this.env.api.delete(
          Pods,
          { namespace, name },
          { gracePeriodSeconds: 0, preconditions: { uid } },
        );
      } catch (error) {
        if (!isApiError(error, 'NotFound') && !isApiError(error, 'Conflict')) throw error;
      }
    });
  }

  /** The Pod is gone: nothing of it is written any more. */
  forget(state: PodState): void {
    this.waiting.delete(state);
  }

  /** Tries again soon: the API server may be within reach again. */
  hurry(): void {
    if (this.waiting.size === 0) return;
    this.timer?.cancel();
    this.schedule('foreground');
  }

  private writeOnce(state: PodState): void {
    const { api, loop } = this.env;
    const { namespace, name, uid } = state.pod.metadata;
    const fresh = freshPod(api, { namespace, name });
    if (fresh === undefined || fresh.metadata.uid !== uid) return;
    state.pod = fresh;
    // frozen, and so known to be in the server's form already
    const status = deepFreeze(shareStructure(fresh.status, podStatus(state, loop.now)));
    if (status === fresh.status) return;
    state.pod = api.updateStatus(Pods, { ...fresh, status } satisfies Pod);
  }

  private attempt(state: PodState, act: () => void): void {
    try {
      act();
      this.waiting.delete(state);
    } catch (error) {
      if (!isApiError(error)) throw error;
      this.env.note('retry', { pod: state.pod.metadata.name, reason: error.reason });
      this.waiting.set(state, { act, cause: this.env.loop.cause });
      if (this.timer === undefined) this.schedule('background');
    }
  }

  private schedule(mode: 'foreground' | 'background'): void {
    const run = () => {
      this.timer = undefined;
      for (const [state, { act, cause }] of [...this.waiting]) {
        this.env.loop.causedBy(cause, () => this.attempt(state, act));
      }
    };
    this.timer = this.env.scope.after(RETRY, 'pod status', run, mode);
  }
}
