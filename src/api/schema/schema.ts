import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The definition name of a type, such as `io.k8s.api.core.v1.Pod`. */
export type TypeName = string;

/** What else is known of a field beside its type. */
export interface FieldExtra {
  readonly patchStrategy?: string;
  readonly patchMergeKey?: string;
  readonly listType?: 'set' | 'map';
  readonly listMapKeys?: readonly string[];
  readonly mapType?: 'atomic';
  readonly enum?: readonly string[];
  readonly go?: string;
  readonly pbItems?: boolean;
}

type FieldRow = readonly [type: string, flags: string, protobuf?: string, extra?: FieldExtra];

/** A subresource as discovery shows it. */
export interface SubresourceRow {
  readonly name: string;
  readonly kind: string;
  readonly type: TypeName;
  readonly verbs: readonly string[];
  readonly group?: string;
  readonly version?: string;
}

/** One resource of the API as discovery shows it. */
export interface ResourceRow {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly listKind: string | null;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly storage: string | null;
  readonly type: TypeName;
  readonly subresources?: readonly SubresourceRow[];
  readonly addon?: string;
}

interface SchemaData {
  readonly kubernetes: string;
  readonly types: Readonly<
    Record<
      TypeName,
      { readonly mapType?: 'atomic'; readonly fields: Readonly<Record<string, FieldRow>> }
    >
  >;
  readonly groups: readonly {
    readonly group: string;
    readonly versions: readonly string[];
    readonly preferred: string;
    readonly priority: number;
  }[];
  readonly resources: readonly ResourceRow[];
}

/** The API surface of Kubernetes v1.34 as data; provenance and notices in the folder's README. */
export const schemaData: SchemaData = JSON.parse(
  readFileSync(join(__dirname, 'kubernetes-v1.34.json'), 'utf8'),
);

/** The shape of a value: a scalar's name, a struct, or a list or map of shapes. */
export type Shape =
  | { readonly form: 'scalar'; readonly scalar: Scalar }
  | { readonly form: 'struct'; readonly struct: Struct }
  | { readonly form: 'list'; readonly of: Shape }
  | { readonly form: 'map'; readonly of: Shape }
  | { readonly form: 'open'; readonly open: OpenShape };

/** A shape that the API was told while it ran: that of a custom resource's field. */
export interface OpenShape {
  /** The value without what the shape does not know; told in `strict`, each as a message. */
  read(value: unknown, path: string, strict: string[]): unknown;
  /** How the value is owned, in terms of the other shapes. */
  readonly owned: Shape;
  readonly extra: FieldExtra;
}

/** The scalars of the API and the values whose inside the API does not know. */
export type Scalar =
  | 'string'
  | 'boolean'
  | 'int32'
  | 'int64'
  | 'double'
  | 'quantity'
  | 'int-or-string'
  | 'time'
  | 'micro-time'
  | 'duration'
  | 'bytes'
  | 'raw'
  | 'fields'
  | 'json'
  | 'any'
  | 'json-schema-props-or-array'
  | 'json-schema-props-or-bool'
  | 'json-schema-props-or-string-array';

/** One field of a struct. */
export interface Field {
  readonly name: string;
  readonly shape: Shape;
  /** Required in OpenAPI. */
  readonly required: boolean;
  /** Left out of the answer when it has its zero value. */
  readonly omitEmpty: boolean;
  /** A pointer in Go: absent differs from zero. */
  readonly pointer: boolean;
  readonly extra: FieldExtra;
  /** Go's name of the type, as messages show it. */
  readonly goType: string;
}

/** A type with named fields. */
export interface Struct {
  readonly name: TypeName;
  /** Go's name of the struct, as messages show it. */
  readonly goName: string;
  readonly atomic: boolean;
  readonly fields: ReadonlyMap<string, Field>;
  /** Fields that the server prints even when nobody set them. */
  readonly alwaysPrinted: readonly Field[];
  /** The shape of fields that it does not name; without it there are none. */
  readonly others?: Shape;
}

const structs = new Map<TypeName, Struct>();

const GO_SCALARS: Readonly<Record<string, string>> = {
  boolean: 'bool',
  double: 'float64',
  quantity: 'resource.Quantity',
  'int-or-string': 'intstr.IntOrString',
  time: 'v1.Time',
  'micro-time': 'v1.MicroTime',
  duration: 'v1.Duration',
  bytes: '[]uint8',
  raw: 'runtime.RawExtension',
};

function goTypeOf(type: string): string {
  if (type.startsWith('[]')) return `[]${goTypeOf(type.slice(2))}`;
  if (type.startsWith('{}')) return `map[string]${goTypeOf(type.slice(2))}`;
  if (type.includes('.')) return type.split('.').slice(-2).join('.');
  return GO_SCALARS[type] ?? type;
}

function shapeOf(type: string): Shape {
  if (type.startsWith('[]')) return { form: 'list', of: shapeOf(type.slice(2)) };
  if (type.startsWith('{}')) return { form: 'map', of: shapeOf(type.slice(2)) };
  if (!type.includes('.')) return { form: 'scalar', scalar: type as Scalar };
  return {
    form: 'struct',
    get struct() {
      return structOf(type);
    },
  };
}

function isAlwaysPrinted(field: Field, flags: string): boolean {
  // a pointer that is always printed is null when nobody set it: here it is absent, so that nobody trips over it
  if (field.pointer) return false;
  if (!field.omitEmpty) return true;
  if (flags.includes('0')) return false;
  const { shape } = field;
  // Go's omitempty never leaves out a struct, and times are structs
  return (
    shape.form === 'struct' ||
    (shape.form === 'scalar' && (shape.scalar === 'time' || shape.scalar === 'micro-time'))
  );
}

/** The struct of a definition name; an error when the schema does not have it. */
export function structOf(name: TypeName): Struct {
  const known = structs.get(name);
  if (known !== undefined) return known;
  const data = schemaData.types[name];
  if (data === undefined) throw new Error(`the schema has no type ${name}`);
  const fields = new Map<string, Field>();
  const alwaysPrinted: Field[] = [];
  for (const [fieldName, [type, flags, , extra]] of Object.entries(data.fields)) {
    const field: Field = {
      name: fieldName,
      shape: shapeOf(type),
      required: flags.includes('!'),
      omitEmpty: flags.includes('?') || flags.includes('0'),
      pointer: flags.includes('*'),
      extra: extra ?? {},
      goType: extra?.go ?? goTypeOf(type),
    };
    fields.set(fieldName, field);
    if (isAlwaysPrinted(field, flags)) alwaysPrinted.push(field);
  }
  const struct: Struct = {
    name,
    goName: name.slice(name.lastIndexOf('.') + 1),
    atomic: data.mapType === 'atomic',
    fields,
    alwaysPrinted,
  };
  structs.set(name, struct);
  return struct;
}
