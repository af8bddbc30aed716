import { isJsonObject, type JsonObject } from '../api/object';
import { type FieldExtra, schemaData, type TypeName } from '../api/schema/schema';
import { descriptionOf } from './openapi-descriptions';
import { asV2 } from './openapi-v2';

/** The two forms of OpenAPI that are published. */
export type OpenApiVersion = 'v2' | 'v3';

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1.';
const EXTENSIONS = 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.';

/** The scalars that have a definition of their own. */
const SCALAR_TYPES: Readonly<Record<string, TypeName>> = {
  quantity: 'io.k8s.apimachinery.pkg.api.resource.Quantity',
  'int-or-string': 'io.k8s.apimachinery.pkg.util.intstr.IntOrString',
  time: `${META}Time`,
  'micro-time': `${META}MicroTime`,
  duration: `${META}Duration`,
  raw: 'io.k8s.apimachinery.pkg.runtime.RawExtension',
  fields: `${META}FieldsV1`,
  json: `${EXTENSIONS}JSON`,
  any: `${EXTENSIONS}JSON`,
  'json-schema-props-or-array': `${EXTENSIONS}JSONSchemaPropsOrArray`,
  'json-schema-props-or-bool': `${EXTENSIONS}JSONSchemaPropsOrBool`,
  'json-schema-props-or-string-array': `${EXTENSIONS}JSONSchemaPropsOrStringArray`,
};

const PLAIN: Readonly<Record<string, JsonObject>> = {
  string: { type: 'string' },
  boolean: { type: 'boolean' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  double: { type: 'number', format: 'double' },
  bytes: { type: 'string', format: 'byte' },
};

const INT_OR_STRING = { oneOf: [{ type: 'integer' }, { type: 'string' }] };
const QUANTITY = { oneOf: [{ type: 'string' }, { type: 'number' }] };

/** What the definitions without fields look like; v2 knows no `oneOf`. */
function specialDefinitions(version: OpenApiVersion): Readonly<Record<TypeName, JsonObject>> {
  const isV2 = version === 'v2';
  return {
    [SCALAR_TYPES.quantity as string]: isV2 ? { type: 'string' } : QUANTITY,
    [SCALAR_TYPES['int-or-string'] as string]: isV2
      ? { type: 'string', format: 'int-or-string' }
      : { format: 'int-or-string', ...INT_OR_STRING },
    [`${META}Time`]: { type: 'string', format: 'date-time' },
    [`${META}MicroTime`]: { type: 'string', format: 'date-time' },
    [`${META}Duration`]: { type: 'string' },
    [`${META}FieldsV1`]: { type: 'object' },
    [`${META}Patch`]: { type: 'object' },
    'io.k8s.apimachinery.pkg.runtime.RawExtension': { type: 'object' },
    [`${EXTENSIONS}JSON`]: {},
    [`${EXTENSIONS}JSONSchemaPropsOrArray`]: {},
    [`${EXTENSIONS}JSONSchemaPropsOrBool`]: {},
    [`${EXTENSIONS}JSONSchemaPropsOrStringArray`]: {},
  };
}

const REFERENCES = { v2: '#/definitions/', v3: '#/components/schemas/' } as const;

/** How a schema of this form points to a definition. */
export function referenceTo(type: TypeName, version: OpenApiVersion): JsonObject {
  return { $ref: `${REFERENCES[version]}${type}` };
}

/** Writes the definitions that are reached from some types. */
class DefinitionWriter {
  readonly definitions = new Map<TypeName, JsonObject>();
  private readonly special: Readonly<Record<TypeName, JsonObject>>;
  private readonly waiting: TypeName[] = [];

  constructor(
    private readonly version: OpenApiVersion,
    private readonly given: ReadonlyMap<TypeName, JsonObject>,
  ) {
    this.special = specialDefinitions(version);
  }

  write(roots: readonly TypeName[]): void {
    this.waiting.push(...roots);
    for (let type = this.waiting.pop(); type !== undefined; type = this.waiting.pop()) {
      if (!this.definitions.has(type)) this.definitions.set(type, this.definition(type));
    }
  }

  private definition(type: TypeName): JsonObject {
    const special = this.special[type];
    if (special !== undefined) return special;
    const given = this.given.get(type);
    if (given !== undefined) {
      return this.linked(this.version === 'v2' ? asV2(given) : given) as JsonObject;
    }
    const data = schemaData.types[type];
    if (data === undefined) throw new Error(`the schema has no type ${type}`);
    const properties: Record<string, JsonObject> = {};
    const required: string[] = [];
    for (const [name, [text, flags, , extra]] of Object.entries(data.fields)) {
      const description = descriptionOf(type, name);
      properties[name] = { ...description, ...this.field(text), ...extensionsOf(text, extra) };
      if (flags.includes('!')) required.push(name);
    }
    return {
      type: 'object',
      ...(required.length > 0 ? { required } : {}),
      properties,
      ...(data.mapType === 'atomic' ? { 'x-kubernetes-map-type': 'atomic' } : {}),
    };
  }

  /** A definition that was given, with `of: TYPE`, alone or described, made a reference to that type. */
  private linked(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.linked(item));
    if (!isJsonObject(value)) return value;
    const { of, description, ...rest } = value;
    if (typeof of === 'string' && Object.keys(rest).length === 0) {
      this.waiting.push(of);
      const reference = referenceTo(of, this.version);
      if (typeof description !== 'string') return reference;
      return this.version === 'v2'
        ? { description, ...reference }
        : { description, allOf: [reference] };
    }
    const entries = Object.entries(value).map(([key, item]) => [key, this.linked(item)]);
    return Object.fromEntries(entries);
  }

  /** A reference with neighbours is wrapped in v3, where a bare one must stand alone. */
  private field(text: string): JsonObject {
    const schema = this.schema(text);
    if (this.version === 'v2' || schema.$ref === undefined) return schema;
    return { allOf: [schema], default: {} };
  }

  private schema(text: string): JsonObject {
    if (text.startsWith('[]')) return { type: 'array', items: this.schema(text.slice(2)) };
    if (text.startsWith('{}')) {
      return { type: 'object', additionalProperties: this.schema(text.slice(2)) };
    }
    const plain = PLAIN[text];
    if (plain !== undefined) return plain;
    const type = SCALAR_TYPES[text] ?? text;
    this.waiting.push(type);
    return referenceTo(type, this.version);
  }
}

function extensionsOf(text: string, extra: FieldExtra = {}): JsonObject {
  const { patchStrategy, patchMergeKey, listType, listMapKeys, mapType } = extra;
  return {
    ...(extra.enum === undefined || text !== 'string' ? {} : { enum: extra.enum }),
    ...(patchStrategy === undefined ? {} : { 'x-kubernetes-patch-strategy': patchStrategy }),
    ...(patchMergeKey === undefined ? {} : { 'x-kubernetes-patch-merge-key': patchMergeKey }),
    ...(text.startsWith('[]') ? { 'x-kubernetes-list-type': listType ?? 'atomic' } : {}),
    ...(listMapKeys === undefined ? {} : { 'x-kubernetes-list-map-keys': listMapKeys }),
    ...(mapType === undefined ? {} : { 'x-kubernetes-map-type': mapType }),
  };
}

/** Which definitions are wanted, and in which form. */
export interface DefinitionRequest {
  readonly roots: readonly TypeName[];
  readonly version: OpenApiVersion;
  /** The kinds that a type stands for. */
  readonly kinds: ReadonlyMap<TypeName, readonly JsonObject[]>;
  /** The definitions of types that the schema's data does not have; `{of: TYPE}` in them, with or without a description, refers to a type. */
  readonly given: ReadonlyMap<TypeName, JsonObject>;
}

/** The definitions of some types and of all that they hold, by name, sorted. */
export function definitionsOf({ roots, version, kinds, given }: DefinitionRequest): JsonObject {
  const writer = new DefinitionWriter(version, given);
  writer.write(roots);
  const sorted = [...writer.definitions].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    sorted.map(([type, definition]) => {
      const named = kinds.get(type);
      if (named === undefined) return [type, definition];
      return [type, { ...definition, 'x-kubernetes-group-version-kind': named }];
    }),
  );
}
