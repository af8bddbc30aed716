import { createPrivateKey, X509Certificate } from 'node:crypto';
import { CommandError } from '../errors';

interface Block {
  readonly type: string;
  readonly pem: string;
}

function blocksOf(text: string): readonly Block[] {
  return [...text.matchAll(/-----BEGIN ([^-\n]+)-----\n[^-]*-----END \1-----/g)].map(
    ([pem, type = '']) => ({ type, pem }),
  );
}

function failed(why: string): CommandError {
  return new CommandError(`tls: ${why}`);
}

const typesOf = (blocks: readonly Block[]): string =>
  `[${blocks.map(({ type }) => type).join(' ')}]`;

function certificateIn(text: string): Block {
  const blocks = blocksOf(text);
  const found = blocks.find(({ type }) => type === 'CERTIFICATE');
  if (found !== undefined) return found;
  if (blocks.length === 0) throw failed('failed to find any PEM data in certificate input');
  if (blocks.length === 1 && blocks[0]?.type.endsWith('PRIVATE KEY') === true)
    throw failed(
      'failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched',
    );
  throw failed(
    `failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: ${typesOf(blocks)}`,
  );
}

function keyIn(text: string): Block {
  const blocks = blocksOf(text);
  const found = blocks.find(({ type }) => type === 'PRIVATE KEY' || type.endsWith(' PRIVATE KEY'));
  if (found !== undefined) return found;
  if (blocks.length === 0) throw failed('failed to find any PEM data in key input');
  if (blocks.length === 1 && blocks[0]?.type === 'CERTIFICATE')
    throw failed('found a certificate rather than a key in the PEM for the private key');
  throw failed(
    `failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: ${typesOf(blocks)}`,
  );
}

function parsed<T>(parse: () => T, why: string): T {
  try {
    return parse();
  } catch {
    throw new CommandError(why);
  }
}

/** Fails, in the words of Go's TLS library, unless the key is that of the certificate; both are PEM. */
export function checkKeyPair(certificate: string, key: string): void {
  const [first, second] = [certificateIn(certificate), keyIn(key)];
  const known = parsed(() => new X509Certificate(first.pem), 'x509: malformed certificate');
  const secret = parsed(() => createPrivateKey(second.pem), 'tls: failed to parse private key');
  if (known.publicKey.asymmetricKeyType !== secret.asymmetricKeyType)
    throw failed('private key type does not match public key type');
  if (!known.checkPrivateKey(secret)) throw failed('private key does not match public key');
}
