import { createHash } from 'node:crypto';
import { deepFreeze, type JsonObject } from '../api/object';
import { type ResourceRow, schemaData, type TypeName } from '../api/schema/schema';
import type { Served } from './discovery';
import { pathsOf } from './openapi-paths';
import { type DefinitionRequest, definitionsOf } from './openapi-schema';

/** The types that every document has, whatever its resources are. */
const META = 'io.k8s.apimachinery.pkg.apis.meta.v1.';
const ALWAYS = ['APIResourceList', 'APIGroup', 'APIGroupList', 'Status', 'DeleteOptions', 'Patch'];

/** The path of a version's document under `/openapi/v3`, without the slash: `api/v1`, `apis/apps/v1`. */
export function openApiPath(row: { readonly group: string; readonly version: string }): string {
  return row.group === '' ? `api/${row.version}` : `apis/${row.group}/${row.version}`;
}

/** OpenAPI v3 of one version of a group. */
export function openApiV3(served: Served, path: string): JsonObject | undefined {
  const rows = served.filter((row) => openApiPath(row) === path);
  if (rows.length === 0) return undefined;
  return {
    openapi: '3.0.0',
    info: INFO,
    paths: pathsOf(rows, 'v3'),
    components: {
      schemas: definitionsOf({ ...typesOf(rows), version: 'v3' }),
      securitySchemes: { BearerToken: SECURITY },
    },
  };
}

/** OpenAPI v2 (swagger) of the whole API, for clients that know no newer one. */
export function openApiV2(served: Served): JsonObject {
  return {
    swagger: '2.0',
    info: INFO,
    paths: pathsOf(served, 'v2'),
    definitions: definitionsOf({ ...typesOf(served), version: 'v2' }),
    securityDefinitions: { BearerToken: SECURITY },
    security: [{ BearerToken: [] }],
  };
}

/** `/openapi/v3`: where the documents are; each address changes with its document. */
export function openApiIndex(served: Served): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const path of new Set(served.map(openApiPath))) {
    paths[path] = { serverRelativeURL: openApiAddress(served, path) };
  }
  return { paths };
}

/** Where the document of a version is: what is there now, and nothing else ever. */
export function openApiAddress(served: Served, path: string): string {
  return `/openapi/v3/${path}?hash=${openApiDigest(served, path)}`;
}

/** A digest that changes with a version's document under OpenAPI v3; with that of v2 when no path is told. */
export function openApiDigest(served: Served, path?: string): string {
  const rows = path === undefined ? served : served.filter((row) => openApiPath(row) === path);
  const text = JSON.stringify([schemaData.kubernetes, rows]);
  return createHash('sha512').update(text).digest('hex').toUpperCase();
}

const INFO = deepFreeze({ title: 'Kubernetes', version: `${schemaData.kubernetes}.0` });
const SECURITY = deepFreeze({
  description: 'Bearer Token authentication',
  type: 'apiKey',
  name: 'authorization',
  in: 'header',
});

/** The types that some resources need, and what is said of them beside the schema's data. */
function typesOf(rows: Served): Omit<DefinitionRequest, 'version'> {
  const roots = new Set<TypeName>(ALWAYS.map((name) => META + name));
  const given = new Map<TypeName, JsonObject>();
  for (const row of rows) {
    roots.add(row.type);
    if (row.listKind !== null) roots.add(listTypeOf(row));
    for (const { type } of row.subresources ?? []) roots.add(type);
    if (row.openApi === undefined) continue;
    given.set(row.type, row.openApi);
    given.set(listTypeOf(row), listSchema(row.type));
    for (const { type } of row.subresources ?? []) {
      if (schemaData.types[type] === undefined && !given.has(type)) {
        given.set(type, { type: 'object' });
      }
    }
  }
  return { roots: [...roots], given, kinds: kindsByType(rows) };
}

/** The list of a type that the schema's data does not have. */
function listSchema(type: TypeName): JsonObject {
  return {
    type: 'object',
    required: ['items'],
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { of: `${META}ListMeta` },
      items: { type: 'array', items: { of: type } },
    },
  };
}

/** The definition of a resource's list. */
function listTypeOf(row: ResourceRow): TypeName {
  return `${row.type.slice(0, row.type.lastIndexOf('.') + 1)}${row.listKind}`;
}

/** The kinds that a type stands for, as `x-kubernetes-group-version-kind` says them. */
function kindsByType(rows: Served): ReadonlyMap<TypeName, readonly JsonObject[]> {
  const kinds = new Map<TypeName, JsonObject[]>();
  const add = (type: TypeName, group: string, version: string, kind: string) => {
    const known = kinds.get(type) ?? [];
    if (known.some((each) => each.group === group && each.version === version)) return;
    kinds.set(type, [...known, { group, kind, version }]);
  };
  for (const row of rows) {
    add(row.type, row.group, row.version, row.kind);
    if (row.listKind !== null) add(listTypeOf(row), row.group, row.version, row.listKind);
    add(`${META}DeleteOptions`, row.group, row.version, 'DeleteOptions');
    for (const { type, kind, group, version } of row.subresources ?? []) {
      if (!kind.endsWith('Options')) {
        add(type, group ?? row.group, version ?? row.version, kind);
      }
    }
  }
  add(`${META}Status`, '', 'v1', 'Status');
  return kinds;
}
