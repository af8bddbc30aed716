import { type FieldError, forbidden, invalid, notSupported, required } from '../field-error';
import type { JSONSchemaProps } from '../schema/objects';
import { itemsOf } from './schema-parts';

// upstream: apiextensions validation, validateListType and validateMapType

/** A type that an extension needs. */
function validateNeededType(
  schema: JSONSchemaProps,
  needed: string,
  extension: string,
  path: string,
) {
  const { type = '' } = schema;
  const detail = `must be ${needed} if ${extension} is specified`;
  if (type === needed) return [];
  return [type === '' ? required(path, detail) : invalid(path, type, detail)];
}

function validateSetItems(items: JSONSchemaProps, path: string): FieldError[] {
  const detail = 'must be atomic as item of a list with x-kubernetes-list-type=set';
  const listType = items['x-kubernetes-list-type'];
  if (items.type === 'array' && listType !== undefined && listType !== 'atomic') {
    return [invalid(`${path}.x-kubernetes-list-type`, listType, detail)];
  }
  if (items.type === 'object' && items['x-kubernetes-map-type'] !== 'atomic') {
    return [invalid(`${path}.x-kubernetes-map-type`, listType, detail)];
  }
  return [];
}

function validateMapKeys(schema: JSONSchemaProps, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const items = itemsOf(schema);
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const at = `${path}.x-kubernetes-list-map-keys`;
  if (keys.length === 0) {
    errors.push(required(at, 'must not be empty if x-kubernetes-list-type is map'));
  }
  if (items === undefined) {
    const detail = 'must have a schema if x-kubernetes-list-type is map';
    return [...errors, required(`${path}.items`, detail)];
  }
  if (items.type !== 'object') {
    const detail = "must be object if parent array's x-kubernetes-list-type is map";
    return [...errors, invalid(`${path}.items.type`, items.type ?? '', detail)];
  }
  keys.forEach((key, index) => {
    const property = items.properties?.[key];
    if (property === undefined) {
      errors.push(invalid(at, keys, 'entries must all be names of item properties'));
    } else if (property.type === 'array' || property.type === 'object') {
      const detail = "must be a scalar type if parent array's x-kubernetes-list-type is map";
      errors.push(invalid(`${path}.items.properties[${key}].type`, items.type, detail));
    }
    if (keys.indexOf(key) < index) {
      errors.push(invalid(at, keys, 'must not contain duplicate entries'));
    }
  });
  return errors;
}

/** Items of sets and maps cannot be null, and the keys of maps are always there. */
function validateListItems(schema: JSONSchemaProps, listType: string, path: string): FieldError[] {
  const items = itemsOf(schema);
  if (items === undefined) return [];
  const errors: FieldError[] = [];
  if (items.nullable === true) {
    const detail = `cannot be nullable when x-kubernetes-list-type is ${listType}`;
    errors.push(forbidden(`${path}.items.nullable`, detail));
  }
  const keys = listType === 'map' ? (schema['x-kubernetes-list-map-keys'] ?? []) : [];
  for (const key of keys) {
    const property = items.properties?.[key];
    if (property === undefined) continue;
    const at = `${path}.items.properties[${key}]`;
    if (!items.required?.includes(key) && property.default === undefined) {
      const detail =
        'this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property';
      errors.push(required(`${at}.default`, detail));
    }
    if (property.nullable === true) {
      const detail = 'this property is in x-kubernetes-list-map-keys, so it cannot be nullable';
      errors.push(forbidden(`${at}.nullable`, detail));
    }
  }
  return errors;
}

/** What is wrong with the kind of list that a schema says to describe: atomic, a set or a map. */
export function validateListType(schema: JSONSchemaProps, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const listType = schema['x-kubernetes-list-type'];
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const at = `${path}.x-kubernetes-list-type`;
  const onlyMaps = 'must be map if x-kubernetes-list-map-keys is non-empty';
  if (listType === undefined) return keys.length > 0 ? [required(at, onlyMaps)] : [];
  const items = itemsOf(schema);
  const needed = validateNeededType(schema, 'array', 'x-kubernetes-list-type', `${path}.type`);
  errors.push(...needed);
  if (needed.length === 0 && listType === 'set' && items !== undefined) {
    errors.push(...validateSetItems(items, `${path}.items`));
  }
  const types = ['atomic', 'set', 'map'];
  if (!types.includes(listType)) errors.push(notSupported(at, listType, types));
  if (keys.length > 0 && listType !== 'map') errors.push(invalid(at, listType, onlyMaps));
  if (listType === 'map') errors.push(...validateMapKeys(schema, path));
  if (listType !== 'atomic') errors.push(...validateListItems(schema, listType, path));
  return errors;
}

/** What is wrong with the kind of map that a schema says to describe: atomic or granular. */
export function validateMapType(schema: JSONSchemaProps, path: string): FieldError[] {
  const mapType = schema['x-kubernetes-map-type'];
  if (mapType === undefined) return [];
  const extension = 'x-kubernetes-map-type';
  const errors = validateNeededType(schema, 'object', extension, `${path}.type`);
  const types = ['atomic', 'granular'];
  if (types.includes(mapType)) return errors;
  return [...errors, notSupported(`${path}.${extension}`, mapType, types)];
}
