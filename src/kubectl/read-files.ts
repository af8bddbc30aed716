import { sortedJson } from '../api/json-text';
import type { Kind } from '../api/kind';
import {
  findManifestFiles,
  type Manifest,
  ManifestError,
  parseManifests,
  readTextFile,
} from '../api/manifest';
import { isJsonObject, type JsonObject, type KubeObject } from '../api/object';
import { decode } from '../api/schema/decode';
import { DecodeError } from '../api/schema/decode-error';
import { type Struct, structOf } from '../api/schema/schema';
import { matchesRequirements, parseSelector } from '../api/selector';
import { yamlText } from '../api/yaml-text';
import { CommandError, errorsIn, throwAll } from './errors';
import { buildKustomization } from './kustomize/build';
import { blaming } from './manifest-problems';
import { forEach, type Session } from './session';

/** One object that a command is about. */
export interface Item {
  readonly kind: Kind;
  readonly object: KubeObject;
  /** The manifest that it comes from. */
  readonly manifest?: Manifest;
}

/** The manifests that `-f` names; with their kinds and namespaces, or what is wrong with them. */
export function readFiles(session: Session): {
  readonly items: readonly Item[];
  readonly errors: readonly unknown[];
} {
  const { flags, context } = session;
  const texts = [
    ...kustomized(session),
    ...flags.list('filename').flatMap((name) => textsOf(session, name, context.roots)),
  ];
  const items: Item[] = [];
  const errors = forEach(texts, ({ name, text }) => {
    const { manifests, error } = readable(text(), name);
    const failed: unknown[] = [];
    for (const manifest of manifests) {
      failed.push(
        ...forEach([manifest], () => {
          blaming(manifest, () => items.push(itemOf(session, manifest)));
        }),
      );
      // nothing behind it is read
      if (failed.at(-1) instanceof InvalidManifest) throwAll(failed);
    }
    throwAll(error === undefined ? failed : [...failed, error]);
  });
  return { items, errors: errors.flatMap((error) => errorsIn(error)) };
}

/** The objects of a text, as far as it can be read, and what comes then. */
function readable(
  text: string,
  name: string,
): { readonly manifests: readonly Manifest[]; readonly error?: ManifestError } {
  try {
    // upstream: what a map says twice it says the second time
    return { manifests: parseManifests(text, name, () => undefined) };
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
    return { manifests: error.before, error };
  }
}

/** The objects that `-k` builds, as if they stood in a file. */
function kustomized(session: Session): ManifestText[] {
  const { flags, context } = session;
  if (!flags.has('kustomize')) return [];
  if (flags.has('filename')) throw new CommandError('only one of -f or -k can be specified');
  const folder = flags.text('kustomize');
  const warn = (line: string) => session.warn(line);
  const objects = buildKustomization(folder, context.roots, warn);
  return objects.map((object) => ({ name: folder, text: () => yamlText(object) }));
}

interface ManifestText {
  readonly name: string;
  text(): string;
}

function textsOf(session: Session, name: string, roots: readonly string[]): ManifestText[] {
  if (name === '-') return [{ name: 'STDIN', text: () => session.context.stdin ?? '' }];
  if (/^https?:\/\//.test(name)) {
    throw new CommandError(`${name}: manifests are read from files only, there is no network here`);
  }
  return findManifestFiles(name, roots, session.flags.boolean('recursive')).map((file) => ({
    name: file.name,
    text: () => readTextFile(file),
  }));
}

/** An object that validation refuses: the rest of its file is left unread. */
class InvalidManifest extends CommandError {
  override readonly name = 'InvalidManifest';
}

const TURN_OFF = 'if you choose to ignore these errors, turn validation off with --validate=false';

/** What validation says of a field that names the type; undefined when it does. upstream: kubectl validation, getObjectKind */
function typeProblem(object: JsonObject, field: 'apiVersion' | 'kind'): string | undefined {
  const value = object[field];
  if (value === undefined || value === '') return `${field} not set`;
  return typeof value === 'string' ? undefined : `${field} isn't string type`;
}

/** Throws when an object does not say what it is, or is a List of nothing. */
function mustBeTyped(session: Session, { object, source }: Manifest): void {
  const { apiVersion, kind, items } = object;
  const invalid = (what: string) =>
    new InvalidManifest(
      `error validating "${source}": error validating data: ${what}; ${TURN_OFF}`,
    );
  const isValidated =
    session.flags.definition('validate') !== undefined &&
    session.writeOptions.fieldValidation !== 'Ignore';
  const problems = (['apiVersion', 'kind'] as const)
    .map((field) => typeProblem(object, field))
    .filter((problem) => problem !== undefined);
  if (problems.length > 0 && !isValidated) {
    const name = typeProblem(object, 'kind') === undefined ? 'apiVersion' : 'Kind';
    throw new CommandError(
      `unable to decode "${source}": Object '${name}' is missing in '${sortedJson(object)}'`,
    );
  }
  if (problems.length === 1) throw invalid(String(problems[0]));
  if (problems.length > 1) throw invalid(`[${problems.join(', ')}]`);
  const isList = apiVersion === 'v1' && kind === 'List' && !Array.isArray(items);
  if (isList && isValidated) throw invalid('invalid object to validate');
}

/** Metadata as kubectl reads them of every object. upstream: cli-runtime resource, metadataValidatingDecoder */
const METADATA_ONLY: Struct = {
  name: 'metadataOnlyObject',
  goName: 'metadataOnlyObject',
  atomic: false,
  fields: new Map(
    [...structOf('io.k8s.api.core.v1.ConfigMap').fields].filter(([name]) =>
      ['apiVersion', 'kind', 'metadata'].includes(name),
    ),
  ),
  alwaysPrinted: [],
};

function mustHaveMetadata({ object: { apiVersion, kind, metadata }, source }: Manifest): void {
  try {
    decode(METADATA_ONLY, { apiVersion, kind, metadata });
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw new CommandError(`unable to decode "${source}": ${error.message}`);
  }
}

function kindOfManifest(session: Session, manifest: Manifest): Kind {
  const { object, source, isItem } = manifest;
  mustBeTyped(session, manifest);
  mustHaveMetadata(manifest);
  const { apiVersion, kind, metadata } = object;
  const found = session.api.kinds.ofSent(String(apiVersion), String(kind));
  if (found !== undefined) return found;
  if (session.typed) {
    throw new CommandError(
      `unable to decode "${source}": no kind "${kind}" is registered for version "${apiVersion}" in scheme "pkg/scheme/scheme.go:28"`,
    );
  }
  const what = `no matches for kind "${kind}" in version "${apiVersion}"`;
  if (isItem) throw new CommandError(`unable to recognize ${what}`, true);
  const { name = '', namespace = '' } = isJsonObject(metadata) ? metadata : {};
  throw new CommandError(
    `resource mapping not found for name: "${name}" namespace: "${namespace}" from "${source}": ${what}\nensure CRDs are installed first`,
  );
}

function itemOf(session: Session, manifest: Manifest): Item {
  const { object } = manifest;
  const kind = kindOfManifest(session, manifest);
  const metadata = isJsonObject(object.metadata) ? object.metadata : {};
  const namespace = kind.namespaced ? namespaceOf(session, metadata) : undefined;
  return {
    kind,
    manifest,
    object: {
      ...object,
      metadata: { ...metadata, ...(namespace === undefined ? {} : { namespace }) },
    } as unknown as KubeObject,
  };
}

function namespaceOf(session: Session, metadata: JsonObject): string {
  const { namespace } = metadata;
  if (typeof namespace !== 'string' || namespace === '') return session.namespace;
  if (session.namespaceGiven && namespace !== session.namespace) {
    throw new CommandError(
      `the namespace from the provided object "${namespace}" does not match the namespace "${session.namespace}". You must pass '--namespace=${namespace}' to perform this operation.`,
    );
  }
  return namespace;
}

/** The objects that `-l` picks out of those that were read. */
export function selected(session: Session, items: readonly Item[]): readonly Item[] {
  const text = session.flags.text('selector');
  if (text === '') return items;
  const requirements = parseSelector(text);
  return items.filter(({ object }) => matchesRequirements(requirements, object.metadata.labels));
}
