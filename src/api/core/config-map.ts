import { ageOf } from '../age';
import { type FieldError, forbidden, invalid, invalidEach, tooLong } from '../field-error';
import { defineKind } from '../kind';
import { configKeyErrors } from '../names';
import { deepEqual } from '../object';
import type { ConfigMap, Secret } from '../schema/objects';

const SIZE_MAX = 1024 * 1024;

type Maps = Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;

/** What is wrong with the keys and the size of a ConfigMap or Secret; `whole` is the field that is too long. */
export function validateKeys(texts: Maps, binaries: Maps, whole: string): FieldError[] {
  const errors: FieldError[] = [];
  let size = 0;
  for (const map of Object.values(texts)) {
    for (const value of Object.values(map ?? {})) size += Buffer.byteLength(value);
  }
  for (const map of Object.values(binaries)) {
    for (const value of Object.values(map ?? {})) size += Buffer.byteLength(value, 'base64');
  }
  for (const [field, map] of Object.entries({ ...texts, ...binaries })) {
    for (const key of Object.keys(map ?? {})) {
      errors.push(...invalidEach(`${field}[${key}]`, key, configKeyErrors(key)));
    }
  }
  if (size > SIZE_MAX) errors.push(tooLong(whole, SIZE_MAX));
  return errors;
}

/** What an immutable ConfigMap or Secret may not change. */
export function validateImmutable(
  object: ConfigMap | Secret,
  old: ConfigMap | Secret,
  fields: readonly ('data' | 'binaryData')[],
): FieldError[] {
  if (old.immutable !== true) return [];
  const errors: FieldError[] = [];
  if (object.immutable !== true) {
    errors.push(forbidden('immutable', 'field is immutable when `immutable` is set'));
  }
  for (const field of fields) {
    const before = (old as unknown as Record<string, unknown>)[field];
    const after = (object as unknown as Record<string, unknown>)[field];
    if (!deepEqual(before, after)) {
      errors.push(forbidden(field, 'field is immutable when `immutable` is set'));
    }
  }
  return errors;
}

export const ConfigMaps = defineKind<ConfigMap>('v1', 'ConfigMap', {
  revalidatesMetadata: 'after',
  validate(map) {
    const errors = validateKeys({ data: map.data }, { binaryData: map.binaryData }, '[]');
    for (const key of Object.keys(map.data ?? {})) {
      if (map.binaryData?.[key] !== undefined) {
        errors.push(invalid(`data[${key}]`, key, 'duplicate of key present in binaryData'));
      }
    }
    return errors;
  },
  validateUpdate: (map, old) => validateImmutable(map, old, ['data', 'binaryData']),
  row: (map, now) => [
    map.metadata.name,
    Object.keys(map.data ?? {}).length + Object.keys(map.binaryData ?? {}).length,
    ageOf(map, now),
  ],
});
