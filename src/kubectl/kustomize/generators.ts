import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { isJsonObject, type JsonObject } from '../../api/object';
import { CommandError } from '../errors';
import { kindOf, metadataOf, type Resource } from './resource';

/** Reads a file of a kustomization's folder. */
export type ReadFile = (name: string) => Buffer;

/** A reader of files in or below a folder; others are refused, as kustomize does. */
export function fileReader(folder: string): ReadFile {
  return (name) => {
    const path = resolve(folder, name);
    if (path !== folder && !path.startsWith(`${folder}/`))
      throw new CommandError(`security; file '${path}' is not in or below '${folder}'`);
    try {
      return readFileSync(path);
    } catch {
      throw new CommandError(
        `evalsymlink failure on '${path}' : lstat ${path}: no such file or directory`,
      );
    }
  };
}

function textList(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function splitPair(text: string, what: string): readonly [string, string] {
  const equals = text.indexOf('=');
  if (equals < 1) throw new CommandError(`invalid ${what} source ${text}, expected key=value`);
  return [text.slice(0, equals), text.slice(equals + 1)];
}

/** The pairs of a generator: literals, files, and files of variables. */
function pairsOf(given: JsonObject, read: ReadFile): ReadonlyMap<string, Buffer> {
  const pairs = new Map<string, Buffer>();
  const add = (key: string, value: Buffer) => {
    if (pairs.has(key))
      throw new CommandError(
        `configmap ${String(given.name)} illegally repeats the key \`${key}\``,
      );
    pairs.set(key, value);
  };
  const variables = [
    ...textList(given.envs),
    ...(given.env === undefined ? [] : [String(given.env)]),
  ];
  for (const file of variables) {
    for (const line of read(file).toString('utf8').split('\n')) {
      const text = line.trimStart();
      if (text === '' || text.startsWith('#')) continue;
      const [key, value] = splitPair(text, 'env');
      add(key, Buffer.from(value));
    }
  }
  for (const text of textList(given.literals)) {
    const [key, value] = splitPair(text, 'literal');
    add(key, Buffer.from(value.replace(/^(["'])(.*)\1$/s, '$2')));
  }
  for (const text of textList(given.files)) {
    const [key, file] = text.includes('=') ? splitPair(text, 'file') : [basename(text), text];
    add(key, read(file));
  }
  return pairs;
}

function isText(value: Buffer): boolean {
  return Buffer.from(value.toString('utf8')).equals(value);
}

function sortedObject(entries: readonly (readonly [string, string])[]): JsonObject {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function dataOf(kind: string, pairs: ReadonlyMap<string, Buffer>): JsonObject {
  const all = [...pairs];
  if (kind === 'Secret') {
    const data = sortedObject(all.map(([key, value]) => [key, value.toString('base64')]));
    return all.length === 0 ? {} : { data };
  }
  const texts = all.filter(([, value]) => isText(value));
  const binary = all.filter(([, value]) => !isText(value));
  return {
    ...(texts.length === 0
      ? {}
      : { data: sortedObject(texts.map(([key, value]) => [key, value.toString('utf8')])) }),
    ...(binary.length === 0
      ? {}
      : {
          binaryData: sortedObject(binary.map(([key, value]) => [key, value.toString('base64')])),
        }),
  };
}

/** Options of all generators, and those of one before them. */
function optionsOf(given: JsonObject, general: JsonObject): JsonObject {
  const own = isJsonObject(given.options) ? given.options : {};
  const both = (name: string): JsonObject => {
    const [first, second] = [general[name], own[name]];
    return { ...(isJsonObject(first) ? first : {}), ...(isJsonObject(second) ? second : {}) };
  };
  return { ...general, ...own, labels: both('labels'), annotations: both('annotations') };
}

/** The object of one entry of configMapGenerator or secretGenerator. */
function generated(
  kind: string,
  given: JsonObject,
  general: JsonObject,
  read: ReadFile,
): JsonObject {
  const options = optionsOf(given, general);
  const filled = (value: unknown) => isJsonObject(value) && Object.keys(value).length > 0;
  return {
    apiVersion: 'v1',
    kind,
    metadata: {
      name: given.name,
      ...(given.namespace === undefined ? {} : { namespace: given.namespace }),
      ...(filled(options.labels) ? { labels: options.labels } : {}),
      ...(filled(options.annotations) ? { annotations: options.annotations } : {}),
    },
    ...dataOf(kind, pairsOf(given, read)),
    ...(kind === 'Secret' ? { type: given.type ?? 'Opaque' } : {}),
    ...(options.immutable === true ? { immutable: true } : {}),
  };
}

function mergedObject(old: JsonObject, next: JsonObject, behavior: string): JsonObject {
  const part = (object: JsonObject, name: string): JsonObject =>
    isJsonObject(object[name]) ? (object[name] as JsonObject) : {};
  const [before, after] = [part(old, 'metadata'), part(next, 'metadata')];
  const metadata: Record<string, unknown> = { ...before };
  for (const name of ['labels', 'annotations']) {
    const both = { ...part(before, name), ...part(after, name) };
    if (Object.keys(both).length > 0) metadata[name] = both;
  }
  const result: Record<string, unknown> = { ...next, metadata };
  if (behavior === 'replace') return result;
  for (const name of ['data', 'binaryData']) {
    const both = { ...part(old, name), ...part(next, name) };
    if (Object.keys(both).length > 0) result[name] = both;
  }
  return result;
}

/** What a generator works with: the objects that are there, and its kustomization. */
export interface GeneratorInput {
  readonly resources: readonly Resource[];
  readonly general: JsonObject;
  readonly home: string;
}

/** The resources with those that a generator's entries make, merge or replace. */
export function generate(
  input: GeneratorInput,
  kind: 'ConfigMap' | 'Secret',
  entries: readonly JsonObject[],
): Resource[] {
  const { general, home } = input;
  const resources = [...input.resources];
  const read = fileReader(home);
  for (const entry of entries) {
    const object = generated(kind, entry, general, read);
    const name = String(entry.name ?? '');
    const behavior = String(entry.behavior ?? 'create');
    const isHashed = optionsOf(entry, general).disableNameSuffixHash !== true;
    const index = resources.findIndex(
      (each) =>
        kindOf(each) === kind &&
        each.names.includes(name) &&
        (entry.namespace === undefined || metadataOf(each).namespace === entry.namespace),
    );
    const old = resources[index];
    if (behavior === 'create') {
      if (old !== undefined)
        throw new CommandError(
          `may not add resource with an already registered id: ${kind}.v1.[noGrp]/${name}.[noNs]`,
        );
      resources.push({ object, names: [name], home, isHashed });
    } else if (old === undefined) {
      throw new CommandError(
        `merging from generator: id resid.ResId{Gvk:resid.Gvk{Version:"v1", Kind:"${kind}"}, Name:"${name}"} does not exist; cannot merge or replace`,
      );
    } else {
      resources[index] = {
        ...old,
        object: mergedObject(old.object, object, behavior),
        isHashed: old.isHashed && isHashed,
      };
    }
  }
  return resources;
}
