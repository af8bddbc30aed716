import type { JsonObject } from '../api/object';
import type { ResourceRow } from '../api/schema/schema';
import { type OpenApiVersion, referenceTo } from './openapi-schema';

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1.';

interface Parameter {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'boolean';
}

const text = (name: string): Parameter => ({ name, type: 'string' });
const flag = (name: string): Parameter => ({ name, type: 'boolean' });
const count = (name: string): Parameter => ({ name, type: 'integer' });

const DRY_RUN = text('dryRun');
const WRITE = [DRY_RUN, text('fieldManager'), text('fieldValidation')];
const SELECT = [
  text('continue'),
  text('fieldSelector'),
  text('labelSelector'),
  count('limit'),
  text('resourceVersion'),
  text('resourceVersionMatch'),
  flag('sendInitialEvents'),
  count('timeoutSeconds'),
];
const LIST = [flag('allowWatchBookmarks'), ...SELECT, flag('watch')];
const DELETE = [
  DRY_RUN,
  count('gracePeriodSeconds'),
  flag('orphanDependents'),
  text('propagationPolicy'),
];

/** What a method of HTTP does: the action's name, and the parameters that it takes. */
interface Action {
  readonly action: string;
  readonly query: readonly Parameter[];
  readonly body?: 'object' | 'patch' | 'deletion';
}

const ACTIONS = {
  list: { action: 'list', query: LIST },
  create: { action: 'post', query: WRITE, body: 'object' },
  deletecollection: { action: 'deletecollection', query: [...SELECT, ...DELETE], body: 'deletion' },
  get: { action: 'get', query: [] },
  update: { action: 'put', query: WRITE, body: 'object' },
  patch: { action: 'patch', query: [...WRITE, flag('force')], body: 'patch' },
  delete: { action: 'delete', query: DELETE, body: 'deletion' },
} as const satisfies Readonly<Record<string, Action>>;

type Verb = keyof typeof ACTIONS;

const METHODS: Readonly<Record<Verb, string>> = {
  list: 'get',
  create: 'post',
  deletecollection: 'delete',
  get: 'get',
  update: 'put',
  patch: 'patch',
  delete: 'delete',
};

const PATCHES = [
  'application/apply-patch+yaml',
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
];
const OBJECTS = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'];

/** What an operation is about. */
interface Target {
  readonly kind: JsonObject;
  readonly type: string;
  readonly answer: string;
  readonly id: string;
}

/** Writes the operations of one form of OpenAPI. */
class PathWriter {
  readonly paths: Record<string, Record<string, JsonObject>> = {};

  constructor(private readonly version: OpenApiVersion) {}

  /** All paths of a resource: where it is listed, each object, what lies below it. */
  resource(row: ResourceRow): void {
    const { group, version, plural, namespaced } = row;
    const base = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
    const collection = `${base}${namespaced ? '/namespaces/{namespace}' : ''}/${plural}`;
    const kind = { group, version, kind: row.kind };
    const prefix = row.type.slice(0, row.type.lastIndexOf('.') + 1);
    const own = { kind, type: row.type, answer: row.type, id: row.kind };
    const list = {
      ...own,
      answer: row.listKind === null ? row.type : `${prefix}${row.listKind}`,
    };
    this.verbs(collection, ['list'], row.verbs, list);
    this.verbs(collection, ['create', 'deletecollection'], row.verbs, own);
    this.verbs(`${collection}/{name}`, ['get', 'update', 'patch', 'delete'], row.verbs, own);
    if (namespaced) {
      const everywhere = { ...list, id: `${row.kind}ForAllNamespaces` };
      this.verbs(`${base}/${plural}`, ['list'], row.verbs, everywhere);
    }
    for (const sub of row.subresources ?? []) {
      const below = {
        kind: { group: sub.group ?? group, version: sub.version ?? version, kind: sub.kind },
        type: sub.type,
        answer: sub.type,
        id: `${row.kind}${sub.name}`,
      };
      const path = `${collection}/{name}/${sub.name}`;
      this.verbs(path, ['get', 'create', 'update', 'patch', 'delete'], sub.verbs, below);
    }
  }

  private verbs(path: string, which: readonly Verb[], has: readonly string[], target: Target) {
    const taken = which.filter((verb) => has.includes(verb));
    if (taken.length === 0) return;
    this.paths[path] ??= { parameters: this.pathParameters(path) as unknown as JsonObject };
    for (const verb of taken) {
      this.paths[path][METHODS[verb]] = this.operation(verb, path, target);
    }
  }

  private operation(verb: Verb, path: string, { kind, answer, type, id }: Target): JsonObject {
    const { action, query, body }: Action = ACTIONS[verb];
    const parameters = query.map((parameter) => this.parameter(parameter, 'query'));
    const place = path.includes('{namespace}') ? 'Namespaced' : '';
    return {
      operationId: `${verb}${String(kind.group).replace(/\W/g, '_')}${kind.version}${place}${id}`,
      ...this.request(body, type, parameters),
      responses: { 200: this.response(answer) },
      'x-kubernetes-action': action,
      'x-kubernetes-group-version-kind': kind,
    };
  }

  private request(body: Action['body'], type: string, parameters: JsonObject[]): JsonObject {
    if (body === undefined) return { parameters };
    const of = { object: type, patch: `${META}Patch`, deletion: `${META}DeleteOptions` }[body];
    const schema = referenceTo(of, this.version);
    const types = body === 'patch' ? PATCHES : OBJECTS;
    if (this.version === 'v2') {
      const given = {
        name: 'body',
        in: 'body',
        ...(body === 'deletion' ? {} : { required: true }),
      };
      return { consumes: types, parameters: [...parameters, { ...given, schema }] };
    }
    const content = Object.fromEntries(types.map((name) => [name, { schema }]));
    return { parameters, requestBody: { content } };
  }

  private response(type: string): JsonObject {
    const schema = referenceTo(type, this.version);
    if (this.version === 'v2') return { description: 'OK', schema };
    return { description: 'OK', content: { 'application/json': { schema } } };
  }

  private pathParameters(path: string): JsonObject[] {
    return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) =>
      this.parameter({ name, type: 'string' }, 'path'),
    );
  }

  private parameter({ name, type }: Parameter, where: 'query' | 'path'): JsonObject {
    const required = where === 'path' ? { required: true } : {};
    const unique = { uniqueItems: true };
    if (this.version === 'v2') return { name, in: where, ...required, type, ...unique };
    return { name, in: where, ...required, schema: { type, ...unique } };
  }
}

/** The operations of some resources, by path. */
export function pathsOf(rows: readonly ResourceRow[], version: OpenApiVersion): JsonObject {
  const writer = new PathWriter(version);
  for (const row of rows) writer.resource(row);
  return writer.paths;
}
