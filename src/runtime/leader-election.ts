import { Leases } from '../api/coordination/lease';
import { isApiError } from '../api/errors';
import type { Lease } from '../api/schema/objects';
import { microTimestamp } from '../api/timestamp';
import type { Duration, Time } from '../sim/loop';
import type { Env } from './env';

/** The constants of the election, in milliseconds. upstream: LeaderElectionConfiguration, its defaults */
const LEASE_DURATION: Duration = 15_000;
export const RENEW_DEADLINE: Duration = 10_000;
const RETRY_PERIOD: Duration = 2_000;
/** Candidates wait up to this share of the period longer, so that they do not come all at once. */
const JITTER = 1.2;

/** How long it takes at most until another leads when a leader falls silent. */
export const TAKEOVER_MAX: Duration = LEASE_DURATION + 2 * RETRY_PERIOD * (1 + JITTER);

/** Who wants to lead, and what it does when it comes to that. */
export interface Candidate {
  /** The Lease in kube-system: the component's name. */
  readonly lease: string;
  readonly identity: string;
  /** Begins to work. */
  lead(): void;
  /** It could not renew in time: it must stop at once, and never goes on. */
  lost(): void;
}

/**
 * Gets and keeps the Lease that says who works. Whoever sees it unchanged for 15 s of its own clock takes it;
 * who cannot renew for 10 s gives up before that. upstream: client-go tools/leaderelection
 */
export class Elector {
  private seen: Lease | undefined;
  private seenAt: Time = 0;
  private renewedAt: Time = 0;
  private leads = false;

  constructor(
    private readonly env: Env,
    private readonly candidate: Candidate,
  ) {}

  start(): void {
    this.turn();
  }

  private turn(): void {
    const { env, candidate } = this;
    const { now } = env.loop;
    if (this.attempt()) {
      this.renewedAt = now;
      if (!this.leads) this.begin();
    } else if (this.leads && now - this.renewedAt >= RENEW_DEADLINE) {
      candidate.lost();
      return;
    }
    const wait = this.leads ? RETRY_PERIOD : RETRY_PERIOD * (1 + JITTER * this.chance());
    env.scope.after(wait, 'leader election', () => this.turn(), 'background');
  }

  private chance(): number {
    return this.env.random.below(1000) / 1000;
  }

  private begin(): void {
    const { env, candidate } = this;
    this.leads = true;
    env.note('leader', { lease: candidate.lease, identity: candidate.identity });
    const message = `${candidate.identity} became leader`;
    if (this.seen !== undefined) env.events.record(this.seen, 'Normal', 'LeaderElection', message);
    candidate.lead();
  }

  /** Takes or renews the Lease; false when another holds it, or the API does not answer. */
  private attempt(): boolean {
    try {
      return this.takeOrRenew();
    } catch (error) {
      if (!isApiError(error)) throw error;
      return false;
    }
  }

  private takeOrRenew(): boolean {
    const { env, candidate } = this;
    const { now } = env.loop;
    const name = { namespace: 'kube-system', name: candidate.lease };
    const found = env.api.find(Leases, name);
    const time = microTimestamp(now);
    const mine = {
      holderIdentity: candidate.identity,
      leaseDurationSeconds: LEASE_DURATION / 1000,
      renewTime: time,
    };
    if (found === undefined) {
      const spec = { ...mine, acquireTime: time, leaseTransitions: 0 };
      this.see(env.api.create(Leases, { metadata: name, spec }));
      return true;
    }
    if (found.metadata.resourceVersion !== this.seen?.metadata.resourceVersion) this.see(found);
    const { spec = {} } = found;
    const isMine = spec.holderIdentity === candidate.identity;
    const isHeld = (spec.holderIdentity ?? '') !== '';
    if (!isMine && isHeld && now < this.seenAt + LEASE_DURATION) return false;
    const since = isMine
      ? {}
      : { acquireTime: time, leaseTransitions: (spec.leaseTransitions ?? 0) + 1 };
    this.see(env.api.update(Leases, { ...found, spec: { ...spec, ...mine, ...since } }));
    return true;
  }

  private see(lease: Lease): void {
    this.seen = lease;
    this.seenAt = this.env.loop.now;
  }
}
