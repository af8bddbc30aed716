import { type FieldError, forbidden, invalid, notSupported, required } from '../field-error';
import { isJsonObject } from '../object';
import type { JSONSchemaProps, ValidationRule } from '../schema/objects';
import { validateListType, validateMapType } from './collection-types';
import { fieldAt } from './field-path';
import { type RuleContext, validateRuleExpressions } from './rule-compilation';
import { itemsOf, mapValuesOf } from './schema-parts';

// upstream: apiextensions validation, ValidateCustomResourceDefinitionOpenAPISchema
const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string'];
const REASONS = [
  'FieldValueDuplicate',
  'FieldValueForbidden',
  'FieldValueInvalid',
  'FieldValueRequired',
];

/** Where in a resource a schema stands. */
interface Context extends RuleContext {
  /** True for the whole resource, not for one that is embedded. */
  readonly isTop: boolean;
  /** True when its rules are to be compiled. */
  readonly hasRules: boolean;
  /** Why it may have no default; undefined when it may. */
  readonly noDefaults?: string;
  /** True within apiVersion, kind and metadata. */
  readonly isMeta: boolean;
}

const LEFT_OUT: readonly (readonly [keyof JSONSchemaProps, string])[] = [
  ['id', 'id is not supported'],
  ['additionalItems', 'additionalItems is not supported'],
  ['patternProperties', 'patternProperties is not supported'],
  ['definitions', 'definitions is not supported'],
  ['dependencies', 'dependencies is not supported'],
  ['$ref', '$ref is not supported'],
];

/** True when something of a schema has no place in a structural one. upstream: NewStructural */
export function isUnsupported(schema: JSONSchemaProps): boolean {
  if (LEFT_OUT.some(([field]) => isGiven(schema, field))) return true;
  if (Array.isArray(schema.items) && schema.items.length > 0) return true;
  const parts = [
    itemsOf(schema),
    mapValuesOf(schema),
    schema.not,
    ...Object.values(schema.properties ?? {}),
    ...(schema.allOf ?? []),
    ...(schema.oneOf ?? []),
    ...(schema.anyOf ?? []),
  ];
  return parts.some((part) => part !== undefined && isUnsupported(part));
}

function isGiven(schema: JSONSchemaProps, field: keyof JSONSchemaProps): boolean {
  const value = schema[field];
  const isEmpty = isJsonObject(value) && Object.keys(value).length === 0;
  return value !== undefined && value !== '' && (!isEmpty || field === 'dependencies');
}

/** What of OpenAPI is left out. */
function validateSupported(schema: JSONSchemaProps, path: string, context: Context) {
  const errors: FieldError[] = [];
  const { type = '' } = schema;
  if (type !== '' && !TYPES.includes(type)) {
    errors.push(notSupported(`${path}.type`, type, TYPES));
  }
  if (schema.default !== undefined && context.noDefaults !== undefined) {
    errors.push(forbidden(`${path}.default`, `must not be set ${context.noDefaults}`));
  }
  for (const [field, detail] of LEFT_OUT) {
    if (isGiven(schema, field)) errors.push(forbidden(`${path}.${field}`, detail));
  }
  if (type === 'null') {
    const detail = 'type cannot be set to null, use nullable as an alternative';
    errors.push(forbidden(`${path}.type`, detail));
  }
  if (Array.isArray(schema.items) && schema.items.length > 0) {
    errors.push(forbidden(`${path}.items`, 'items must be a schema object and not an array'));
  }
  if (context.isMeta && schema['x-kubernetes-embedded-resource'] === true) {
    const detail = 'must not be used inside of resource meta';
    errors.push(forbidden(`${path}.x-kubernetes-embedded-resource`, detail));
  }
  if (schema.uniqueItems === true) {
    const detail =
      'uniqueItems cannot be set to true since the runtime complexity becomes quadratic';
    errors.push(forbidden(`${path}.uniqueItems`, detail));
  }
  return errors;
}

/** What is wrong with a schema: by itself, and in its rules. Rules are told of when all of the schema has been. */
interface Found {
  readonly errors: FieldError[];
  readonly rules: FieldError[];
}

function validateChildren(schema: JSONSchemaProps, path: string, context: Context): Found {
  const found: Found = { errors: [], rules: [] };
  const below = (child: JSONSchemaProps, at: string, next: Context) => {
    const isRoot = child['x-kubernetes-embedded-resource'] === true;
    const { errors, rules } = visit(child, `${path}.${at}`, { ...next, isTop: false, isRoot });
    found.errors.push(...errors);
    found.rules.push(...rules);
  };
  const { properties = {}, additionalProperties } = schema;
  if (additionalProperties !== undefined) {
    const values = mapValuesOf(schema);
    if (Object.keys(properties).length > 0 && additionalProperties !== true) {
      const detail = 'additionalProperties and properties are mutual exclusive';
      found.errors.push(forbidden(`${path}.additionalProperties`, detail));
    }
    const noDefaults = 'inside additionalProperties applying to object metadata';
    const next = context.isMeta ? { ...context, noDefaults } : context;
    if (values !== undefined) below(values, 'additionalProperties', next);
  }
  const isResource = context.isTop || schema['x-kubernetes-embedded-resource'] === true;
  for (const [name, property] of Object.entries(properties)) {
    const isMeta = isResource && ['metadata', 'kind', 'apiVersion'].includes(name);
    const meta = context.isTop
      ? { ...context, isMeta: true, noDefaults: `in top-level ${name}` }
      : { ...context, isMeta: true };
    below(property, `properties[${name}]`, isMeta ? meta : context);
  }
  // rules mean something in the structure alone
  const nested = { ...context, hasRules: false };
  if (schema.not !== undefined) below(schema.not, 'not', nested);
  for (const field of ['allOf', 'oneOf', 'anyOf'] as const) {
    schema[field]?.forEach((part, index) => {
      below(part, `${field}[${index}]`, nested);
    });
  }
  const items = itemsOf(schema);
  if (items !== undefined) {
    const isKeyed = schema['x-kubernetes-list-type'] === 'map';
    const lost = isKeyed ? context.lost : (context.lost ?? path);
    below(items, 'items', { ...context, lost });
  }
  return found;
}

function validateRule(rule: ValidationRule, schema: JSONSchemaProps, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const { message = '', messageExpression = '', reason, fieldPath = '' } = rule;
  const hasLines = (text: string) => /[\n\r]/.test(text);
  const text = (rule.rule ?? '').trim();
  if (text === '') errors.push(required(`${path}.rule`, 'rule is not specified'));
  else if (message !== '' && message.trim() === '') {
    errors.push(invalid(`${path}.message`, message, 'message must be non-empty if specified'));
  } else if (hasLines(message.trim())) {
    errors.push(invalid(`${path}.message`, message, 'message must not contain line breaks'));
  } else if (hasLines(text) && message.trim() === '') {
    const detail = 'message must be specified if rule contains line breaks';
    errors.push(required(`${path}.message`, detail));
  }
  if (messageExpression !== '' && messageExpression.trim() === '') {
    const detail = 'messageExpression must be non-empty if specified';
    errors.push(required(`${path}.messageExpression`, detail));
  }
  if (reason !== undefined && !REASONS.includes(reason)) {
    errors.push(notSupported(`${path}.reason`, reason, REASONS));
  }
  if (fieldPath === '') return errors;
  const wrong = (detail: string) =>
    errors.push(invalid(`${path}.fieldPath`, fieldPath, `fieldPath ${detail}`));
  if (fieldPath.trim() === '') wrong('must be non-empty if specified');
  if (hasLines(fieldPath)) wrong('must not contain line breaks');
  if (typeof fieldAt(fieldPath, schema, { brackets: true }) === 'string') {
    wrong('must be a valid path');
  }
  return errors;
}

function visit(schema: JSONSchemaProps, path: string, context: Context): Found {
  const children = validateChildren(schema, path, context);
  const errors = [...validateSupported(schema, path, context), ...children.errors];
  if (schema['x-kubernetes-preserve-unknown-fields'] === false) {
    const at = `${path}.x-kubernetes-preserve-unknown-fields`;
    errors.push(invalid(at, false, 'must be true or undefined'));
  }
  errors.push(...validateMapType(schema, path));
  errors.push(...validateListType(schema, path));
  schema['x-kubernetes-validations']?.forEach((rule, index) => {
    errors.push(...validateRule(rule, schema, `${path}.x-kubernetes-validations[${index}]`));
  });
  // what an expression means is known when its schema and all below it are right
  const rules =
    context.hasRules && errors.length === 0 ? validateRuleExpressions(schema, path, context) : [];
  return { errors, rules: [...children.rules, ...rules] };
}

/** What is wrong with a schema beside its structure; its rules are compiled when it has one. */
export function validateSchema(
  schema: JSONSchemaProps,
  path: string,
  { isStructural }: { readonly isStructural: boolean },
): FieldError[] {
  const { errors, rules } = visit(schema, path, {
    isTop: true,
    isRoot: true,
    isMeta: false,
    hasRules: isStructural,
    lost: undefined,
  });
  return [...errors, ...rules];
}
