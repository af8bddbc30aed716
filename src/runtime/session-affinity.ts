import type { Time } from '../sim/loop';

/** How long an affinity lasts of which nothing is said, in seconds. upstream: v1.DefaultClientIPServiceAffinitySeconds */
const DEFAULT_SECONDS = 10_800;

/** What a Service says of its clients, as far as this looks at it. */
export interface AffineService {
  readonly sessionAffinity?: string | undefined;
  readonly sessionAffinityConfig?:
    | { readonly clientIP?: { readonly timeoutSeconds?: number } | undefined }
    | undefined;
}

interface Visit {
  readonly backend: string;
  readonly until: Time;
}

/**
 * Which backend each client was last sent to. A client with affinity goes there again until it has stayed away for the
 * Service's time, or the backend is gone. upstream: pkg/proxy/iptables, which keeps it in the kernel (xt_recent)
 */
export class SessionAffinity {
  private readonly visits = new Map<string, Visit>();

  /**
   * The place among the backends where a connection goes that is made now; `fresh` chooses for who is not known.
   * `client` names the client and what it connects to.
   */
  place(
    client: string,
    service: AffineService,
    backends: readonly { readonly address: string }[],
    { now, fresh }: { readonly now: Time; readonly fresh: () => number },
  ): number {
    if (service.sessionAffinity !== 'ClientIP') return fresh();
    const seconds = service.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? DEFAULT_SECONDS;
    const visit = this.visits.get(client);
    const known =
      visit === undefined || now > visit.until
        ? -1
        : backends.findIndex(({ address }) => address === visit.backend);
    const place = known >= 0 ? known : fresh();
    const backend = backends[place]?.address;
    if (backend !== undefined) this.visits.set(client, { backend, until: now + seconds * 1000 });
    return place;
  }
}
