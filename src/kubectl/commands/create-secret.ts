import { findManifestFiles, ManifestError, readTextFile } from '../../api/manifest';
import { CommandError } from '../errors';
import type { Session } from '../session';
import { withHash } from './append-hash';
import { dataOf } from './create-config';
import { type Generated, generatorCommand, nameOf } from './generator';

const DOCKER_HUB = 'https://index.docker.io/v1/';
const DOCKER_KEY = '.dockerconfigjson';

function secret(session: Session, type: string, data: Readonly<Record<string, string>>): Generated {
  const encoded = Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, Buffer.from(value).toString('base64')]),
  );
  const metadata = { name: nameOf(session) };
  return withHash(session, { apiVersion: 'v1', data: encoded, kind: 'Secret', metadata, type });
}

function fileText(session: Session, path: string): string {
  try {
    const [file] = findManifestFiles(path, session.context.roots);
    if (file !== undefined) return readTextFile(file);
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
  }
  throw new CommandError(`Cannot read file ${path}, open ${path}: no such file or directory`);
}

/** `kubectl create secret tls`. That the pair fits is not looked at. */
export const createTlsSecretCommand = generatorCommand({
  path: 'create secret tls',
  flags: ['cert', 'key', 'append-hash'],
  failure: 'failed to create secret ',
  build(session) {
    const { flags } = session;
    nameOf(session);
    const [cert, key] = [flags.text('cert'), flags.text('key')];
    if (cert === '' || key === '') throw new CommandError('key and cert must be specified');
    const data = { 'tls.crt': fileText(session, cert), 'tls.key': fileText(session, key) };
    return secret(session, 'kubernetes.io/tls', data);
  },
});

/** `kubectl create secret docker-registry`. */
export const createRegistrySecretCommand = generatorCommand({
  path: 'create secret docker-registry',
  flags: [
    'append-hash',
    'docker-email',
    'docker-password',
    'docker-server',
    'docker-username',
    'from-file',
  ],
  failure: 'failed to create secret ',
  build(session) {
    const { flags } = session;
    nameOf(session);
    const type = 'kubernetes.io/dockerconfigjson';
    if (flags.has('from-file')) {
      const data = Object.fromEntries(dataOf(session));
      // upstream: the file's name becomes the key unless it says its own
      return secret(session, type, data);
    }
    const [username, password] = [flags.text('docker-username'), flags.text('docker-password')];
    const server = flags.text('docker-server') || DOCKER_HUB;
    if (username === '' || password === '')
      throw new CommandError(
        'either --from-file or the combination of --docker-username, --docker-password and --docker-server is required',
      );
    const email = flags.text('docker-email');
    const auth = Buffer.from(`${username}:${password}`).toString('base64');
    const entry = { username, password, ...(email === '' ? {} : { email }), auth };
    return secret(session, type, { [DOCKER_KEY]: JSON.stringify({ auths: { [server]: entry } }) });
  },
});
