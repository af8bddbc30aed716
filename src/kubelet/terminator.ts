import type { Pod } from '../api/schema/objects';
import type { Duration, Time, Timer } from '../sim/loop';
import { runHook } from './hook';
import type { PodContext } from './pod-context';
import { type ContainerState, isRunning } from './pod-state';

/** A hook that used up all the grace leaves so much. upstream: minimumGracePeriodInSeconds */
const GRACE_MIN: Duration = 2000;

/** How much grace a Pod's containers have. */
export function graceOf(pod: Pod): Duration {
  return (pod.spec.terminationGracePeriodSeconds ?? 30) * 1000;
}

/** Ends the containers of a Pod: preStop hook, TERM, and KILL when the grace is over; sidecars last. */
export class Terminator {
  private readonly kills = new Map<ContainerState, Timer>();
  private deadline: Time = Number.POSITIVE_INFINITY;
  private begun = false;

  constructor(
    private readonly context: PodContext,
    private readonly done: () => void,
  ) {}

  /** Begins to end all containers, or shortens the grace of those that are ending. */
  begin(grace: Duration): void {
    const { loop } = this.context;
    this.deadline = Math.min(this.deadline, loop.now + grace);
    if (this.begun) {
      this.shorten();
      return;
    }
    this.begun = true;
    for (const container of this.context.state.containers) {
      if (container.kind !== 'sidecar' && isRunning(container)) this.stop(container);
    }
    this.advance();
  }

  /** A container ended. */
  advance(): void {
    if (!this.begun) return;
    const { containers } = this.context.state;
    if (containers.some((c) => c.kind !== 'sidecar' && isRunning(c))) return;
    const sidecar = containers.filter((c) => c.kind === 'sidecar' && isRunning(c)).at(-1);
    if (sidecar === undefined) this.done();
    else if (!this.kills.has(sidecar)) this.stop(sidecar);
  }

  /** Ends one container with the grace that is left. */
  private stop(container: ContainerState): void {
    const { context } = this;
    const { name } = container.spec;
    context.say(container, 'Normal', 'Killing', `Stopping container ${name}`);
    const grace = Math.max(this.deadline - context.loop.now, 0);
    this.kills.set(container, stopContainer(context, container, grace));
  }

  private shorten(): void {
    const { context } = this;
    for (const [container, timer] of this.kills) {
      if (!isRunning(container) || timer.time <= this.deadline) continue;
      timer.cancel();
      this.kills.set(container, killAt(context, container, this.deadline));
    }
  }
}

/** Runs the preStop hook, asks the container to end, and kills it when the grace is over; returns the kill. */
export function stopContainer(
  context: PodContext,
  container: ContainerState,
  grace: Duration,
): Timer {
  const { run } = container;
  const { now } = context.loop;
  const hook = container.spec.lifecycle?.preStop;
  if (run === undefined || hook === undefined || grace <= 0) {
    run?.terminate();
    return killAt(context, container, now + grace);
  }
  const { duration, error } = runHook(run, hook);
  if (error !== undefined) {
    context.say(container, 'Warning', 'FailedPreStopHook', 'PreStopHook failed');
  }
  const hooked = Math.min(duration, grace);
  const left = Math.max(grace - hooked, GRACE_MIN);
  if (hooked === 0) run.terminate();
  else context.scope.after(hooked, 'preStop', () => run.terminate());
  return killAt(context, container, now + hooked + left);
}

function killAt(context: PodContext, container: ContainerState, time: Time): Timer {
  const { run } = container;
  const delay = Math.max(time - context.loop.now, 0);
  return context.scope.after(delay, `kill ${container.spec.name}`, () => run?.kill());
}
