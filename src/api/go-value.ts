import { GoJson, goJson } from './field-error';
import { isJsonObject } from './object';
import { type Field, type Shape, type Struct, structOf } from './schema/schema';

/** First words of field names that Go writes in capitals. */
const INITIALISM =
  /^(api|uid|url|ca|cidr|tls|http|ip|csi|nfs|iscsi|fc|rbd|json|fs|id|dns|pid|ipc|gce|aws)(?=[A-Z]|s?$)/;

/** Names of the server's own types that no rule gives. */
const IRREGULAR: Readonly<Record<string, string>> = {
  seLinuxOptions: 'SELinuxOptions',
  seLinuxMount: 'SELinuxMount',
  seLinuxChangePolicy: 'SELinuxChangePolicy',
  tcpSocket: 'TCPSocket',
  grpc: 'GRPC',
  tty: 'TTY',
  os: 'OS',
  cephfs: 'CephFS',
  storageos: 'StorageOS',
  qosClass: 'QOSClass',
};

function goNameOf(name: string): string {
  const known = IRREGULAR[name];
  if (known !== undefined) return known;
  const capital = name.replace(INITIALISM, (word) => word.toUpperCase());
  return capital.charAt(0).toUpperCase() + capital.slice(1);
}

/** The types of meta/v1 have JSON names inside the server too. */
const TAGGED = 'io.k8s.apimachinery.pkg.apis.meta.';

type Lines = (text: string[]) => string;

/** How the parts of a list or struct are joined: on one line, or indented. */
interface Layout {
  readonly colon: string;
  join(open: string, parts: readonly string[], close: string): string;
}

const COMPACT: Layout = {
  colon: ':',
  join: (open, parts, close) => `${open}${parts.join(',')}${close}`,
};

const indented: Lines = (parts) => parts.map((part) => part.replace(/\n/g, '\n  ')).join(',\n  ');

const PRETTY: Layout = {
  colon: ': ',
  join: (open, parts, close) =>
    parts.length === 0 ? `${open}${close}` : `${open}\n  ${indented([...parts])}\n${close}`,
};

class GoWriter {
  constructor(private readonly layout: Layout) {}

  struct(struct: Struct, value: object): string {
    const isTagged = struct.name.startsWith(TAGGED);
    const parts: string[] = [];
    for (const field of struct.fields.values()) {
      const given = (value as Record<string, unknown>)[field.name];
      if (given === undefined && isTagged) continue;
      const name = isTagged ? field.name : goNameOf(field.name);
      const text = given === undefined ? this.zero(field) : this.value(field.shape, given);
      parts.push(`${JSON.stringify(name)}${this.layout.colon}${text}`);
    }
    return this.layout.join('{', parts, '}');
  }

  /** A field that stands alone. */
  field(field: Field, value: unknown): string {
    if (value === undefined && field.pointer) return '"null"';
    return value === undefined ? this.zero(field) : this.value(field.shape, value);
  }

  private zero({ pointer, shape }: Field): string {
    if (shape.form === 'struct' && !pointer) return this.struct(shape.struct, {});
    if (pointer || shape.form !== 'scalar') return 'null';
    switch (shape.scalar) {
      case 'string':
        return '""';
      case 'boolean':
        return 'false';
      case 'int32':
      case 'int64':
      case 'double':
      case 'int-or-string':
        return '0';
      case 'quantity':
        return '"0"';
      default:
        return 'null';
    }
  }

  private value(shape: Shape, value: unknown): string {
    if (shape.form === 'list' && Array.isArray(value)) {
      const items = value.map((item) => this.value(shape.of, item));
      return this.layout.join('[', items, ']');
    }
    if (isJsonObject(value)) {
      if (shape.form === 'struct') return this.struct(shape.struct, value);
      const parts = Object.keys(value)
        .sort()
        .map((key) => {
          const of = shape.form === 'map' ? shape.of : shape;
          return `${JSON.stringify(key)}${this.layout.colon}${this.value(of, value[key])}`;
        });
      return this.layout.join('{', parts, '}');
    }
    return goJson(value);
  }
}

/**
 * A struct as messages show it: the server's own types have no JSON names, so that all fields are there, under
 * their Go names.
 */
export function goStruct(type: string, value: object): GoJson {
  return new GoJson(new GoWriter(COMPACT).struct(structOf(type), value));
}

/** A list of structs as messages show it. */
export function goStructs(type: string, values: readonly object[] | undefined): GoJson {
  if (values === undefined) return new GoJson('null');
  return new GoJson(`[${values.map((value) => goStruct(type, value).text).join(',')}]`);
}

/** A field of a struct as messages show it: what is not set is Go's zero value, a text for a pointer. */
export function goField(type: string, name: string, value: unknown): GoJson {
  const field = structOf(type).fields.get(name);
  if (field === undefined) throw new Error(`${type} has no field ${name}`);
  return new GoJson(new GoWriter(COMPACT).field(field, value));
}

/** A struct as {@link goStruct}, a field a line. */
export function goLines(type: string, value: object): string {
  return new GoWriter(PRETTY).struct(structOf(type), value);
}
