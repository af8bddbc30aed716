import { withHash } from './append-hash';
import { dataOf } from './data-source';
import { generatorCommand, nameOf } from './generator';

function isText(value: Buffer): boolean {
  return Buffer.from(value.toString('utf8')).equals(value);
}

function encoded(
  data: readonly (readonly [string, Buffer])[],
  encoding: 'utf8' | 'base64',
): Readonly<Record<string, string>> {
  return Object.fromEntries(data.map(([key, value]) => [key, value.toString(encoding)]));
}

/** `kubectl create configmap`. */
export const createConfigMapCommand = generatorCommand({
  path: 'create configmap',
  flags: ['append-hash', 'from-literal', 'from-file', 'from-env-file'],
  failure: 'failed to create configmap: ',
  build(session) {
    const name = nameOf(session);
    const data = dataOf(session, {
      repeated: (key) =>
        `cannot add key ${JSON.stringify(key)}, another key by that name already exists in Data for ConfigMap ${JSON.stringify(name)}`,
      invalid: (key, why) =>
        `${JSON.stringify(key)} is not a valid key name for a ConfigMap: ${why}`,
    });
    const texts = [...data].filter(([, value]) => isText(value));
    const others = [...data].filter(([, value]) => !isText(value));
    return withHash(session, {
      apiVersion: 'v1',
      ...(others.length > 0 ? { binaryData: encoded(others, 'base64') } : {}),
      ...(texts.length > 0 ? { data: encoded(texts, 'utf8') } : {}),
      kind: 'ConfigMap',
      metadata: { name },
    });
  },
});
