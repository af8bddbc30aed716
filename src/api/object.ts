import type { ObjectMeta, OwnerReference } from './schema/objects';

/** What all objects have. Stored objects are frozen, and share what did not change with their predecessors. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
}

/** An object on its way to be created: the server fills in the rest. */
export type New<T extends KubeObject> = Omit<T, 'apiVersion' | 'kind' | 'metadata' | 'status'> & {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: Partial<ObjectMeta>;
  readonly status?: T extends { readonly status?: infer S } ? S : never;
};

/** A copy that may be changed before it is frozen. */
export type Draft<T> = T extends readonly (infer E)[]
  ? Draft<E>[]
  : T extends object
    ? { -readonly [K in keyof T]: Draft<T[K]> }
    : T;

/** Any JSON object. */
export type JsonObject = { readonly [key: string]: unknown };

/** True for a JSON object, false for lists, null and scalars. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at the end of a path of field names; undefined when something on the way is missing. */
export function valueAt(object: unknown, path: readonly string[]): unknown {
  let value = object;
  for (const name of path) {
    value = isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value;
}

/** A copy with another value at the end of a path of field names; what is missing on the way is made. */
export function withValue<T extends object>(object: T, path: readonly string[], value: unknown): T {
  const [name, ...rest] = path;
  if (name === undefined) return object;
  const below = (object as JsonObject)[name];
  const next = rest.length === 0 ? value : withValue(isJsonObject(below) ? below : {}, rest, value);
  return { ...object, [name]: next };
}

/** `namespace/name`, or the name alone for what has no namespace. */
export function keyOf(object: { readonly metadata: Partial<ObjectMeta> }): string {
  return joinKey(object.metadata.namespace, object.metadata.name ?? '');
}

export function joinKey(namespace: string | undefined, name: string): string {
  return namespace === undefined || namespace === '' ? name : `${namespace}/${name}`;
}

/** The two parts of a key; the namespace is '' for what has none. */
export function splitKey(key: string): { readonly namespace: string; readonly name: string } {
  const slash = key.indexOf('/');
  return slash < 0
    ? { namespace: '', name: key }
    : { namespace: key.slice(0, slash), name: key.slice(slash + 1) };
}

/** The owner that is the controller, if any. */
export function controllerOf(object: KubeObject): OwnerReference | undefined {
  const owners = object.metadata.ownerReferences;
  if (owners === undefined) return undefined;
  // by index: asked for each change of each Pod by each controller
  for (let i = 0; i < owners.length; i++) if (owners[i]?.controller === true) return owners[i];
  return undefined;
}

/** True when both are the same JSON; shared parts cost nothing. A key with undefined counts as absent. */
export function deepEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (!deepEqual(a[i], b[i])) return false;
    return true;
  }
  if (Array.isArray(b)) return false;
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  let count = 0;
  for (const key in left) {
    if (left[key] === undefined) continue;
    count++;
    if (!deepEqual(left[key], right[key])) return false;
  }
  for (const key in right) if (right[key] !== undefined) count--;
  return count === 0;
}

/** Freezes the value and all in it; what is frozen already is taken to be frozen throughout. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  if (Array.isArray(value)) {
    for (const item of value) deepFreeze(item);
  } else {
    const object = value as Record<string, unknown>;
    for (const key in object) {
      const item = object[key];
      if (typeof item === 'object' && item !== null) deepFreeze(item);
    }
  }
  return Object.freeze(value);
}

/** A deep copy that may be changed. */
export function draftOf<T>(value: T): Draft<T> {
  if (typeof value !== 'object' || value === null) return value as Draft<T>;
  if (Array.isArray(value)) return value.map(draftOf) as Draft<T>;
  const copy: Record<string, unknown> = {};
  for (const key in value) copy[key] = draftOf(value[key]);
  return copy as Draft<T>;
}

/**
 * `next`, with every part that equals its counterpart in `old` replaced by that counterpart, so that
 * later comparisons and freezes stop there.
 */
export function shareStructure<T>(old: unknown, next: T): T {
  if (old === next || typeof next !== 'object' || next === null) return next;
  if (typeof old !== 'object' || old === null || Array.isArray(old) !== Array.isArray(next)) {
    return next;
  }
  if (Object.isFrozen(next)) return deepEqual(old, next) ? (old as T) : next;
  if (Array.isArray(next)) return shareItems(old as readonly unknown[], next) as T;
  const from = old as Record<string, unknown>;
  const to = next as Record<string, unknown>;
  let same = true;
  let count = 0;
  for (const key in to) {
    count++;
    const [before, after] = [from[key], to[key]];
    if (before === after) continue;
    const shared = shareStructure(before, after);
    if (shared !== after) to[key] = shared;
    if (shared !== before) same = false;
  }
  if (!same) return next;
  for (const _ in from) count--;
  return count === 0 ? (old as T) : next;
}

function shareItems(old: readonly unknown[], next: unknown[]): readonly unknown[] {
  let same = old.length === next.length;
  for (let i = 0; i < next.length; i++) {
    const shared = shareStructure(old[i], next[i]);
    if (shared !== next[i]) next[i] = shared;
    if (shared !== old[i]) same = false;
  }
  return same ? old : next;
}
