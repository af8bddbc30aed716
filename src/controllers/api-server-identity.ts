import { createHash } from 'node:crypto';
import { Leases } from '../api/coordination/lease';
import { isApiError } from '../api/errors';
import type { Lease } from '../api/schema/objects';
import { microTimestamp, parseTimestamp } from '../api/timestamp';
import type { Actor, Env } from '../runtime/env';
import type { Duration } from '../sim/loop';

/** upstream: pkg/controlplane/apiserver, IdentityLease… */
const RENEWAL: Duration = 10_000;
const LEASE_SECONDS = 3600;
const COLLECTION: Duration = 3_600_000;
const NAMESPACE = 'kube-system';
const LABEL = 'apiserver.kubernetes.io/identity';
const COMPONENT = 'kube-apiserver';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';
/** So many bytes of the digest are told. */
const DIGEST_BYTES = 16;

/** The name of an API server by its host: `apiserver-` and half a SHA-256 in base 32. upstream: apiserver/pkg/server NewConfig */
export function apiServerId(host: string): string {
  const digest = createHash('sha256').update(host).digest().subarray(0, DIGEST_BYTES);
  let bits = 0;
  let held = 0;
  let text = '';
  for (const byte of digest) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += LETTERS[(held >> (bits - 5)) & 31];
  }
  if (bits > 0) text += LETTERS[(held << (5 - bits)) & 31];
  return `apiserver-${text}`;
}

/** Tells every 10 s by a Lease that the API server on a host is there. */
function identityOf(host: string): Actor {
  return {
    name: COMPONENT,
    user: 'system:apiserver',
    start(env) {
      if (!env.features.APIServerIdentity) return;
      const id = apiServerId(host);
      // each start of the process is another holder
      const holderIdentity = `${id}_${env.random.stream(String(env.loop.now)).uuid()}`;
      const renew = () => patiently(() => renewLease(env, host, { id, holderIdentity }));
      env.scope.every(RENEWAL, 'API server identity', renew, 0);
    },
  };
}

function renewLease(
  { api, loop }: Env,
  host: string,
  { id, holderIdentity }: { readonly id: string; readonly holderIdentity: string },
): void {
  const renewTime = microTimestamp(loop.now);
  const spec = { holderIdentity, leaseDurationSeconds: LEASE_SECONDS, renewTime };
  const labels = { [LABEL]: COMPONENT, 'kubernetes.io/hostname': host };
  const found = api.find(Leases, { namespace: NAMESPACE, name: id });
  // frozen, and so known to be in the server's form already
  const renewed = Object.freeze({ ...found?.spec, ...spec });
  if (found !== undefined) api.update(Leases, { ...found, spec: renewed });
  else api.create(Leases, { metadata: { namespace: NAMESPACE, name: id, labels }, spec });
}

/** Takes the Leases away, once an hour, of API servers that have been silent for an hour. upstream: apiserverleasegc */
const leaseCollector: Actor = {
  name: 'apiserver-lease-gc',
  user: 'system:apiserver',
  start(env) {
    if (!env.features.APIServerIdentity) return;
    const collect = () =>
      patiently(() => {
        for (const { metadata, spec } of env.api.list(Leases, { namespace: NAMESPACE }).items) {
          if (metadata.labels?.[LABEL] !== COMPONENT || !isExpired(spec, env.loop.now)) continue;
          const { namespace, name, uid } = metadata;
          env.api.delete(Leases, { namespace, name }, { preconditions: { uid } });
        }
      });
    env.scope.every(COLLECTION, 'API server Leases', collect);
  },
};

function isExpired(spec: Lease['spec'], now: number): boolean {
  const { renewTime, leaseDurationSeconds } = spec ?? {};
  // upstream: what does not say how long it holds is garbage
  if (renewTime === undefined || leaseDurationSeconds === undefined) return true;
  return parseTimestamp(renewTime) + leaseDurationSeconds * 1000 < now;
}

/** What the server does not take now, it gets the next time. */
function patiently(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!isApiError(error)) throw error;
  }
}

/** Tells that the API server on a host is there, and takes away the Leases of those that are gone. */
export function apiServerIdentity(host: string): readonly Actor[] {
  return [identityOf(host), leaseCollector];
}
