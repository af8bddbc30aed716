import { isJsonObject, type JsonObject } from '../api/object';

/** A configuration that cannot be followed: what, where in the file, and what would be understood. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/** Says that the configuration cannot be followed there. */
export function refuse(path: string, why: string): never {
  throw new ConfigurationError(`the scheduler configuration's ${path} ${why}`);
}

/** The value as an object. */
export function object(value: unknown, path: string): JsonObject {
  return isJsonObject(value) ? value : refuse(path, 'must be an object');
}

/** The value as a list; nothing is an empty one. */
export function list(value: unknown, path: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : refuse(path, 'must be a list');
}

/** The value as a number, or what stands for none. */
export function number(value: unknown, path: string, fallback: number): number {
  if (value === undefined || value === null) return fallback;
  return typeof value === 'number' ? value : refuse(path, 'must be a number');
}

/** Refuses fields that are not known. */
export function only(value: JsonObject, path: string, known: readonly string[]): void {
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) {
      refuse(`${path}.${key}`, `is not simulated; what is: ${known.join(', ')}`);
    }
  }
}

/** The value as a percentage, or what stands for none. */
export function percentage(value: unknown, path: string, fallback: number): number {
  const share = number(value, path, fallback);
  return share < 0 || share > 100 ? refuse(path, 'must be between 0 and 100') : share;
}
