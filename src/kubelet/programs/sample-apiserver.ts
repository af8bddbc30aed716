import { createHash } from 'node:crypto';
import { isJsonObject, type JsonObject } from '../../api/object';
import { applyMergePatch } from '../../api/patch/merge-patch';
import type { HttpReply } from '../container/pod-http';
import type { Surroundings } from '../container/process';
import { type ImageProgram, type PageRequest, serveForever, servePages } from './http-server';
import { flag } from './program-flags';

const GROUP = 'wardle.example.com';
const VERSION = 'v1alpha1';
const GROUP_VERSION = `${GROUP}/${VERSION}`;
const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

/** The kinds of the sample, by plural. */
const KINDS: Readonly<Record<string, { readonly kind: string; readonly namespaced: boolean }>> = {
  fischers: { kind: 'Fischer', namespaced: false },
  flunders: { kind: 'Flunder', namespaced: true },
};

interface Place {
  readonly plural: string;
  readonly namespace: string;
  readonly name: string;
}

interface Stored extends JsonObject {
  readonly metadata: JsonObject;
}

function json(status: number, body: object): HttpReply {
  return { status, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

function failure(code: number, reason: string, message: string): HttpReply {
  const status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure' };
  return json(code, { ...status, message, reason, code });
}

/** Where a path leads in the sample's API; undefined when nowhere. */
function placeOf(path: string): Place | undefined {
  const match =
    /^\/apis\/wardle\.example\.com\/v1alpha1\/(?:namespaces\/([^/]+)\/)?([^/]+)(?:\/([^/]+))?$/.exec(
      path,
    );
  if (match === null) return undefined;
  const [, namespace = '', plural = '', name = ''] = match;
  return Object.hasOwn(KINDS, plural) ? { plural, namespace, name } : undefined;
}

/** The documents by which clients find the sample's API. */
function discovery(path: string): HttpReply | undefined {
  const versions = [{ groupVersion: GROUP_VERSION, version: VERSION }];
  const group = { name: GROUP, versions, preferredVersion: versions[0] };
  switch (path) {
    case '/apis':
      return json(200, { kind: 'APIGroupList', apiVersion: 'v1', groups: [group] });
    case `/apis/${GROUP}`:
      return json(200, { kind: 'APIGroup', apiVersion: 'v1', ...group });
    case `/apis/${GROUP_VERSION}`: {
      const resources = Object.entries(KINDS).map(([name, own]) => ({
        name,
        singularName: own.kind.toLowerCase(),
        ...own,
        verbs: VERBS,
      }));
      const kind = 'APIResourceList';
      return json(200, { kind, apiVersion: 'v1', groupVersion: GROUP_VERSION, resources });
    }
    default:
      return undefined;
  }
}

/** What happened to an object, in the words of a watch. */
interface Event {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: Stored;
}

interface Happened {
  readonly key: string;
  readonly version: number;
  readonly event: Event;
}

/** The objects of the sample, which live as long as its process. */
class Fishes {
  private readonly objects = new Map<string, Stored>();
  private readonly past: Happened[] = [];
  private readonly watchers = new Set<(happened: Happened) => void>();
  private version = 1;

  constructor(private readonly around: Surroundings) {}

  answer(place: Place, { method = 'GET', body = '', query }: PageRequest): HttpReply {
    if (method === 'POST') return this.create(place, parsed(body));
    const key = keyOf(place);
    if (place.name === '') {
      if (method === 'GET' && /^(?:1|true)$/.test(query.get('watch') ?? ''))
        return this.watch(prefixOf(place), Number(query.get('resourceVersion')));
      const found = [...this.objects].filter(([own]) => own.startsWith(prefixOf(place)));
      if (method === 'DELETE') for (const [own, object] of found) this.drop(own, object);
      return json(
        200,
        this.list(
          place,
          found.map(([, object]) => object),
        ),
      );
    }
    const old = this.objects.get(key);
    if (old === undefined) {
      const quoted = JSON.stringify(place.name);
      return failure(404, 'NotFound', `${place.plural}.${GROUP} ${quoted} not found`);
    }
    switch (method) {
      case 'GET':
        return json(200, old);
      case 'PUT':
        return this.keep(key, 200, { ...parsed(body), metadata: merged(old, parsed(body)) });
      case 'PATCH':
        return this.keep(key, 200, applyMergePatch(old, parsed(body)) as Stored);
      case 'DELETE': {
        this.drop(key, old);
        const details = {
          name: place.name,
          group: GROUP,
          kind: place.plural,
          uid: old.metadata.uid,
        };
        return json(200, {
          kind: 'Status',
          apiVersion: 'v1',
          metadata: {},
          status: 'Success',
          details,
        });
      }
      default:
        return failure(
          405,
          'MethodNotAllowed',
          'the server does not allow this method on the requested resource',
        );
    }
  }

  private create(place: Place, given: JsonObject): HttpReply {
    const metadata = isJsonObject(given.metadata) ? given.metadata : {};
    const name = String(metadata.name ?? '');
    const key = keyOf({ ...place, name });
    if (name === '')
      return failure(
        422,
        'Invalid',
        'metadata.name: Required value: name or generateName is required',
      );
    if (this.objects.has(key)) {
      return failure(
        409,
        'AlreadyExists',
        `${place.plural}.${GROUP} ${JSON.stringify(name)} already exists`,
      );
    }
    const now = this.around.now();
    const uid = createHash('sha256')
      .update(`${this.around.hostname} ${key} ${now}`)
      .digest('hex')
      .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
    return this.keep(key, 201, {
      ...given,
      apiVersion: GROUP_VERSION,
      kind: KINDS[place.plural]?.kind,
      metadata: {
        ...metadata,
        ...(place.namespace === '' ? {} : { namespace: place.namespace }),
        uid,
        creationTimestamp: `${new Date(now).toISOString().slice(0, 19)}Z`,
      },
    });
  }

  private keep(key: string, code: number, object: Stored): HttpReply {
    this.version++;
    const metadata = { ...object.metadata, resourceVersion: String(this.version) };
    const stored = { ...object, metadata };
    const type = this.objects.has(key) ? 'MODIFIED' : 'ADDED';
    this.objects.set(key, stored);
    this.tell(key, { type, object: stored });
    return json(code, stored);
  }

  private drop(key: string, object: Stored): void {
    this.version++;
    this.objects.delete(key);
    const metadata = { ...object.metadata, resourceVersion: String(this.version) };
    this.tell(key, { type: 'DELETED', object: { ...object, metadata } });
  }

  private tell(key: string, event: Event): void {
    const happened = { key, version: this.version, event };
    this.past.push(happened);
    for (const hear of this.watchers) hear(happened);
  }

  /** What happens below a prefix: after a version, or what there is and all that follows. */
  private watch(prefix: string, version: number): HttpReply {
    const line = ({ event }: Pick<Happened, 'event'>) => `${JSON.stringify(event)}\n`;
    const isHere = ({ key }: { readonly key: string }) => key.startsWith(prefix);
    const state = [...this.objects].map(([key, object]) => ({
      key,
      event: { type: 'ADDED', object } as const,
    }));
    const before = version > 0 ? this.past.filter((each) => each.version > version) : state;
    return {
      ...json(200, {}),
      body: before.filter(isHere).map(line).join(''),
      follow: (send) => {
        const hear = (happened: Happened) => {
          if (isHere(happened)) send(line(happened));
        };
        this.watchers.add(hear);
        return () => this.watchers.delete(hear);
      },
    };
  }

  private list({ plural }: Place, items: readonly Stored[]): object {
    return {
      kind: `${KINDS[plural]?.kind}List`,
      apiVersion: GROUP_VERSION,
      metadata: { resourceVersion: String(this.version) },
      items,
    };
  }
}

function prefixOf({ plural, namespace }: Place): string {
  return namespace === '' ? `${plural}/` : `${plural}/${namespace}/`;
}

function keyOf({ plural, namespace, name }: Place): string {
  return `${plural}/${namespace}/${name}`;
}

function merged(old: Stored, given: JsonObject): JsonObject {
  const { uid, creationTimestamp, namespace } = old.metadata;
  const own = isJsonObject(given.metadata) ? given.metadata : {};
  return { ...own, uid, creationTimestamp, ...(namespace === undefined ? {} : { namespace }) };
}

function parsed(body: string): JsonObject {
  try {
    const value: unknown = JSON.parse(body);
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}

/** `sample-apiserver`: the API server that Kubernetes' own tests put behind the real one; it keeps its objects in memory. */
export const sampleApiServer: ImageProgram = (words, around) => {
  const fishes = new Fishes(around);
  servePages(around, Number(flag(words, 'secure-port') ?? 443), (request) => {
    if (/^\/(?:healthz|livez|readyz)$/.test(request.page)) return { status: 200, body: 'ok' };
    const place = placeOf(request.page);
    return place === undefined ? discovery(request.page) : fishes.answer(place, request);
  });
  return serveForever();
};
