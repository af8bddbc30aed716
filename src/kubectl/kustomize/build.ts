import { statSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { ManifestError, parseManifests } from '../../api/manifest';
import { isJsonObject, type JsonObject } from '../../api/object';
import { CommandError } from '../errors';
import { configHash } from './config-hash';
import { fileReader, generate } from './generators';
import { withImage, withReplicas } from './images';
import { isKustomization, readKustomization } from './kustomization';
import { annotated, labelled } from './labels';
import { affixed, inNamespace, withReferences } from './names';
import { ordered } from './order';
import { readPatch, withPatch } from './patches';
import { withReplacement } from './replacements';
import { idOf, nameOf, type Resource, renamed } from './resource';

const REMOTE = /^(?:https?|ssh|git|file):|^github\.com\/|\.git(?:\?|$)/;

function objects(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** One build: where warnings go, and the folders that are being built, so that none waits for itself. */
interface Build {
  readonly warn: (line: string) => void;
  readonly open: readonly string[];
}

/** The objects of a text; those of a List stand for themselves. */
function parseObjects(text: string, name: string): readonly JsonObject[] {
  // kustomize reads YAML 1.2: `y` is a text, other than for kubectl
  const documents = parseAllDocuments(text, { version: '1.2' });
  const found = Array.isArray(documents) ? documents : [];
  if (found.some(({ errors }) => errors.length > 0)) {
    try {
      parseManifests(text, name);
    } catch (error) {
      if (error instanceof ManifestError) throw new CommandError(error.kubectl);
      throw error;
    }
  }
  return found
    .map((document): unknown => document.toJS())
    .filter(isJsonObject)
    .flatMap((object) =>
      String(object.kind).endsWith('List') && Array.isArray(object.items)
        ? object.items.filter(isJsonObject)
        : [object],
    );
}

function fileResources(folder: string, name: string): Resource[] {
  let text: string;
  try {
    text = fileReader(folder)(name).toString('utf8');
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new CommandError(
      `accumulating resources: accumulation err='accumulating resources from '${name}': ${error.message}': must build at directory: '${resolve(folder, name)}': file is not directory`,
    );
  }
  return parseObjects(text, name).map((object) => ({
    object,
    names: [String(isJsonObject(object.metadata) ? (object.metadata.name ?? '') : '')],
    home: folder,
    isHashed: false,
  }));
}

/** What an entry of `resources` stands for: the objects of a file, or what the kustomization of a folder makes. */
function entryResources(build: Build, folder: string, name: string): Resource[] {
  if (REMOTE.test(name))
    throw new CommandError(
      `${name}: kustomizations are read from folders only, there is no network here`,
    );
  const path = resolve(folder, name);
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) {
    const why = `evalsymlink failure on '${path}' : lstat ${path}: no such file or directory`;
    throw new CommandError(
      `accumulating resources: accumulation err='accumulating resources from '${name}': ${why}': must build at directory: not a valid directory: ${why}`,
    );
  }
  return stat.isDirectory() ? accumulate(build, path, []) : fileResources(folder, name);
}

/** Adds what an entry stands for; no two objects are the same. */
function add(resources: Resource[], more: readonly Resource[], folder: string, name: string): void {
  const ids = new Set(resources.map(idOf));
  for (const resource of more) {
    const id = idOf(resource);
    if (ids.has(id))
      throw new CommandError(
        `accumulating resources: accumulation err='merging resources from '${name}': may not add resource with an already registered id: ${id}': must build at directory: '${resolve(folder, name)}': file is not directory`,
      );
    ids.add(id);
    resources.push(resource);
  }
}

/** What a kustomization makes of the objects that are there. upstream: kustomize KustTarget, AccumulateTarget */
function accumulate(build: Build, folder: string, given: readonly Resource[]): Resource[] {
  if (build.open.includes(folder))
    throw new CommandError(
      `cycle detected: candidate root '${folder}' contains visited root '${folder}'`,
    );
  const inner = { ...build, open: [...build.open, folder] };
  const kustomization = readKustomization(folder, build.warn);
  let resources = [...given];
  for (const name of [...texts(kustomization.resources), ...texts(kustomization.bases)])
    add(resources, entryResources(inner, folder, name), folder, name);
  for (const name of texts(kustomization.components))
    resources = accumulate(inner, resolve(folder, name), resources);
  const general = isJsonObject(kustomization.generatorOptions)
    ? kustomization.generatorOptions
    : {};
  for (const [kind, field] of [
    ['ConfigMap', 'configMapGenerator'],
    ['Secret', 'secretGenerator'],
  ] as const) {
    const input = { resources, general, home: folder };
    resources = generate(input, kind, objects(kustomization[field]));
  }
  return transform(resources, kustomization, folder);
}

/** upstream: kustomize KustTarget, the order of the built-in transformers */
function transform(
  given: readonly Resource[],
  kustomization: JsonObject,
  folder: string,
): Resource[] {
  const read = fileReader(folder);
  let resources = [...given];
  const patch = (entries: unknown) => {
    for (const entry of Array.isArray(entries) ? entries : [])
      resources = withPatch(resources, readPatch(entry, read));
  };
  patch(kustomization.patchesStrategicMerge);
  patch(kustomization.patches);
  const { namespace, namePrefix = '', nameSuffix = '' } = kustomization;
  if (namespace !== undefined) resources = inNamespace(resources, String(namespace));
  resources = resources.map((each) => affixed(each, String(namePrefix), String(nameSuffix)));
  resources = withLabels(resources, kustomization);
  patch(kustomization.patchesJson6902);
  for (const entry of objects(kustomization.replicas)) resources = withReplicas(resources, entry);
  for (const entry of objects(kustomization.images))
    resources = resources.map((each) => withImage(each, entry));
  for (const entry of objects(kustomization.replacements))
    resources = withReplacement(resources, entry, read);
  return resources;
}

function withLabels(given: readonly Resource[], kustomization: JsonObject): Resource[] {
  let resources = [...given];
  const { commonLabels, commonAnnotations } = kustomization;
  const all = objects(kustomization.labels).map((entry) => ({
    pairs: isJsonObject(entry.pairs) ? entry.pairs : {},
    includeSelectors: entry.includeSelectors === true,
    includeTemplates: entry.includeTemplates === true,
  }));
  if (isJsonObject(commonLabels))
    all.push({ pairs: commonLabels, includeSelectors: true, includeTemplates: true });
  for (const entry of all) {
    checkTexts(entry.pairs, 'labels');
    resources = resources.map((each) => labelled(each, entry));
  }
  if (!isJsonObject(commonAnnotations)) return resources;
  checkTexts(commonAnnotations, 'commonAnnotations');
  return resources.map((each) => annotated(each, commonAnnotations));
}

function checkTexts(pairs: JsonObject, field: string): void {
  for (const value of Object.values(pairs)) {
    if (typeof value === 'string') continue;
    const type = typeof value === 'boolean' ? 'bool' : typeof value;
    throw new CommandError(
      `invalid Kustomization: json: cannot unmarshal ${type} into Go struct field Kustomization.${field} of type string`,
    );
  }
}

/** The folder that a person means. */
function folderOf(name: string, roots: readonly string[]): string {
  const places = isAbsolute(name) ? [name] : roots.map((root) => join(root, name));
  const found = places.find(
    (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true,
  );
  const best = places.find(isKustomization) ?? found;
  if (best !== undefined) return resolve(best);
  const path = resolve(places[0] ?? name);
  throw new CommandError(
    `must build at directory: not a valid directory: evalsymlink failure on '${name}' : lstat ${path}: no such file or directory`,
  );
}

/** The objects of a kustomization, in the order in which kustomize writes them. Throws {@link CommandError}. */
export function buildKustomization(
  name: string,
  roots: readonly string[],
  warn: (line: string) => void,
): JsonObject[] {
  const folder = folderOf(name, roots);
  const made = accumulate({ warn, open: [] }, folder, []);
  const hashed = made.map((each) =>
    // the name does not count here, other than for --append-hash
    each.isHashed
      ? renamed(each, `${nameOf(each)}-${configHash({ ...each.object, metadata: {} })}`)
      : each,
  );
  const resources = withReferences(hashed);
  const { sortOptions } = readKustomization(folder, () => undefined);
  const isFifo = isJsonObject(sortOptions) && sortOptions.order === 'fifo';
  return (isFifo ? resources : ordered(resources)).map(({ object }) => object);
}
