import { duplicate, type FieldError, forbidden, invalid, required, tooMany } from '../field-error';
import { goStruct } from '../go-value';
import type {
  CustomResourceColumnDefinition,
  CustomResourceDefinitionVersion,
  CustomResourceSubresources,
  JSONSchemaProps,
  SelectableField,
} from '../schema/objects';
import { validateDefaults } from './default-validation';
import { fieldAt } from './field-path';
import { isUnsupported, validateSchema } from './schema-validation';
import { validateStructural } from './structural-validation';

// upstream: apiextensions validation
const COLUMN_TYPES = ['boolean', 'date', 'integer', 'number', 'string'];
const COLUMN_FORMATS = [
  'byte',
  'date',
  'date-time',
  'double',
  'float',
  'int32',
  'int64',
  'password',
];
const SELECTABLE_MAX = 8;
const WARNING_MAX = 256;

/** What the root of a schema may say when the status is written apart, as Go names it. */
const ROOT_FIELDS = [
  'Description',
  'Type',
  'Format',
  'Title',
  'Maximum',
  'ExclusiveMaximum',
  'Minimum',
  'ExclusiveMinimum',
  'MaxLength',
  'MinLength',
  'Pattern',
  'MaxItems',
  'MinItems',
  'UniqueItems',
  'MultipleOf',
  'Required',
  'Items',
  'Properties',
  'ExternalDocs',
  'Example',
  'XPreserveUnknownFields',
  'XValidations',
];
const SCHEMA = 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps';

function goFieldOf(name: string): string {
  if (!name.startsWith('x-kubernetes-')) return name.charAt(0).toUpperCase() + name.slice(1);
  const words = name.slice('x-kubernetes-'.length).split('-');
  return `X${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}`;
}

function validateRoot(schema: JSONSchemaProps, path: string): FieldError[] {
  const isObject = !schema.type || schema.type === 'object';
  if (!isObject) {
    const detail =
      'only "object" is allowed as the type at the root of the schema if the status subresource is enabled';
    return [invalid(`${path}.type`, schema.type, detail)];
  }
  const other = Object.keys(schema).find((name) => !ROOT_FIELDS.includes(goFieldOf(name)));
  if (other === undefined) return [];
  const detail = `only [${ROOT_FIELDS.join(' ')}] fields are allowed at the root of the schema if the status subresource is enabled`;
  return [invalid(path, goStruct(SCHEMA, schema), detail)];
}

/** What is wrong with the schema of a version. */
export function validateVersionSchema(
  schema: JSONSchemaProps | undefined,
  hasStatus: boolean,
  parent: string,
): FieldError[] {
  if (schema === undefined) return [];
  const path = `${parent}.openAPIV3Schema`;
  const errors = hasStatus ? validateRoot(schema, path) : [];
  if (schema.nullable === true) {
    errors.push(forbidden(`${path}.nullable`, 'nullable cannot be true at the root'));
  }
  // what has no place in a structural schema keeps its structure from being looked at
  const hasStructure = !isUnsupported(schema);
  const structural = hasStructure ? validateStructural(schema, path) : [];
  // defaults mean something in a structural schema only, and so do rules
  const wrong =
    structural.length > 0 || !hasStructure ? structural : validateDefaults(schema, path);
  const isStructural = hasStructure && wrong.length === 0;
  return [...errors, ...wrong, ...validateSchema(schema, path, { isStructural })];
}

function validateJsonPath(value: string, path: string): FieldError[] {
  if (value === '') return [invalid(path, value, 'must not be empty')];
  if (value.startsWith('.')) return [];
  return [invalid(path, value, 'must be a simple json path starting with .')];
}

/** What is wrong with the subresources of a version. */
export function validateSubresources(
  subresources: CustomResourceSubresources | undefined,
  path: string,
): FieldError[] {
  const { scale } = subresources ?? {};
  if (scale === undefined) return [];
  const errors: FieldError[] = [];
  for (const [field, prefix] of [
    ['specReplicasPath', '.spec'],
    ['statusReplicasPath', '.status'],
  ] as const) {
    const value = scale[field] ?? '';
    const at = `${path}.scale.${field}`;
    const wrong = value === '' ? [required(at)] : validateJsonPath(value, at);
    if (wrong.length === 0 && !value.startsWith(`${prefix}.`)) {
      wrong.push(invalid(at, value, `should be a json path under ${prefix}`));
    }
    errors.push(...wrong);
  }
  const selector = scale.labelSelectorPath ?? '';
  if (selector === '') return errors;
  const at = `${path}.scale.labelSelectorPath`;
  const wrong = validateJsonPath(selector, at);
  if (wrong.length === 0 && !/^\.(spec|status)\./.test(selector)) {
    const detail = 'should be a json path under either .spec or .status';
    wrong.push(invalid(at, selector, detail));
  }
  return [...errors, ...wrong];
}

/** What is wrong with the columns of a version. */
export function validateColumns(
  columns: readonly CustomResourceColumnDefinition[] | undefined,
  path: string,
): FieldError[] {
  return (columns ?? []).flatMap(({ name = '', type = '', format = '', jsonPath = '' }, index) => {
    const at = `${path}[${index}]`;
    const errors: FieldError[] = [];
    const types = `must be one of ${COLUMN_TYPES.join(',')}`;
    if (name === '') errors.push(required(`${at}.name`));
    if (type === '') errors.push(required(`${at}.type`, types));
    else if (!COLUMN_TYPES.includes(type)) errors.push(invalid(`${at}.type`, type, types));
    if (format !== '' && !COLUMN_FORMATS.includes(format)) {
      const detail = `must be one of ${COLUMN_FORMATS.join(',')}`;
      errors.push(invalid(`${at}.format`, format, detail));
    }
    // the field's name in the message is the server's own
    if (jsonPath === '') errors.push(required(`${at}.JSONPath`));
    else errors.push(...validateJsonPath(jsonPath, `${at}.JSONPath`));
    return errors;
  });
}

/** What is wrong with the fields by which objects of a version may be selected. */
export function validateSelectableFields(
  fields: readonly SelectableField[] | undefined,
  schema: JSONSchemaProps | undefined,
  path: string,
  needed: string,
): FieldError[] {
  const all = fields ?? [];
  if (all.length === 0) return [];
  if (schema === undefined) {
    return [invalid(path, '', `selectableFields may only be set when ${needed}`)];
  }
  const seen = new Set<string>();
  const errors = all.flatMap(({ jsonPath = '' }, index) => {
    const at = `${path}[${index}].jsonPath`;
    if (jsonPath === '') return [required(at)];
    const target = fieldAt(jsonPath, schema, { brackets: false });
    if (typeof target === 'string') {
      return [invalid(at, jsonPath, `is an invalid path: ${target}`)];
    }
    const found: FieldError[] = [];
    if (target.names[0] === 'metadata') {
      found.push(invalid(at, jsonPath, 'must not point to fields in metadata'));
    }
    if (!['string', 'boolean', 'integer'].includes(target.schema.type ?? '')) {
      const detail =
        'must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.';
      found.push(invalid(at, jsonPath, detail));
    }
    if (seen.has(jsonPath)) found.push(duplicate(at, jsonPath));
    seen.add(jsonPath);
    return found;
  });
  return seen.size > SELECTABLE_MAX
    ? [...errors, tooMany(path, seen.size, SELECTABLE_MAX)]
    : errors;
}

/** What is wrong with the words that tell of a deprecated version. */
export function validateDeprecation(
  { deprecated = false, deprecationWarning: text }: CustomResourceDefinitionVersion,
  path: string,
): FieldError[] {
  if (text === undefined) return [];
  const at = `${path}.deprecationWarning`;
  if (!deprecated) return [invalid(at, text, 'can only be set for deprecated versions')];
  const errors: FieldError[] = [];
  if (text.length > WARNING_MAX) {
    errors.push(invalid(at, text, `must be <= ${WARNING_MAX} characters long`));
  }
  if (text === '') errors.push(invalid(at, text, 'must not be an empty string'));
  const odd = text.search(/[\p{C}\u2028\u2029]/u);
  if (odd < 0) return errors;
  const bytes = Buffer.byteLength(text.slice(0, odd));
  const detail = `must only contain printable UTF-8 characters; non-printable character found at index ${bytes}`;
  return [...errors, invalid(at, text, detail)];
}
