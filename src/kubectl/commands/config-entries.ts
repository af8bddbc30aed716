import type { Command } from '../command';
import type { Entry } from '../config/entry';
import { kubeconfigOf } from '../config/kubeconfig';
import { CommandError } from '../errors';
import type { Session } from '../session';
import { unexpectedWords } from './config-context';
import { fileAt } from './data-source';

function nameOf(session: Session, word: string): string {
  const [name = ''] = session.words;
  if (session.words.length !== 1) throw unexpectedWords(session);
  if (name === '') throw new CommandError(`you must specify a non-empty ${word} name`);
  return name;
}

/** The entry without those fields, and with what is given; empty texts are as good as absent. */
function changed(old: Entry, without: readonly string[], given: Entry): Entry {
  const kept = Object.entries(old).filter(([field]) => !without.includes(field));
  return { ...Object.fromEntries(kept), ...given };
}

/** What the flags say under their own names. */
function givenTexts({ flags }: Session, names: readonly string[]): Entry {
  return Object.fromEntries(
    names.filter((name) => flags.has(name)).map((name) => [name, flags.text(name)]),
  );
}

/** Takes a file's name, or with --embed-certs what is in it. */
function withFile(session: Session, entry: Entry, flag: string): Entry {
  if (!session.flags.has(flag)) return entry;
  const path = session.flags.text(flag);
  if (!session.flags.boolean('embed-certs'))
    return changed(entry, [`${flag}-data`], { [flag]: path });
  const file = fileAt(session, path);
  if (file === undefined)
    throw new CommandError(
      `could not stat ${flag} file ${path}: stat ${path}: no such file or directory`,
    );
  return changed(entry, [flag], { [`${flag}-data`]: file.toString('base64') });
}

function clusterOf(session: Session, old: Entry): Entry {
  const { flags } = session;
  const authority = flags.text('certificate-authority');
  const isInsecure = flags.boolean('insecure-skip-tls-verify');
  if (authority !== '' && isInsecure)
    throw new CommandError(
      'you cannot specify a certificate authority and insecure mode at the same time',
    );
  if (flags.boolean('embed-certs') && authority === '')
    throw new CommandError('you must specify a --certificate-authority to embed');
  const texts = givenTexts(session, ['server', 'tls-server-name', 'proxy-url']);
  let next = changed(old, [], texts);
  if (flags.has('insecure-skip-tls-verify')) {
    const trust = isInsecure ? ['certificate-authority', 'certificate-authority-data'] : [];
    next = changed(next, trust, { 'insecure-skip-tls-verify': isInsecure });
  }
  if (authority !== '') next = changed(next, ['insecure-skip-tls-verify'], {});
  return withFile(session, next, 'certificate-authority');
}

/** `kubectl config set-cluster`. */
export const setClusterCommand: Command = {
  path: 'config set-cluster',
  flags: [
    'certificate-authority',
    'embed-certs',
    'insecure-skip-tls-verify',
    'proxy-url',
    'server',
    'tls-server-name',
  ],
  run(session) {
    const { clusters } = kubeconfigOf(session.context);
    const name = nameOf(session, 'cluster');
    clusters.set(name, clusterOf(session, clusters.get(name) ?? {}));
    session.print(`Cluster "${name}" set.`);
    return undefined;
  },
};

function userOf(session: Session, old: Entry): Entry {
  const { flags } = session;
  const [hasToken, hasBasic] = [flags.text('token') !== '', flags.text('username') !== ''];
  if (hasToken && (hasBasic || flags.text('password') !== ''))
    throw new CommandError(
      'you cannot specify more than one authentication method at the same time: --token, --username/--password',
    );
  const files = ['client-certificate', 'client-key'];
  if (flags.boolean('embed-certs') && files.every((file) => flags.text(file) === ''))
    throw new CommandError('you must specify a --client-certificate or --client-key to embed');
  const basic = hasToken ? ['username', 'password'] : [];
  const token = hasBasic || flags.text('password') !== '' ? ['token', 'tokenFile'] : [];
  const next = changed(
    old,
    [...basic, ...token],
    givenTexts(session, ['token', 'username', 'password']),
  );
  return files.reduce((entry, file) => withFile(session, entry, file), next);
}

/** `kubectl config set-credentials`. Plugins that authenticate are none of a simulation's. */
export const setCredentialsCommand: Command = {
  path: 'config set-credentials',
  flags: ['client-certificate', 'client-key', 'embed-certs', 'password', 'token', 'username'],
  run(session) {
    const { users } = kubeconfigOf(session.context);
    const name = nameOf(session, 'user');
    users.set(name, userOf(session, users.get(name) ?? {}));
    session.print(`User "${name}" set.`);
    return undefined;
  },
};
