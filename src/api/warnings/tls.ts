import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';

const BLOCK = /-----BEGIN ([^-\n]+)-----[\s\S]*?-----END \1-----/g;

interface Block {
  readonly type: string;
  readonly text: string;
}

function blocksOf(base64: string | undefined): Block[] {
  const text = Buffer.from(base64 ?? '', 'base64').toString('latin1');
  return [...text.matchAll(BLOCK)].map(([all, type = '']) => ({ type, text: all }));
}

/** Why there is no certificate among the blocks. upstream: Go's crypto/tls, X509KeyPair */
function noCertificate(blocks: readonly Block[]): string {
  if (blocks.length === 0) return 'tls: failed to find any PEM data in certificate input';
  const [first] = blocks;
  if (blocks.length === 1 && first?.type.endsWith('PRIVATE KEY') === true) {
    return 'tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched';
  }
  const types = blocks.map(({ type }) => type).join(' ');
  return `tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: [${types}]`;
}

/** Why there is no key among the blocks. */
function noKey(blocks: readonly Block[]): string {
  if (blocks.length === 0) return 'tls: failed to find any PEM data in key input';
  if (blocks.length === 1 && blocks[0]?.type === 'CERTIFICATE') {
    return 'tls: found a certificate rather than a key in the PEM for the private key';
  }
  const types = blocks.map(({ type }) => type).join(' ');
  return `tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: [${types}]`;
}

function read<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}

function mismatch(certificate: X509Certificate, key: KeyObject): string | undefined {
  if (certificate.checkPrivateKey(key)) return undefined;
  const isSameType = certificate.publicKey.asymmetricKeyType === key.asymmetricKeyType;
  return isSameType
    ? 'tls: private key does not match public key'
    : 'tls: private key type does not match public key type';
}

/** What is wrong with a certificate and its key, both in base64, as Go's TLS would say; nothing of a good pair. */
export function keyPairWarnings(certificate: string | undefined, key: string | undefined) {
  const certificates = blocksOf(certificate);
  const leaf = certificates.find(({ type }) => type === 'CERTIFICATE');
  if (leaf === undefined) return [noCertificate(certificates)];
  const keys = blocksOf(key);
  const own = keys.find(({ type }) => type.endsWith('PRIVATE KEY'));
  if (own === undefined) return [noKey(keys)];
  const parsed = read(() => new X509Certificate(leaf.text));
  if (parsed === undefined) return ['x509: malformed certificate'];
  const parsedKey = read(() => createPrivateKey(own.text));
  if (parsedKey === undefined) return ['tls: failed to parse private key'];
  const why = mismatch(parsed, parsedKey);
  return why === undefined ? [] : [why];
}
