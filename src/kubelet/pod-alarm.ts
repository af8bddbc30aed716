import { ConfigMaps } from '../api/core/config-map';
import { Secrets } from '../api/core/secret';
import { isApiError } from '../api/errors';
import { kindOf } from '../api/index';
import type { Time, Timer } from '../sim/loop';
import type { Missing } from './pod-config';
import type { PodContext } from './pod-context';

/** When a Pod that waits is looked at again: at an hour, which somebody waits for once what it lacked is there. */
export class PodAlarm {
  private timer: Timer | undefined;
  private unwatch: (() => void) | undefined;

  constructor(
    private readonly context: PodContext,
    private readonly ring: () => void,
  ) {}

  /** Rings at that time, and at no other. */
  set(time: Time, mode: 'foreground' | 'background'): void {
    const { loop, scope } = this.context;
    this.timer?.cancel();
    const run = () => {
      this.timer = undefined;
      this.ring();
    };
    this.timer = scope.after(time - loop.now, 'pod back-off', run, mode);
  }

  cancel(): void {
    this.timer?.cancel();
  }

  /** Nothing is listened for any more. */
  stop(): void {
    this.unwatch?.();
    this.unwatch = undefined;
  }

  /** Listens for an object that the Pod lacks. */
  listenFor({ kind, name }: Missing): void {
    this.unwatch?.();
    const watched =
      kind === 'ConfigMap' ? ConfigMaps : kind === 'Secret' ? Secrets : kindOf('v1', kind);
    if (watched === undefined || name === '') return;
    const { api, state } = this.context;
    const { namespace } = state.pod.metadata;
    const fields = `metadata.name=${name}`;
    try {
      this.unwatch = api.watch(watched, { namespace, fields }, () => {
        this.stop();
        // it may work now: from here on somebody waits for the next attempt
        if (this.timer !== undefined) this.set(this.timer.time, 'foreground');
      });
    } catch (error) {
      // the next attempt comes anyway
      if (!isApiError(error)) throw error;
    }
  }
}
