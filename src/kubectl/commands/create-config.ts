import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { findManifestFiles, readTextFile } from '../../api/manifest';
import { CommandError } from '../errors';
import type { Session } from '../session';
import { withHash } from './append-hash';
import { generatorCommand, nameOf } from './generator';

function addFile(session: Session, data: Map<string, string>, spec: string): void {
  const equals = spec.indexOf('=');
  const path = equals < 0 ? spec : spec.slice(equals + 1);
  for (const root of session.context.roots) {
    const folder = join(root, path);
    if (equals >= 0 || !isFolder(folder)) continue;
    for (const name of readdirSync(folder).sort()) {
      if (!isFolder(join(folder, name)))
        add(data, name, readTextFile({ name, path: join(folder, name) }));
    }
    return;
  }
  const [file] = findManifestFiles(path, session.context.roots);
  if (file === undefined)
    throw new CommandError(`error reading ${path}: no such file or directory`);
  add(data, equals < 0 ? basename(path) : spec.slice(0, equals), readTextFile(file));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function add(data: Map<string, string>, key: string, value: string): void {
  if (data.has(key)) {
    throw new CommandError(
      `cannot add key "${key}", another key by that name already exists in Data for ConfigMap`,
    );
  }
  data.set(key, value);
}

function addEnvFile(session: Session, data: Map<string, string>, path: string): void {
  const [file] = findManifestFiles(path, session.context.roots);
  if (file === undefined) return;
  for (const line of readTextFile(file).split('\n')) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const equals = trimmed.indexOf('=');
    if (equals > 0) add(data, trimmed.slice(0, equals), trimmed.slice(equals + 1));
  }
}

/** What --from-literal, --from-file and --from-env-file give. */
export function dataOf(session: Session): ReadonlyMap<string, string> {
  const { flags } = session;
  const data = new Map<string, string>();
  if (flags.has('from-env-file') && (flags.has('from-literal') || flags.has('from-file'))) {
    throw new CommandError('from-env-file cannot be combined with from-file or from-literal');
  }
  for (const spec of flags.list('from-file')) addFile(session, data, spec);
  for (const literal of flags.list('from-literal')) {
    const equals = literal.indexOf('=');
    if (equals < 1) throw new CommandError(`invalid literal source ${literal}, expected key=value`);
    const value = literal.slice(equals + 1);
    add(data, literal.slice(0, equals), value.replace(/^(["'])(.*)\1$/, '$2'));
  }
  for (const path of flags.list('from-env-file')) addEnvFile(session, data, path);
  return data;
}

function sorted(
  data: ReadonlyMap<string, string>,
  encode: (value: string) => string,
): Record<string, string> {
  return Object.fromEntries([...data].map(([key, value]) => [key, encode(value)]));
}

/** `kubectl create configmap`. */
export const createConfigMapCommand = generatorCommand({
  path: 'create configmap',
  flags: ['append-hash', 'from-literal', 'from-file', 'from-env-file'],
  failure: 'failed to create configmap: ',
  build(session) {
    const name = nameOf(session);
    const data = dataOf(session);
    return withHash(session, {
      apiVersion: 'v1',
      ...(data.size > 0 ? { data: sorted(data, (value) => value) } : {}),
      kind: 'ConfigMap',
      metadata: { name },
    });
  },
});

/** `kubectl create secret generic`. */
export const createSecretCommand = generatorCommand({
  path: 'create secret generic',
  flags: ['append-hash', 'from-literal', 'from-file', 'from-env-file', 'type'],
  failure: 'failed to create secret ',
  build(session) {
    const name = nameOf(session);
    const data = dataOf(session);
    const type = session.flags.text('type');
    return withHash(session, {
      apiVersion: 'v1',
      ...(data.size > 0
        ? { data: sorted(data, (value) => Buffer.from(value).toString('base64')) }
        : {}),
      kind: 'Secret',
      metadata: { name },
      ...(type === '' ? {} : { type }),
    });
  },
});
