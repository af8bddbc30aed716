import { isJsonObject, type JsonObject, type KubeObject } from '../../api/object';
import type { Shape, Struct } from '../../api/schema/schema';

/**
 * The object with its fields in the order of Go's type, as those commands print it that read objects by their
 * types. What the type does not know stands last; keys of maps are sorted.
 */
export function inGoOrder(object: KubeObject, struct: Struct): KubeObject {
  return structInOrder(object as unknown as JsonObject, struct) as unknown as KubeObject;
}

function structInOrder(value: JsonObject, struct: Struct): JsonObject {
  const ordered: Record<string, unknown> = {};
  for (const [name, { shape }] of struct.fields) {
    if (value[name] !== undefined) ordered[name] = inOrder(value[name], shape);
  }
  for (const name of Object.keys(value).sort()) {
    if (!(name in ordered)) ordered[name] = value[name];
  }
  return ordered;
}

function inOrder(value: unknown, shape: Shape): unknown {
  if (shape.form === 'list' && Array.isArray(value)) {
    return value.map((item) => inOrder(item, shape.of));
  }
  if (!isJsonObject(value)) return value;
  if (shape.form === 'struct') return structInOrder(value, shape.struct);
  if (shape.form !== 'map') return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, inOrder(value[key], shape.of)]));
}
