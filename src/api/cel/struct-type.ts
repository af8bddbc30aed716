import type { Environment } from '@marcbachmann/cel-js';
import type { Scalar, Shape, Struct } from '../schema/schema';
import { escapedName } from './identifier';

const SCALARS: Partial<Record<Scalar, string>> = {
  string: 'string',
  boolean: 'bool',
  int32: 'int',
  int64: 'int',
  double: 'double',
  quantity: 'string',
  duration: 'string',
  time: 'google.protobuf.Timestamp',
  'micro-time': 'google.protobuf.Timestamp',
  bytes: 'bytes',
};

/**
 * Declares the type of a struct of Kubernetes' own and of all that is in it, for expressions that are checked and
 * not run; returns its name. upstream: apiserver/pkg/cel/openapi, SchemaDeclType
 */
export function declareStruct(engine: Environment, struct: Struct): string {
  declare(engine, struct, new Set());
  return struct.name;
}

function declare(engine: Environment, struct: Struct, known: Set<string>): void {
  known.add(struct.name);
  const fields: Record<string, string> = {};
  for (const { name, shape } of struct.fields.values()) {
    const escaped = escapedName(name);
    if (escaped !== undefined) fields[escaped] = typeOf(engine, shape, known);
  }
  engine.registerType(struct.name, { fields });
}

function typeOf(engine: Environment, shape: Shape, known: Set<string>): string {
  switch (shape.form) {
    case 'list':
      return `list<${typeOf(engine, shape.of, known)}>`;
    case 'map':
      return `map<string, ${typeOf(engine, shape.of, known)}>`;
    case 'scalar':
      return SCALARS[shape.scalar] ?? 'dyn';
    case 'open':
      return 'dyn';
    default:
      if (!known.has(shape.struct.name)) declare(engine, shape.struct, known);
      return shape.struct.name;
  }
}
