import fc from 'fast-check';
import type { Kind } from '../api/kind';
import { isJsonObject, type JsonObject, type KubeObject } from '../api/object';
import type { Cluster } from '../cluster';

/** A request about something that a cluster holds, or about something like it. */
export interface ChangeRequest {
  readonly method: string;
  readonly url: string;
  readonly type: string;
  readonly body: string;
}

const MEDIA = [
  'json-patch+json',
  'merge-patch+json',
  'strategic-merge-patch+json',
  'apply-patch+yaml',
];

/** What stands in the place of a value; many are of the kind that fields ask for. */
const junk = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    1,
    -1,
    7,
    65_536,
    '',
    'a',
    'web-1',
    '5%',
    '1Gi',
    '100m',
  ),
  fc.constantFrom<unknown>(
    '2026-01-05T00:00:00Z',
    '10.0.0.1',
    '__proto__',
    'x'.repeat(300),
    [],
    {},
  ),
  // what cannot be made text in JavaScript
  fc.constantFrom<unknown>({ toString: true }, [{ toString: 1 }], {
    a: { toString: '', valueOf: 0 },
  }),
  fc.integer(),
  fc.string({ maxLength: 8 }),
  fc.jsonValue({ maxDepth: 2 }),
);

interface Recipe {
  readonly method: string;
  readonly media: number;
  readonly kind: number;
  readonly object: number;
  readonly part: number;
  readonly at: readonly number[];
  readonly value: unknown;
  readonly query: string;
}

/** What is made of what: numbers choose among whatever there is when it is asked. */
export const recipe: fc.Arbitrary<Recipe> = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'PUT', 'PATCH', 'PATCH', 'PATCH', 'DELETE'),
  media: fc.nat(3),
  kind: fc.nat(1000),
  object: fc.nat(1000),
  part: fc.nat(9),
  at: fc.array(fc.nat(12), { minLength: 1, maxLength: 7 }),
  value: junk,
  query: fc.constantFrom(
    '',
    '',
    '',
    'dryRun=All',
    'fieldValidation=Strict',
    'fieldManager=a',
    'fieldManager=b&force=true',
    'propagationPolicy=Orphan',
    'propagationPolicy=Foreground',
    'gracePeriodSeconds=0',
    'limit=2',
    'labelSelector=app',
    'resourceVersion=0',
  ),
});

/** Puts a value in the place of another one somewhere in the tree; undefined takes it out. */
function changed(tree: unknown, [step, ...rest]: readonly number[], value: unknown): unknown {
  if (step === undefined || typeof tree !== 'object' || tree === null) return value;
  const keys = Object.keys(tree);
  const key = keys[step % Math.max(1, keys.length)];
  if (key === undefined) return value;
  const old = (tree as Readonly<Record<string, unknown>>)[key];
  const next = rest.length === 0 ? value : changed(old, rest, value);
  if (Array.isArray(tree)) return tree.map((item, index) => (String(index) === key ? next : item));
  return { ...tree, [key]: next };
}

/** The place in the tree that the numbers lead to, as a JSON pointer. */
function pointer(tree: unknown, at: readonly number[]): string {
  let here = tree;
  let text = '';
  for (const step of at) {
    if (typeof here !== 'object' || here === null) break;
    const keys = Object.keys(here);
    const key = keys[step % Math.max(1, keys.length)];
    if (key === undefined) break;
    text += `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    here = (here as Readonly<Record<string, unknown>>)[key];
  }
  return text;
}

function chosen<T>(all: readonly T[], number: number): T | undefined {
  return all[number % Math.max(1, all.length)];
}

/** The request that a recipe makes of what the cluster holds; undefined when it holds nothing of the kind. */
export function requestOf({ server }: Cluster, recipe: Recipe): ChangeRequest | undefined {
  const stored = server.kinds.all.filter(
    (kind) => kind.storage !== null && kind.rules.view === undefined && kind.addon === undefined,
  );
  const found = stored
    .map((kind) => [kind, server.store.objects(kind)] as const)
    .filter(([, objects]) => objects.size > 0);
  const [kind, objects] = chosen(found, recipe.kind) ?? [];
  if (kind === undefined || objects === undefined) return undefined;
  const object = chosen([...objects.values()], recipe.object) as KubeObject;
  const whole = {
    ...object,
    apiVersion: kind.apiVersion,
    kind: kind.kind,
  } as unknown as JsonObject;
  return { ...placeOf(kind, object, recipe), ...bodyOf(whole, recipe) };
}

function placeOf(kind: Kind, { metadata }: KubeObject, recipe: Recipe) {
  const { method, part, query } = recipe;
  const root = kind.group === '' ? `/api/${kind.version}` : `/apis/${kind.apiVersion}`;
  const within = kind.namespaced ? `/namespaces/${metadata.namespace}` : '';
  const list = `${root}${within}/${kind.plural}`;
  // collections are deleted now and then, or soon nothing would be left
  const isList = method === 'POST' || (method === 'GET' && part > 5);
  const below = chosen(['', '', '', '', '', '', '', '/status', '/scale', '/eviction'], part) ?? '';
  const path = isList ? list : `${list}/${encodeURIComponent(metadata.name)}${below}`;
  return { method, url: query === '' ? path : `${path}?${query}` };
}

function bodyOf(whole: JsonObject, { method, media, at, value, part }: Recipe) {
  if (method === 'GET' || method === 'DELETE') return { type: 'application/json', body: '' };
  const next = changed(whole, at, value) as JsonObject;
  if (method === 'POST') {
    const { metadata } = next;
    const {
      name: _name,
      resourceVersion: _version,
      uid: _uid,
      ...meta
    } = isJsonObject(metadata) ? metadata : {};
    const body = JSON.stringify({ ...next, metadata: { ...meta, generateName: 'fuzz-' } });
    return { type: 'application/json', body };
  }
  const {
    resourceVersion: _version,
    managedFields: _fields,
    ...meta
  } = isJsonObject(next.metadata) ? next.metadata : {};
  const free = { ...next, ...(part < 8 ? { metadata: meta } : {}) };
  if (method === 'PUT') return { type: 'application/json', body: JSON.stringify(free) };
  const type = `application/${chosen(MEDIA, media)}`;
  if (media > 0) return { type, body: JSON.stringify(free) };
  const op = chosen(['replace', 'add', 'remove', 'test'], part);
  return { type, body: JSON.stringify([{ op, path: pointer(whole, at), value }]) };
}
