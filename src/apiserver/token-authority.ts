import { Pods } from '../api/core/pod';
import { ServiceAccounts } from '../api/core/service-account';
import { isJsonObject, type JsonObject } from '../api/object';
import type { ServiceAccount } from '../api/schema/objects';
import type { Time } from '../sim/loop';
import type { User } from './api';
import type { Store } from './store';
import type { TokenSigner } from './token-signer';

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

/** Issues tokens of ServiceAccounts, and knows its own again. They are JSON Web Tokens, as those of a real cluster. */
export class TokenAuthority {
  /** Whoever has the signer can make tokens: a server that others reach takes one of its own. */
  constructor(private signer: TokenSigner) {}

  /** Signs otherwise from now on; tokens from before are no longer known. */
  signBy(signer: TokenSigner): void {
    this.signer = signer;
  }

  /** The keys by which others recognize its tokens. */
  get publicKeys(): readonly JsonObject[] {
    return this.signer.publicKeys;
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
    const signed = `${encoded({ ...this.signer.header, typ: 'JWT' })}.${claims}`;
    return `${signed}.${this.signer.sign(signed)}`;
  }

  /** Whose token it is; undefined when it is not ours, has run out, or its account is gone. */
  userOf(token: string, store: Store, now: Time): User | undefined {
    const end = token.lastIndexOf('.');
    const signed = token.slice(0, Math.max(end, 0));
    if (!this.signer.isSigned(signed, token.slice(end + 1))) return undefined;
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
}

/** The claims of a token whose signature is ours. */
function claimsOf(signed: string): JsonObject {
  const [, claims = ''] = signed.split('.');
  return JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as JsonObject;
}
