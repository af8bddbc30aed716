import { PodAlarm } from './pod-alarm';
import type { Missing } from './pod-config';
import type { PodContext } from './pod-context';
import { PodPlace } from './pod-place';
import type { ContainerState } from './pod-state';
import { nextAction } from './stages';
import { Starter, waitAfterExit } from './starter';

/** What a Pod's progress reports. */
export interface ProgressReports {
  /** A container has started, or waits for another attempt. */
  started(): void;
  /** There is nothing left to run. */
  completed(): void;
}

/** Brings a Pod on, one thing at a time: volumes, sandbox, container after container, as `stages.ts` says. */
export class PodProgress {
  private busy = false;
  private readonly place: PodPlace;
  private readonly starter: Starter;
  private readonly alarm: PodAlarm;

  constructor(
    private readonly context: PodContext,
    private readonly reports: ProgressReports,
  ) {
    this.place = new PodPlace(context);
    this.starter = new Starter(context);
    this.alarm = new PodAlarm(context, () => this.next());
  }

  /** Does what comes next, unless something is under way. */
  next(): void {
    const { context } = this;
    const { state } = context;
    if (this.busy || context.isEnding || state.finished) return;
    const action = nextAction(state, context.loop.now);
    if (action === undefined) return;
    switch (action.do) {
      case 'mount':
        this.mount();
        return;
      case 'sandbox':
        this.busy = true;
        this.place.makeSandbox((until) => {
          this.busy = false;
          if (until === undefined) this.next();
          else this.alarm.set(until, 'background');
        });
        return;
      case 'start':
        this.busy = true;
        this.starter.start(action.container, () => {
          this.busy = false;
          this.reports.started();
          this.next();
        });
        return;
      case 'finish':
        this.reports.completed();
        return;
      default:
        if (action.until !== undefined) this.alarm.set(action.until, this.patience());
    }
  }

  /** A container has ended: what comes next, which may be another run of it. */
  afterExit(container: ContainerState): void {
    const { context } = this;
    const next = nextAction(context.state, context.loop.now);
    if (next?.do !== 'finish') {
      waitAfterExit(context, container);
      // upstream: what the kubelet itself ended starts again in the same turn, so that nobody hears of its end
      const startsAtOnce = container.restartDue && container.waiting === undefined;
      if (!startsAtOnce) context.write();
    }
    this.next();
  }

  /** Gives up what is under way. */
  giveUp(): void {
    this.busy = false;
    this.alarm.cancel();
  }

  /** Something has to come before the Pod can go on. */
  awaitConfig(missing: Missing): void {
    this.alarm.listenFor(missing);
  }

  stop(): void {
    this.alarm.stop();
  }

  private mount(): void {
    const late = this.place.mount();
    if (late === undefined) {
      this.next();
      return;
    }
    this.alarm.set(late.until, 'background');
    this.alarm.listenFor(late.missing);
  }

  /** Nobody waits for what is tried over and over; only for the second look at a failed pull. */
  private patience(): 'foreground' | 'background' {
    const { containers } = this.context.state;
    const pulls = containers.some((c) => c.waiting?.reason === 'ErrImagePull');
    return pulls ? 'foreground' : 'background';
  }
}
