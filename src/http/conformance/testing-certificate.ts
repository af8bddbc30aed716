import type { JsonObject } from '../../api/object';

/** A request and a certificate for e2e.example.com. */
const REQUEST = [
  'MIHTMHwCAQAwGjEYMBYGA1UEAwwPZTJlLmV4YW1wbGUuY29tMFkwEwYHKoZIzj0CAQYIKoZIzj0D',
  'AQcDQgAEyE1SNBeLX6MWjfHDUEYni17fpCkwtHzZblsXawSg/ieV0d2a/tC9gpwAl6xu3ZcEYk0E',
  'w36qnCpPu+SbM9x9OqAAMAoGCCqGSM49BAMCA0cAMEQCICI1IBz+YiIr5N5RrLHKOKJixXNDbz81',
  '7wNB+zMqHdLWAiBO3qQD1u9a8Jb4XNqlvAVC5oQ1QOmCw+xGodFkLNFBwQ==',
];
const CERTIFICATE = [
  'MIIBMDCB1wIUXS7XKD7Thqrf9tT3IY6ByiMg8lcwCgYIKoZIzj0EAwIwGjEYMBYGA1UEAwwPZTJl',
  'LmV4YW1wbGUuY29tMCAXDTI2MTEyNzA3MjQwMloYDzIxMjYxMTAzMDcyNDAyWjAaMRgwFgYDVQQD',
  'DA9lMmUuZXhhbXBsZS5jb20wWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATITVI0F4tfoxaN8cNQ',
  'RieLXt+kKTC0fNluWxdrBKD+J5XR3Zr+0L2CnACXrG7dlwRiTQTDfqqcKk+75Jsz3H06MAoGCCqG',
  'SM49BAMCA0gAMEUCIAwUwgKG4bxfyJgGABHApz+gNUKkYPeR13+F4HRqbp1AAiEAmb7zNyxGIjRk',
  'qNIqbdS9iTkm7kF2d4/i0HhA2792lPc=',
];

function pem(label: string, lines: readonly string[]): string {
  const text = `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
  return Buffer.from(text).toString('base64');
}

/** The certificate as a signer writes it, in base64. */
export const CERTIFICATE_PEM = pem('CERTIFICATE', CERTIFICATE);

/** A request to a signer that nobody serves. */
export function signingRequest(): JsonObject {
  return {
    spec: {
      request: pem('CERTIFICATE REQUEST', REQUEST),
      signerName: 'example.com/e2e-certificates-signer',
      expirationSeconds: 3600,
      usages: ['digital signature', 'key encipherment', 'server auth'],
    },
  };
}
