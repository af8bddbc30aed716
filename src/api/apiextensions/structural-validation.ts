import { type FieldError, forbidden, formatFieldError, invalid, required } from '../field-error';
import { goPattern } from '../go-pattern';
import { deepEqual } from '../object';
import type { JSONSchemaProps } from '../schema/objects';
import { itemsOf, mapValuesOf } from './schema-parts';

// upstream: apiextensions structural schemas, ValidateStructural
type Level = 'root' | 'item' | 'field';

const MISSING_TYPE: Readonly<Record<Level, string>> = {
  root: 'must not be empty at the root',
  item: 'must not be empty for specified array items',
  field: 'must not be empty for specified object fields',
};

const INT_OR_STRING = [{ type: 'integer' }, { type: 'string' }];

function isIntOrString(anyOf: readonly JSONSchemaProps[] | undefined): boolean {
  return deepEqual(anyOf, INT_OR_STRING);
}

/** What a schema below `allOf` and its like must not say: only the outer schema gives structure. */
const NOT_NESTED: readonly (readonly [keyof JSONSchemaProps, string])[] = [
  ['type', 'must be empty to be structural'],
  ['additionalProperties', 'must be undefined to be structural'],
  ['default', 'must be undefined to be structural'],
  ['title', 'must be empty to be structural'],
  ['description', 'must be empty to be structural'],
  ['nullable', 'must be false to be structural'],
  ['externalDocs', 'must be undefined to be structural'],
  ['x-kubernetes-preserve-unknown-fields', 'must be false to be structural'],
  ['x-kubernetes-embedded-resource', 'must be false to be structural'],
  ['x-kubernetes-int-or-string', 'must be false to be structural'],
  ['x-kubernetes-list-map-keys', 'must be empty to be structural'],
  ['x-kubernetes-list-type', 'must be undefined to be structural'],
  ['x-kubernetes-map-type', 'must be undefined to be structural'],
  ['x-kubernetes-validations', 'must be empty to be structural'],
];

function isSet(value: unknown): boolean {
  if (value === undefined || value === '' || value === false) return false;
  return !Array.isArray(value) || value.length > 0;
}

function validateNested(schema: JSONSchemaProps, path: string, skipsAnyOf: boolean): FieldError[] {
  const errors = validateValueRules(schema, path, { anyOf: skipsAnyOf, firstAllOf: false });
  const items = itemsOf(schema);
  if (items !== undefined) errors.push(...validateNested(items, `${path}.items`, false));
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    errors.push(...validateNested(property, `${path}.properties[${name}]`, false));
  }
  for (const [field, detail] of NOT_NESTED) {
    if (isSet(schema[field])) errors.push(forbidden(`${path}.${field}`, detail));
  }
  if (schema.properties?.metadata !== undefined) {
    const detail = 'must not be specified in a nested context';
    errors.push(forbidden(`${path}.properties[metadata]`, detail));
  }
  return errors;
}

/** Which of the forms of "integer or string" a schema has; they may name types where others may not. */
interface Skips {
  readonly anyOf: boolean;
  readonly firstAllOf: boolean;
}

function validateValueRules(schema: JSONSchemaProps, path: string, skips: Skips): FieldError[] {
  const errors: FieldError[] = [];
  const each = (field: 'anyOf' | 'allOf' | 'oneOf') =>
    (schema[field] ?? []).forEach((nested, index) => {
      const skipsAnyOf = field === 'allOf' && index === 0 && skips.firstAllOf;
      errors.push(...validateNested(nested, `${path}.${field}[${index}]`, skipsAnyOf));
    });
  if (!skips.anyOf) each('anyOf');
  each('allOf');
  each('oneOf');
  if (schema.not !== undefined) errors.push(...validateNested(schema.not, `${path}.not`, false));
  const { pattern } = schema;
  const expression = pattern ? goPattern(pattern) : undefined;
  if (typeof expression === 'string') {
    const detail = `must be a valid regular expression, but isn't: ${expression}`;
    errors.push(invalid(`${path}.pattern`, pattern, detail));
  }
  return errors;
}

function validateType(schema: JSONSchemaProps, path: string, level: Level): FieldError[] {
  const errors: FieldError[] = [];
  const { type = '' } = schema;
  const isEmbedded = schema['x-kubernetes-embedded-resource'] === true;
  const isFree =
    schema['x-kubernetes-int-or-string'] === true ||
    schema['x-kubernetes-preserve-unknown-fields'] === true;
  if (isEmbedded && type !== 'object') {
    const detail = 'must be object if x-kubernetes-embedded-resource is true';
    errors.push(
      type === '' ? required(`${path}.type`, detail) : invalid(`${path}.type`, type, detail),
    );
  } else if (type === '' && !isFree) {
    errors.push(required(`${path}.type`, MISSING_TYPE[level]));
  }
  if (isEmbedded && schema.additionalProperties !== undefined) {
    const detail = 'must not be used if x-kubernetes-embedded-resource is set';
    errors.push(forbidden(`${path}.additionalProperties`, detail));
  }
  if (level === 'root' && type !== '' && type !== 'object') {
    errors.push(invalid(`${path}.type`, type, 'must be object at the root'));
  }
  return errors;
}

function validateMeta(schema: JSONSchemaProps, path: string, level: Level): FieldError[] {
  const errors: FieldError[] = [];
  const { properties = {} } = schema;
  const isEmbedded = schema['x-kubernetes-embedded-resource'] === true;
  const isResource = level === 'root' || isEmbedded;
  for (const field of isResource ? ['kind', 'apiVersion'] : []) {
    const { type = '' } = properties[field] ?? { type: 'string' };
    if (type === 'string') continue;
    errors.push(invalid(`${path}.properties[${field}].type`, type, 'must be string'));
  }
  const { metadata } = properties;
  if (metadata !== undefined) {
    const at = `${path}.properties[metadata]`;
    if (isResource && metadata.type !== 'object') {
      errors.push(invalid(`${at}.type`, metadata.type ?? '', 'must be object'));
    }
    const { type: _type, default: _default, properties: named = {}, ...rest } = metadata;
    const isPlain = Object.keys(named).every((name) => name === 'name' || name === 'generateName');
    if (level === 'root' && (!isPlain || Object.values(rest).some(isSet))) {
      const detail =
        'must not specify anything other than name and generateName, but metadata is implicitly specified';
      errors.push(forbidden(at, detail));
    }
  }
  const keepsUnknown = schema['x-kubernetes-preserve-unknown-fields'] === true;
  if (isEmbedded && !keepsUnknown && Object.keys(properties).length === 0) {
    const detail =
      'must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields';
    errors.push(required(`${path}.properties`, detail));
  }
  return errors;
}

function validateInvariants(schema: JSONSchemaProps, path: string, level: Level): FieldError[] {
  const errors: FieldError[] = [];
  const items = itemsOf(schema);
  if (schema.type === 'array' && items === undefined) {
    errors.push(required(`${path}.items`, 'must be specified'));
  }
  if (items !== undefined) errors.push(...validateInvariants(items, `${path}.items`, 'item'));
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    errors.push(...validateInvariants(property, `${path}.properties[${name}]`, 'field'));
  }
  if (schema.additionalProperties !== undefined) {
    const at = `${path}.additionalProperties`;
    if (level === 'root') errors.push(forbidden(at, 'must not be used at the root'));
    const values = mapValuesOf(schema);
    if (values !== undefined) errors.push(...validateInvariants(values, at, 'field'));
  }
  if (schema['x-kubernetes-int-or-string'] === true) {
    for (const field of [
      'x-kubernetes-preserve-unknown-fields',
      'x-kubernetes-embedded-resource',
    ] as const) {
      if (schema[field] !== true) continue;
      const detail = 'must be false if x-kubernetes-int-or-string is true';
      errors.push(invalid(`${path}.${field}`, true, detail));
    }
  }
  const skips = {
    anyOf: isIntOrString(schema.anyOf),
    firstAllOf: isIntOrString(schema.allOf?.[0]?.anyOf),
  };
  return [
    ...errors,
    ...validateValueRules(schema, path, skips),
    ...validateType(schema, path, level),
    ...validateMeta(schema, path, level),
  ];
}

/** A part of the structure, and the place below `allOf` or its like that speaks of it. */
interface Pair {
  readonly schema: JSONSchemaProps | undefined;
  readonly path: string;
  readonly rule: JSONSchemaProps;
  readonly rulePath: string;
}

/** What `allOf` and its like speak of must be there in the structure. */
function validateCompleteness(
  { schema, path, rule, rulePath }: Pair,
  isRoot: boolean,
): FieldError[] {
  if (schema === undefined) return [required(path, `because it is defined in ${rulePath}`)];
  const errors: FieldError[] = [];
  const nested = (next: JSONSchemaProps, at: string) =>
    errors.push(
      ...validateCompleteness({ schema, path, rule: next, rulePath: `${rulePath}.${at}` }, false),
    );
  if (rule.not !== undefined) nested(rule.not, 'not');
  for (const field of ['allOf', 'anyOf', 'oneOf'] as const) {
    rule[field]?.forEach((next, index) => {
      nested(next, `${field}[${index}]`);
    });
  }
  if (isRoot) return errors;
  const items = itemsOf(rule);
  if (items !== undefined) {
    const pair = { schema: itemsOf(schema), path: `${path}.items`, rule: items };
    errors.push(...validateCompleteness({ ...pair, rulePath: `${rulePath}.items` }, false));
  }
  for (const [name, property] of Object.entries(rule.properties ?? {})) {
    const at = `properties[${name}]`;
    const pair = { schema: schema.properties?.[name], path: `${path}.${at}`, rule: property };
    errors.push(...validateCompleteness({ ...pair, rulePath: `${rulePath}.${at}` }, false));
  }
  return errors;
}

/** What keeps a schema from being structural, sorted as the server sorts it. */
export function validateStructural(schema: JSONSchemaProps, path: string): FieldError[] {
  const errors = [
    ...validateInvariants(schema, path, 'root'),
    ...validateCompleteness({ schema, path, rule: schema, rulePath: path }, true),
  ];
  const texts = new Map(errors.map((error) => [error, formatFieldError(error)]));
  const text = (error: FieldError) => texts.get(error) ?? '';
  return errors.sort((a, b) => (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0));
}
