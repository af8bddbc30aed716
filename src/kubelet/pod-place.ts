import type { Duration, Time } from '../sim/loop';
import { type Missing, missingVolume } from './pod-config';
import type { PodContext } from './pod-context';

/** How long the runtime takes to make a Pod's place, with its network: at least, and at random on top. */
const SANDBOX_BASE: Duration = 20;
const SANDBOX_SPREAD = 60;
/** A place that could not be made is tried again so late. upstream: pod workers' backOffPeriod */
const SANDBOX_RETRY: Duration = 10_000;
/** Mounts are tried again so late, doubling. upstream: volume manager, exponentialbackoff */
const MOUNT_RETRY: Duration = 500;
const MOUNT_RETRY_MAX: Duration = 122_000;

/** What a Pod's containers stand on: its volumes and its sandbox. */
export class PodPlace {
  private mountDelay = MOUNT_RETRY;

  constructor(private readonly context: PodContext) {}

  /** Mounts the volumes; what is missing for that and when to try again, undefined when nothing is. */
  mount(): { readonly missing: Missing; readonly until: Time } | undefined {
    const { context } = this;
    const { api, state, loop } = context;
    const missing = missingVolume(api, state.pod);
    if (missing === undefined) {
      state.volumesMounted = true;
      return undefined;
    }
    context.sayOfPod('Warning', 'FailedMount', missing.message);
    const until = loop.now + this.mountDelay;
    this.mountDelay = Math.min(this.mountDelay * 2, MOUNT_RETRY_MAX);
    return { missing, until };
  }

  /** Makes the sandbox; `done` hears when to try again, or nothing when it is there. */
  makeSandbox(done: (until: Time | undefined) => void): void {
    const { context } = this;
    const { state, loop, random, runtime } = context;
    if (state.sandbox !== undefined) {
      const text = 'Pod sandbox changed, it will be killed and re-created.';
      context.sayOfPod('Normal', 'SandboxChanged', text);
    }
    const delay = SANDBOX_BASE + random.below(SANDBOX_SPREAD);
    context.later(delay, 'pod sandbox', () => {
      const { metadata, spec } = state.pod;
      const made = runtime.createSandbox(metadata.uid, spec.hostNetwork === true);
      if ('reason' in made) {
        context.sayOfPod('Warning', made.reason, made.message);
        done(loop.now + SANDBOX_RETRY);
        return;
      }
      state.sandbox = made;
      done(undefined);
    });
  }
}
