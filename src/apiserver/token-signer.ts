import {
  createHash,
  createHmac,
  generateKeyPairSync,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto';
import type { JsonObject } from '../api/object';

/** What makes a token worth something: who does not have its key cannot sign. */
export interface TokenSigner {
  /** The header of its JSON Web Tokens. */
  readonly header: { readonly alg: string; readonly kid?: string };
  /** The keys by which anybody can tell its signatures, as JSON Web Keys. */
  readonly publicKeys: readonly JsonObject[];
  sign(text: string): string;
  isSigned(text: string, signature: string): boolean;
}

/** Signs and recognizes by one secret: the same key gives the same tokens. */
export function sharedKey(key: string): TokenSigner {
  const signature = (text: string) => createHmac('sha256', key).update(text).digest('base64url');
  return {
    header: { alg: 'HS256' },
    publicKeys: [],
    sign: signature,
    isSigned(text, given) {
      const ours = Buffer.from(signature(text));
      const theirs = Buffer.from(given);
      return ours.length === theirs.length && timingSafeEqual(ours, theirs);
    },
  };
}

/** Signs with a key made now, whose public half others may have; no two signatures are alike. */
export function keyPair(): TokenSigner {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const der = publicKey.export({ format: 'der', type: 'spki' });
  // upstream: serviceaccount, keyIDFromPublicKey
  const kid = createHash('sha256').update(der).digest('base64url');
  const header = { alg: 'ES256', kid };
  const options = { dsaEncoding: 'ieee-p1363' } as const;
  return {
    header,
    publicKeys: [{ ...(publicKey.export({ format: 'jwk' }) as JsonObject), ...header, use: 'sig' }],
    sign: (text) =>
      sign('sha256', Buffer.from(text), { key: privateKey, ...options }).toString('base64url'),
    isSigned: (text, signature) =>
      verify(
        'sha256',
        Buffer.from(text),
        { key: publicKey, ...options },
        Buffer.from(signature, 'base64url'),
      ),
  };
}
