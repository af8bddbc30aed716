import type { Pod } from '../api/schema/objects';
import type { Loop, Time, Timer } from '../sim/loop';
import type { Scope } from '../sim/scope';

/** When a Pod is to end at the latest: so long after its start as its spec says now. upstream: kubelet active_deadline.go */
export class PodDeadline {
  private timer: Timer | undefined;
  private seconds: number | undefined;

  constructor(
    private readonly context: { readonly loop: Loop; readonly scope: Scope },
    private readonly over: () => void,
  ) {}

  /** Looks at the Pod's deadline, which may be set or brought forward while it runs. */
  look({ spec }: Pod, startTime: Time): void {
    const { activeDeadlineSeconds: seconds } = spec;
    if (seconds === this.seconds) return;
    this.seconds = seconds;
    this.timer?.cancel();
    if (seconds === undefined) return;
    const { loop, scope } = this.context;
    const left = Math.max(0, startTime + seconds * 1000 - loop.now);
    this.timer = scope.after(left, 'deadline', this.over);
  }
}
