import { createHmac, timingSafeEqual } from 'node:crypto';
import { Pods } from '../api/core/pod';
import { ServiceAccounts } from '../api/core/service-account';
import { isJsonObject, type JsonObject } from '../api/object';
import type { ServiceAccount } from '../api/schema/objects';
import type { Time } from '../sim/loop';
import type { User } from './api';
import type { Store } from './store';

/** Who issues the tokens of a cluster's ServiceAccounts, and for whom they are when nobody says. */
export const ISSUER = 'https://kubernetes.default.svc.cluster.local';

const SECOND = 1000;

/** For whom a token is, and how long it holds. */
export interface TokenOrder {
  readonly account: ServiceAccount;
  readonly audiences: readonly string[];
  readonly seconds: number;
  /** The Pod with which it ends. */
  readonly pod?: { readonly name: string; readonly uid: string };
}

/** The groups that every ServiceAccount of a namespace is in. */
export function accountGroups(namespace: string): readonly string[] {
  return ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'];
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

const HEADER = encoded({ alg: 'HS256', typ: 'JWT' });

/** Issues tokens of ServiceAccounts, and knows its own again. They are JSON Web Tokens, as those of a real cluster. */
export class TokenAuthority {
  /** Whoever knows the key can make tokens: a server that others reach takes one by chance. */
  constructor(private key: string) {}

  /** Signs with another key from now on; tokens from before are no longer known. */
  useKey(key: string): void {
    this.key = key;
  }

  /** A token that holds from now on for the seconds of the order. */
  issue({ account, audiences, seconds, pod }: TokenOrder, now: Time): string {
    const { namespace = '', name, uid } = account.metadata;
    const iat = Math.floor(now / SECOND);
    const claims = encoded({
      aud: audiences,
      exp: iat + seconds,
      iat,
      iss: ISSUER,
      'kubernetes.io': {
        namespace,
        ...(pod === undefined ? {} : { pod }),
        serviceaccount: { name, uid },
      },
      nbf: iat,
      sub: `system:serviceaccount:${namespace}:${name}`,
    });
    const signed = `${HEADER}.${claims}`;
    return `${signed}.${this.signature(signed)}`;
  }

  /** Whose token it is; undefined when it is not ours, has run out, or its account is gone. */
  userOf(token: string, store: Store, now: Time): User | undefined {
    const end = token.lastIndexOf('.');
    const signed = token.slice(0, Math.max(end, 0));
    if (!this.isSigned(signed, token.slice(end + 1))) return undefined;
    const claims = claimsOf(signed);
    const place = claims['kubernetes.io'];
    if (!isJsonObject(place) || !isJsonObject(place.serviceaccount)) return undefined;
    if (typeof claims.exp !== 'number' || claims.exp * SECOND <= now) return undefined;
    const { name, uid } = place.serviceaccount;
    const namespace = String(place.namespace);
    const account = store.find(ServiceAccounts, { namespace, name: String(name) });
    if (account === undefined || account.metadata.uid !== uid) return undefined;
    if (isJsonObject(place.pod)) {
      const pod = store.find(Pods, { namespace, name: String(place.pod.name) });
      if (pod?.metadata.uid !== place.pod.uid) return undefined;
    }
    return { name: String(claims.sub), groups: accountGroups(namespace) };
  }

  private isSigned(signed: string, signature: string): boolean {
    const ours = Buffer.from(this.signature(signed));
    const theirs = Buffer.from(signature);
    return ours.length === theirs.length && timingSafeEqual(ours, theirs);
  }

  private signature(text: string): string {
    return createHmac('sha256', this.key).update(text).digest('base64url');
  }
}

/** The claims of a token whose signature is ours. */
function claimsOf(signed: string): JsonObject {
  const [, claims = ''] = signed.split('.');
  return JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as JsonObject;
}
