import type { Struct } from './schema';

/** A value has a type that its field cannot take; the message is the server's. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';

  constructor(
    message: string,
    /** The same in the words of what turns maps into structs. upstream: runtime, DefaultUnstructuredConverter */
    readonly ofConverter = message,
  ) {
    super(message);
  }
}

/** Where a value stands: in strict errors with list indexes, in Go's messages without. */
export interface Place {
  readonly struct: string;
  readonly goPath: string;
  readonly path: string;
  readonly goType: string;
}

/** What strict decoding says of a field that a type does not have. */
export function unknownField(path: string): string {
  return `unknown field ${JSON.stringify(path)}`;
}

/** Go's name of a struct, with its package. */
export function goNameOf(struct: Struct): string {
  return struct.name.split('.').slice(-2).join('.');
}

function jsonTypeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  return typeof value;
}

/** The error for a value that its place cannot take. */
export function mismatch(value: unknown, place: Place): DecodeError {
  const given =
    typeof value === 'number' && /^u?int/.test(place.goType)
      ? `number ${value}`
      : jsonTypeOf(value);
  const where =
    place.goPath === '' ? 'Go value' : `Go struct field ${place.struct}.${place.goPath}`;
  const message = `json: cannot unmarshal ${given} into ${where} of type ${place.goType}`;
  return new DecodeError(message, unconvertible(value, place.goType));
}

/** What Go's converter says of a value that does not go into a type. */
function unconvertible(value: unknown, goType: string): string {
  const kind = goKindOf(value);
  if (goType.startsWith('[]')) return `cannot restore slice from ${kind}`;
  if (goType.startsWith('map[')) return `cannot restore map from ${kind}`;
  if (/^u?int|^float/.test(goType)) {
    const isNumber = typeof value === 'number';
    return isNumber ? `cannot convert ${kind} to ${goType}` : `unrecognized type: ${goType}`;
  }
  if (goType === 'bool') return 'unrecognized type: bool';
  // Go turns whole numbers into texts, though not here
  if (goType === 'string') {
    return kind === 'int64' ? 'cannot convert int64 to string' : 'unrecognized type: string';
  }
  return `cannot restore struct from: ${kind}`;
}

function goKindOf(value: unknown): string {
  if (Array.isArray(value)) return '[]interface {}';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  return typeof value === 'object' ? 'map[string]interface {}' : typeof value;
}
