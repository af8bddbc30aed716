import { Namespaces } from '../api/core/namespace';
import { ApiError, isApiError } from '../api/errors';
import type { Kind } from '../api/kind';
import type { KubeObject } from '../api/object';
import type { ObjectMeta } from '../api/schema/objects';
import { parseSelector, type Requirement, SelectorError } from '../api/selector';
import type { ListOptions } from '../apiserver/api';
import { CommandError, withPrefix } from './errors';
import { type Item, readFiles } from './read-files';
import { forEach, type Session } from './session';

/** What a command line picks out. */
export interface Selection {
  readonly items: readonly Item[];
  /** The kinds that were asked for, in order. */
  readonly kinds: readonly Kind[];
  /** What could not be found or done; the command goes on and tells at the end. */
  readonly errors: readonly unknown[];
  /** True when one object is meant by its name. */
  readonly single: boolean;
  /** True when whole lists are meant, not objects by their names. */
  readonly listed: boolean;
}

/** How to pick beside the words of the command line. */
export interface SelectOptions {
  readonly words?: readonly string[];
  /** A type without a name means all of its objects (get, describe). */
  readonly listAll?: boolean;
  /** Objects of files are looked up on the server. */
  readonly latest?: boolean;
  /** The kind that a word without a type means (nodes of drain, Pods of logs). */
  readonly kind?: Kind;
  /** Objects that are named are not looked up first (delete). */
  readonly unread?: boolean;
  /** The part of objects that are named which is meant, not the whole of them. */
  readonly subresource?: string;
  /** True where `--all` is a selector that everything fits; elsewhere it means all of a type. */
  readonly allSelects?: boolean;
  /** False where `--selector` means something else than which objects. */
  readonly useSelector?: boolean;
}

const ALWAYS_THERE = new Set(['default', 'kube-system']);

const MIXED =
  "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'";

/** What `kubectl get` and others say when nothing tells what is meant. */
export const NOTHING_GIVEN = `You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'`;

/** The label selector of `-l`; the server's error when it is none. */
export function labelsOf(session: Session): readonly Requirement[] | undefined {
  const text = session.flags.text('selector');
  if (text === '') return undefined;
  try {
    return parseSelector(text);
  } catch (error) {
    if (!(error instanceof SelectorError)) throw error;
    throw new ApiError('BadRequest', error.message);
  }
}

/** What of a kind is listed, by the flags. */
export function listOptionsOf(session: Session, kind: Kind): ListOptions {
  const labels = labelsOf(session);
  const fields = session.flags.text('field-selector');
  const everywhere = session.flags.boolean('all-namespaces') || !kind.namespaced;
  return {
    ...(everywhere ? {} : { namespace: session.namespace }),
    ...(labels === undefined ? {} : { labels }),
    ...(fields === '' ? {} : { fields }),
  };
}

interface Named {
  readonly kind: Kind;
  readonly name: string;
}

/** Reads `TYPE NAME…`, `TYPE/NAME…` and `TYPE,TYPE NAME`; no names when whole types are meant. */
function readWords(
  session: Session,
  words: readonly string[],
  fallback?: Kind,
): { kinds: readonly Kind[]; names: readonly Named[] } {
  const slashed = words.filter((word) => word.includes('/'));
  if (slashed.length > 0) {
    if (slashed.length < words.length && fallback === undefined) throw new CommandError(MIXED);
    const names = words.map((word) => namedBy(session, word, fallback));
    return { kinds: [...new Set(names.map(({ kind }) => kind))], names };
  }
  if (fallback !== undefined) {
    return { kinds: [fallback], names: words.map((name) => ({ kind: fallback, name })) };
  }
  const [types = '', ...rest] = words;
  const kinds = types.split(',').flatMap((type) => session.kindsNamed(type));
  return { kinds, names: kinds.flatMap((kind) => rest.map((name) => ({ kind, name }))) };
}

function namedBy(session: Session, word: string, fallback?: Kind): Named {
  const [type = '', name = '', ...more] = word.split('/');
  if (fallback !== undefined && !word.includes('/')) return { kind: fallback, name: word };
  if (more.length > 0) {
    throw new CommandError('arguments in resource/name form may not have more than one slash');
  }
  if (type === '' || name === '') {
    throw new CommandError('arguments in resource/name form must have a single resource and name');
  }
  return { kind: session.kind(type), name };
}

function listOf(session: Session, kind: Kind): readonly KubeObject[] {
  try {
    return session.api.list(kind, listOptionsOf(session, kind)).items;
  } catch (error) {
    if (!isApiError(error, 'BadRequest') && !isApiError(error, 'NotFound')) throw error;
    throw withPrefix(error, unableToFind(session, kind));
  }
}

/** upstream: cli-runtime resource.Selector */
function unableToFind({ flags }: Session, { group, version, plural }: Kind): string {
  const resource = `"${group}/${version}, Resource=${plural}"`;
  const [labels, fields] = [flags.text('selector'), flags.text('field-selector')];
  if (labels === '' && fields === '') return `Unable to list ${resource}`;
  return `Unable to find ${resource} that match label selector "${labels}", field selector "${fields}"`;
}

function listKinds(session: Session, kinds: readonly Kind[]): Selection {
  const items: Item[] = [];
  const errors = forEach(kinds, (kind) => {
    items.push(...listOf(session, kind).map((object) => ({ kind, object })));
  });
  return { items, kinds, errors, single: false, listed: true };
}

/** What is missing may be the namespace: then that is told. upstream: cli-runtime resource.Info.Get */
function mustHaveNamespace({ api, namespace }: Session): void {
  if (!ALWAYS_THERE.has(namespace)) api.get(Namespaces as Kind, { name: namespace });
}

/** One object by its name; the server's error when it, or its namespace, is not there. */
export function getNamed(session: Session, kind: Kind, name: string): KubeObject {
  try {
    return session.api.get(kind, { namespace: session.scope(kind), name });
  } catch (error) {
    if (kind.namespaced && isApiError(error, 'NotFound')) mustHaveNamespace(session);
    throw error;
  }
}

function fetch(session: Session, { kind, name }: Named): Item {
  return { kind, object: getNamed(session, kind, name) };
}

/** A part of an object that has an address of its own. */
function fetchPart(session: Session, named: Named, part: string): Item {
  const { kind, name } = named;
  if (kind.subresources?.some((known) => known.name === part) !== true)
    throw new ApiError('NotFound', 'the server could not find the requested resource');
  if (part !== 'scale') return fetch(session, named);
  const object = session.api.getScale(kind, { namespace: session.scope(kind), name }) as KubeObject;
  const [group = '', version = ''] = object.apiVersion.split('/');
  const scale = {
    ...kind,
    kind: 'Scale',
    apiVersion: object.apiVersion,
    group,
    version,
    rules: {},
  };
  return { kind: scale, object };
}

/** An object known by its name alone: whether it is there, the command that acts on it finds out. */
function unread(session: Session, { kind, name }: Named): Item {
  const namespace = session.scope(kind);
  const metadata = { name, ...(namespace === undefined ? {} : { namespace }) } as ObjectMeta;
  return { kind, object: { apiVersion: kind.apiVersion, kind: kind.kind, metadata } };
}

function fromFiles(session: Session, options: SelectOptions): Selection {
  const { items, errors } = readFiles(session);
  const kinds = [...new Set(items.map(({ kind }) => kind))];
  const single = items.length === 1;
  if (options.latest !== true) return { items, kinds, errors, single, listed: false };
  const found: Item[] = [];
  const missing = forEach(items, (item) => {
    const { namespace, name } = item.object.metadata;
    found.push({ ...item, object: session.api.get(item.kind, { namespace, name }) });
  });
  return { items: found, kinds, errors: [...errors, ...missing], single, listed: false };
}

/**
 * The objects that the command line means, by file, by name or by selector, in its order. upstream:
 * cli-runtime resource.Builder
 */
export function select(session: Session, options: SelectOptions = {}): Selection {
  const { flags } = session;
  const words = options.words ?? session.words;
  if (flags.has('filename') || flags.has('kustomize')) {
    if (words.length > 0)
      throw new CommandError(
        'when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well',
      );
    return fromFiles(session, options);
  }
  const hasSelector = flags.text('selector') !== '' || flags.text('field-selector') !== '';
  if (flags.boolean('all') && hasSelector) {
    throw new CommandError("setting 'all' parameter but found a non empty selector. ");
  }
  const selects = options.useSelector !== false && hasSelector;
  if (words.length === 0 && options.kind === undefined) {
    const selectsAll = options.allSelects === true && flags.boolean('all');
    throw new CommandError(
      selects || selectsAll
        ? 'at least one resource must be specified to use a selector'
        : NOTHING_GIVEN,
    );
  }
  const { kinds, names } = readWords(session, words, options.kind);
  if (names.length > 0) {
    if (selects) throw new CommandError('name cannot be provided when a selector is specified');
    if (flags.boolean('all-namespaces')) {
      throw new CommandError('a resource cannot be retrieved by name across all namespaces');
    }
    const items: Item[] = [];
    const errors = forEach(names, (named) => {
      const { subresource = '' } = options;
      if (options.unread === true) items.push(unread(session, named));
      else if (subresource !== '') items.push(fetchPart(session, named, subresource));
      else items.push(fetch(session, named));
    });
    const found = [...new Set(items.map(({ kind }) => kind))];
    return { items, kinds: found, errors, single: names.length === 1, listed: false };
  }
  if (selects || flags.boolean('all') || options.listAll === true) return listKinds(session, kinds);
  throw new CommandError('resource(s) were provided, but no name was specified');
}

/** True when the error says that there is no such object. */
export function isMissing(error: unknown): boolean {
  return isApiError(error, 'NotFound');
}
