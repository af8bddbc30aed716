import { generate } from 'selfsigned';

/** A certificate of our own making, and its key, as PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

const YEAR = 365 * 24 * 3_600_000;

/** Makes a certificate for the names under which a server is reached; it is its own authority. */
export async function makeCertificate(host: string): Promise<Certificate> {
  const now = Date.now();
  const ips = new Set(['127.0.0.1', '::1', ...(/^[\d.]+$|:/.test(host) ? [host] : [])]);
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'wavetank' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - 3_600_000),
    notAfterDate: new Date(now + YEAR),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          ...[...ips].map((ip) => ({ type: 7 as const, ip })),
        ],
      },
    ],
  });
  return { cert, key };
}
