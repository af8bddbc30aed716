import { isJsonObject } from '../object';
import { goNameOf, mismatch, type Place, unknownField } from './decode-error';
import { bytes, integer, isTaken, microTime, quantity, time } from './scalars';
import { type Field, type Scalar, type Shape, type Struct, structOf } from './schema';

class Decoder {
  readonly strict: string[] = [];

  struct(struct: Struct, value: unknown, path: string, root: string, goPath: string): object {
    if (!isJsonObject(value)) {
      throw mismatch(value, { struct: root, goPath, path, goType: goNameOf(struct) });
    }
    if (Object.isFrozen(value)) return value;
    const out: Record<string, unknown> = {};
    for (const key in value) {
      const given = value[key];
      if (given === undefined) continue;
      const field = struct.fields.get(key);
      if (field === undefined) {
        const below = path === '' ? key : `${path}.${key}`;
        if (struct.others === undefined) this.strict.push(unknownField(below));
        else out[key] = this.open(struct.others, given, below);
        continue;
      }
      if (field.shape.form === 'open') {
        out[key] = this.open(field.shape, given, path === '' ? key : `${path}.${key}`);
        continue;
      }
      if (given === null) continue;
      const decoded = isTaken(field.shape, given)
        ? given
        : this.field(field, given, path === '' ? key : `${path}.${key}`, struct, goPath);
      // an empty list does not come back from storage as one
      const canGo = field.omitEmpty || field.shape.form === 'list';
      if (canGo && !field.pointer && isZero(decoded, field)) continue;
      out[key] = decoded;
    }
    for (const field of struct.alwaysPrinted) {
      if (out[field.name] === undefined) out[field.name] = zeroOf(field);
    }
    return out;
  }

  private open(shape: Shape, value: unknown, path: string): unknown {
    if (shape.form !== 'open' || Object.isFrozen(value)) return value;
    return shape.open.read(value, path, this.strict);
  }

  private field(field: Field, value: unknown, path: string, struct: Struct, goPath: string) {
    const below = goPath === '' ? field.name : `${goPath}.${field.name}`;
    return this.value(field.shape, value, {
      struct: struct.goName,
      goPath: below,
      path,
      goType: field.goType,
    });
  }

  value(shape: Shape, value: unknown, place: Place): unknown {
    switch (shape.form) {
      case 'struct':
        return this.struct(shape.struct, value, place.path, place.struct, place.goPath);
      case 'list':
        return this.list(shape.of, value, place);
      case 'map':
        return this.map(shape.of, value, place);
      case 'open':
        return this.open(shape, value, place.path);
      default:
        return this.scalar(shape.scalar, value, place);
    }
  }

  private list(of: Shape, value: unknown, place: Place): unknown[] {
    if (!Array.isArray(value)) throw mismatch(value, place);
    const goType = place.goType.startsWith('[]') ? place.goType.slice(2) : place.goType;
    return value.map((item, index) => {
      if (item === null) return zeroOfShape(of);
      if (isTaken(of, item)) return item;
      return this.value(of, item, { ...place, goType, path: `${place.path}[${index}]` });
    });
  }

  private map(of: Shape, value: unknown, place: Place): Record<string, unknown> {
    if (!isJsonObject(value)) throw mismatch(value, place);
    const goType = place.goType.startsWith('map[string]') ? place.goType.slice(11) : elementOf(of);
    const out: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(value)) {
      if (item === undefined) continue;
      const decoded =
        item === null
          ? zeroOfShape(of)
          : isTaken(of, item)
            ? item
            : this.value(of, item, { ...place, goType, path: `${place.path}.${key}` });
      if (key !== '__proto__') {
        out[key] = decoded;
        continue;
      }
      Object.defineProperty(out, key, {
        value: decoded,
        enumerable: true,
        writable: true,
        configurable: true,
      });
    }
    return out;
  }

  private scalar(scalar: Scalar, value: unknown, place: Place): unknown {
    switch (scalar) {
      case 'string':
        if (typeof value !== 'string') throw mismatch(value, place);
        return value;
      case 'boolean':
        if (typeof value !== 'boolean') throw mismatch(value, place);
        return value;
      case 'int32':
      case 'int64':
        return integer(scalar, value, place);
      case 'double':
        if (typeof value !== 'number') throw mismatch(value, place);
        return value;
      case 'quantity':
        return quantity(value);
      case 'int-or-string':
        if (typeof value === 'string') return value;
        return integer('int32', value, { ...place, goType: 'int32' });
      case 'time':
        return time(value, place);
      case 'micro-time':
        return microTime(value, place);
      case 'duration':
        if (typeof value !== 'string') throw mismatch(value, place);
        return value;
      case 'bytes':
        return bytes(value, place);
      case 'json-schema-props-or-array':
      case 'json-schema-props-or-bool':
      case 'json-schema-props-or-string-array':
        return this.jsonSchema(value, place);
      default:
        return value;
    }
  }

  private jsonSchema(value: unknown, place: Place): unknown {
    const struct = structOf(JSON_SCHEMA_PROPS);
    if (isJsonObject(value))
      return this.struct(struct, value, place.path, place.struct, place.goPath);
    if (Array.isArray(value)) {
      return value.map((item, index) =>
        isJsonObject(item)
          ? this.struct(struct, item, `${place.path}[${index}]`, place.struct, place.goPath)
          : item,
      );
    }
    return value;
  }
}

const JSON_SCHEMA_PROPS =
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps';

function elementOf(shape: Shape): string {
  if (shape.form === 'scalar') return shape.scalar === 'boolean' ? 'bool' : shape.scalar;
  return shape.form === 'struct' ? goNameOf(shape.struct) : shape.form;
}

function isZero(value: unknown, field: Field): boolean {
  if (typeof value === 'object') {
    if (field.shape.form === 'struct' || field.shape.form === 'scalar') return false;
    for (const _ in value) return false;
    return true;
  }
  return value === '' || value === 0 || value === false;
}

function zeroOfShape(shape: Shape): unknown {
  if (shape.form === 'struct') return new Decoder().struct(shape.struct, {}, '', '', '');
  if (shape.form === 'list') return [];
  if (shape.form === 'map') return {};
  if (shape.form === 'open') return null;
  switch (shape.scalar) {
    case 'string':
    case 'duration':
    case 'bytes':
      return '';
    case 'quantity':
      return '0';
    case 'boolean':
      return false;
    case 'int32':
    case 'int64':
    case 'double':
    case 'int-or-string':
      return 0;
    default:
      return null;
  }
}

function zeroOf(field: Field): unknown {
  // a list that OpenAPI demands is never null, so that readers need not ask; upstream prints null
  if (field.required && field.shape.form === 'list') return [];
  if (field.shape.form === 'list' || field.shape.form === 'map') return null;
  if (field.pointer) return null;
  return zeroOfShape(field.shape);
}

/** What decoding gives: the object in the server's form, and what strict decoding objects to. */
export interface Decoded {
  readonly value: object;
  readonly strict: readonly string[];
}

/**
 * Reads a JSON value as a type of the API, as the server does: nulls and empty optional values go,
 * quantities take their canonical form, what Go always prints is there. Frozen parts were decoded before
 * and are taken as they are. Throws {@link DecodeError} when a value has the wrong type.
 */
export function decode(struct: Struct, value: unknown): Decoded {
  const decoder = new Decoder();
  return { value: decoder.struct(struct, value, '', struct.goName, ''), strict: decoder.strict };
}
