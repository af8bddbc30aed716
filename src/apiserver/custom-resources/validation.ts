import { validateLists } from '../../api/apiextensions/list-validation';
import { hasRules, validateRules } from '../../api/apiextensions/rule-validation';
import { itemsOf, mapValuesOf } from '../../api/apiextensions/schema-parts';
import { validateValue } from '../../api/apiextensions/value-validation';
import { type FieldError, invalid, required } from '../../api/field-error';
import { isJsonObject, type KubeObject, valueAt } from '../../api/object';
import type {
  CustomResourceSubresourceScale,
  JSONSchemaProps,
  ObjectMeta,
} from '../../api/schema/objects';

const INT32_MAX = 2 ** 31 - 1;

/** What a version says of its objects, as far as it can be broken. */
export interface Rules {
  readonly schema: JSONSchemaProps;
  readonly scale: CustomResourceSubresourceScale | undefined;
}

/** What is wrong with a custom resource; of an update, what was not wrong before. upstream: customresource strategy, Validate */
export function validateCustomResource(
  { schema, scale }: Rules,
  object: KubeObject,
  old?: KubeObject,
): FieldError[] {
  const errors = validateValue(object, schema, '', old);
  errors.push(...validateScale(scale, object), ...validateEmbedded(object, schema, ''));
  // lists that were wrong before may stay so
  if (old === undefined || validateLists(old, schema).length === 0) {
    errors.push(...validateLists(object, schema));
  }
  if (errors.some(({ type }) => BLOCKING.has(type)) && hasRules(schema)) {
    return [...errors, invalid('<nil>', 'null', NOT_CHECKED)];
  }
  return [...errors, ...validateRules(object, schema, old)];
}

/** With such errors, rules would be asked about values of other types than they know. upstream: hasBlockingErr */
const BLOCKING: ReadonlySet<string> = new Set([
  'FieldValueRequired',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
]);
const NOT_CHECKED =
  'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation';

/** `.spec.replicas` as the names of the fields on its way. */
export function pathOf(jsonPath: string): string[] {
  return jsonPath.replace(/^\./, '').split('.');
}

// upstream: customresource validator, ValidateScaleSpec and ValidateScaleStatus
function validateScale(
  scale: CustomResourceSubresourceScale | undefined,
  object: KubeObject,
): FieldError[] {
  if (scale === undefined) return [];
  const errors: FieldError[] = [];
  for (const path of [scale.specReplicasPath, scale.statusReplicasPath]) {
    const value = valueAt(object, pathOf(path));
    if (typeof value !== 'number') continue;
    if (value < 0) errors.push(invalid(path, value, 'should be a non-negative integer'));
    else if (value > INT32_MAX) {
      errors.push(invalid(path, value, `should be less than or equal to ${INT32_MAX}`));
    }
  }
  return errors;
}

/** What is wrong with objects inside the object. upstream: apiextensions schema/objectmeta, Validate */
function validateEmbedded(value: unknown, schema: JSONSchemaProps, path: string): FieldError[] {
  const items = itemsOf(schema);
  if (Array.isArray(value)) {
    if (items === undefined) return [];
    return value.flatMap((item, index) => validateEmbedded(item, items, `${path}[${index}]`));
  }
  if (!isJsonObject(value)) return [];
  const errors = schema['x-kubernetes-embedded-resource'] === true ? typeErrors(value, path) : [];
  const { properties = {} } = schema;
  const values = mapValuesOf(schema);
  for (const key of Object.keys(value).sort()) {
    const isProperty = Object.hasOwn(properties, key);
    const below = isProperty ? properties[key] : values;
    if (below === undefined) continue;
    const at = isProperty ? (path === '' ? key : `${path}.${key}`) : `${path}[${key}]`;
    errors.push(...validateEmbedded(value[key], below, at));
  }
  return errors;
}

function typeErrors(value: Partial<KubeObject>, path: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const name of ['apiVersion', 'kind'] as const) {
    if (typeof value[name] !== 'string' || value[name] === '') {
      errors.push(required(`${path}.${name}`, 'must not be empty'));
    }
  }
  const metadata: Partial<ObjectMeta> | undefined = value.metadata;
  if (metadata !== undefined && !isJsonObject(metadata)) {
    errors.push(invalid(`${path}.metadata`, metadata, 'must be an object'));
  }
  return errors;
}
