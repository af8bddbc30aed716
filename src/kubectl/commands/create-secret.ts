import { CommandError } from '../errors';
import type { Session } from '../session';
import { withHash } from './append-hash';
import { dataOf, fileAt } from './data-source';
import { type Generated, generatorCommand, nameOf } from './generator';
import { checkKeyPair } from './key-pair';

const DOCKER_HUB = 'https://index.docker.io/v1/';
const DOCKER_KEY = '.dockerconfigjson';

function secret(session: Session, type: string, data: ReadonlyMap<string, Buffer>): Generated {
  const encoded = [...data].map(([key, value]) => [key, value.toString('base64')]);
  return withHash(session, {
    apiVersion: 'v1',
    ...(encoded.length > 0 ? { data: Object.fromEntries(encoded) } : {}),
    kind: 'Secret',
    metadata: { name: nameOf(session) },
    ...(type === '' ? {} : { type }),
  });
}

function givenData(
  session: Session,
  files = session.flags.list('from-file'),
): ReadonlyMap<string, Buffer> {
  const words = {
    repeated: (key: string) => `cannot add key ${key}, another key by that name already exists`,
    invalid: (key: string, why: string) =>
      `${JSON.stringify(key)} is not valid key name for a Secret ${why}`,
  };
  return dataOf(session, words, files);
}

/** `kubectl create secret generic`. */
export const createSecretCommand = generatorCommand({
  path: 'create secret generic',
  flags: ['append-hash', 'from-literal', 'from-file', 'from-env-file', 'type'],
  failure: 'failed to create secret ',
  build: (session) => secret(session, session.flags.text('type'), givenData(session)),
});

function mustRead(session: Session, path: string): Buffer {
  const file = fileAt(session, path);
  if (file === undefined)
    throw new CommandError(`Cannot read file ${path}, open ${path}: no such file or directory`);
  return file;
}

/** `kubectl create secret tls`. */
export const createTlsSecretCommand = generatorCommand({
  path: 'create secret tls',
  flags: ['cert', 'key', 'append-hash'],
  failure: 'failed to create secret ',
  build(session) {
    const { flags } = session;
    const [cert, key] = [flags.text('cert'), flags.text('key')];
    if (cert === '' || key === '') throw new CommandError('key and cert must be specified');
    const [certificate, privateKey] = [mustRead(session, cert), mustRead(session, key)];
    checkKeyPair(certificate.toString('utf8'), privateKey.toString('utf8'));
    const data = new Map([
      ['tls.crt', certificate],
      ['tls.key', privateKey],
    ]);
    return secret(session, 'kubernetes.io/tls', data);
  },
});

/** What a container runtime is told of a registry, as its file has it. */
function registryLogin({ flags }: Session): string {
  const [username, password] = [flags.text('docker-username'), flags.text('docker-password')];
  const server = flags.text('docker-server') || DOCKER_HUB;
  if (username === '' || password === '')
    throw new CommandError(
      'either --from-file or the combination of --docker-username, --docker-password and --docker-server is required',
    );
  const email = flags.text('docker-email');
  const auth = Buffer.from(`${username}:${password}`).toString('base64');
  const entry = { username, password, ...(email === '' ? {} : { email }), auth };
  return JSON.stringify({ auths: { [server]: entry } });
}

/** `kubectl create secret docker-registry`. A file whose key is not told is the runtime's own. */
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
    const files = session.flags
      .list('from-file')
      .map((file) => (file.includes('=') ? file : `${DOCKER_KEY}=${file}`));
    const data =
      files.length > 0
        ? givenData(session, files)
        : new Map([[DOCKER_KEY, Buffer.from(registryLogin(session))]]);
    return secret(session, 'kubernetes.io/dockerconfigjson', data);
  },
});
