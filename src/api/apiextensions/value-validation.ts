import {
  type FieldError,
  invalid,
  notSupported,
  required,
  tooLong,
  tooMany,
  typeInvalid,
} from '../field-error';
import { goPattern } from '../go-pattern';
import { deepEqual, isJsonObject, type JsonObject } from '../object';
import type { JSONSchemaProps } from '../schema/objects';
import { isOfFormat } from './format';

/** A value on its way through a schema. */
interface Place {
  /** The field that messages begin with, such as `spec.size`; empty at the root. */
  readonly name: string;
  /** Where the root stands, for values that are part of something else: a default. */
  readonly base: string;
  /** What stood there before; undefined when nothing did, or when nobody can tell which. */
  readonly old?: unknown;
}

function fieldOf({ name, base }: Place): string {
  if (base === '') return name;
  return name === '' ? base : `${base}.${name}`;
}

function child({ name, base, old }: Place, key: string): Place {
  const before = isJsonObject(old) && Object.hasOwn(old, key) ? old[key] : undefined;
  return { name: name === '' ? key : `${name}.${key}`, base, old: before };
}

function item({ name, base }: Place, index: number, old: unknown): Place {
  return { name: `${name}[${index}]`, base, old };
}

/** The type of a value as messages name it. */
function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value === 'object' ? 'object' : typeof value;
}

function isOfType(value: unknown, schema: JSONSchemaProps): boolean {
  if (value === null) return schema.nullable === true;
  const type = typeOf(value);
  if (schema['x-kubernetes-int-or-string'] === true) return type === 'integer' || type === 'string';
  if (!schema.type || schema.type === type) return true;
  return schema.type === 'number' && type === 'integer';
}

function typeError(value: unknown, schema: JSONSchemaProps, place: Place): FieldError {
  const wanted =
    schema['x-kubernetes-int-or-string'] === true ? 'integer,string' : (schema.type ?? '');
  const found = typeOf(value);
  const detail = `${place.name} in body must be of type ${wanted}: ${JSON.stringify(found)}`;
  return typeInvalid(fieldOf(place), found, detail);
}

type Check = (value: never, schema: JSONSchemaProps, place: Place) => FieldError[];

function wrong(value: unknown, place: Place, what: string): FieldError {
  return invalid(fieldOf(place), value, `${place.name} in body ${what}`);
}

const checkNumber = (value: number, schema: JSONSchemaProps, place: Place): FieldError[] => {
  const errors: FieldError[] = [];
  const { maximum, minimum, multipleOf } = schema;
  if (multipleOf !== undefined && !isMultiple(value, multipleOf)) {
    errors.push(wrong(value, place, `should be a multiple of ${multipleOf}`));
  }
  if (maximum !== undefined) {
    const isOpen = schema.exclusiveMaximum === true;
    if (isOpen ? value >= maximum : value > maximum) {
      const what = `should be less than ${isOpen ? '' : 'or equal to '}${maximum}`;
      errors.push(wrong(value, place, what));
    }
  }
  if (minimum !== undefined) {
    const isOpen = schema.exclusiveMinimum === true;
    if (isOpen ? value <= minimum : value < minimum) {
      const what = `should be greater than ${isOpen ? '' : 'or equal to '}${minimum}`;
      errors.push(wrong(value, place, what));
    }
  }
  return errors;
};

function isMultiple(value: number, of: number): boolean {
  const times = value / of;
  return Math.abs(times - Math.round(times)) < 1e-9;
}

const checkString = (value: string, schema: JSONSchemaProps, place: Place): FieldError[] => {
  const errors: FieldError[] = [];
  const { maxLength, minLength, pattern, format } = schema;
  const length = [...value].length;
  if (maxLength !== undefined && length > maxLength) {
    errors.push(tooLong(fieldOf(place), maxLength));
  }
  if (minLength !== undefined && length < minLength) {
    errors.push(wrong(value, place, `should be at least ${minLength} chars long`));
  }
  if (pattern && !matches(pattern, value)) {
    errors.push(wrong(value, place, `should match '${pattern}'`));
  }
  if (format && !isOfFormat(format, value)) {
    const detail = `${place.name} in body must be of type ${format}: ${JSON.stringify(value)}`;
    errors.push(typeInvalid(fieldOf(place), value, detail));
  }
  return errors;
};

function matches(pattern: string, value: string): boolean {
  const expression = goPattern(pattern);
  return typeof expression === 'string' || expression.matcher(value).find();
}

const checkList = (
  value: readonly unknown[],
  schema: JSONSchemaProps,
  place: Place,
): FieldError[] => {
  const errors: FieldError[] = [];
  const { maxItems, minItems, items } = schema;
  if (items !== undefined && !Array.isArray(items)) {
    value.forEach((each, index) => {
      const old = itemBefore(each, schema, place.old);
      errors.push(...check(each, items as JSONSchemaProps, item(place, index, old)));
    });
  }
  if (minItems !== undefined && value.length < minItems) {
    errors.push(wrong(value.length, place, `should have at least ${minItems} items`));
  }
  if (maxItems !== undefined && value.length > maxItems) {
    errors.push(tooMany(fieldOf(place), value.length, maxItems));
  }
  return errors;
};

const checkObject = (value: JsonObject, schema: JSONSchemaProps, place: Place): FieldError[] => {
  const errors: FieldError[] = [];
  const { properties = {}, additionalProperties, maxProperties, minProperties } = schema;
  const keys = Object.keys(value);
  if (minProperties !== undefined && keys.length < minProperties) {
    errors.push(wrong(keys.length, place, `should have at least ${minProperties} properties`));
  }
  if (maxProperties !== undefined && keys.length > maxProperties) {
    errors.push(tooMany(fieldOf(place), keys.length, maxProperties));
  }
  for (const key of keys.sort()) {
    const of = Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
    if (isJsonObject(of)) errors.push(...check(value[key], of, child(place, key)));
  }
  for (const key of schema.required ?? []) {
    if (!Object.hasOwn(value, key)) errors.push(required(fieldOf(child(place, key))));
  }
  return errors;
};

function checkEnum(value: unknown, schema: JSONSchemaProps, place: Place): FieldError[] {
  if (schema.enum === undefined || schema.enum.some((each) => deepEqual(each, value))) return [];
  const values = schema.enum.map((each) =>
    typeof each === 'string' ? each : JSON.stringify(each),
  );
  return [notSupported(fieldOf(place), value, values)];
}

/** What the server says of several schemas at once; it names no field. */
function composed({ base }: Place, detail: string): FieldError {
  return invalid(base === '' ? '<nil>' : base, '', detail);
}

function checkCompositions(value: unknown, schema: JSONSchemaProps, place: Place): FieldError[] {
  const errors: FieldError[] = [];
  const fits = (each: JSONSchemaProps) => check(value, each, place).length === 0;
  const { allOf = [], anyOf = [], oneOf = [], not } = schema;
  const name = JSON.stringify(place.name);
  if (anyOf.length > 0 && !anyOf.some(fits)) {
    errors.push(composed(place, `${name} must validate at least one schema (anyOf)`));
  }
  const valid = oneOf.filter(fits).length;
  if (oneOf.length > 0 && valid !== 1) {
    const found = valid === 0 ? 'Found none valid' : `Found ${valid} valid alternatives`;
    const detail = `${name} must validate one and only one schema (oneOf). ${found}`;
    errors.push(composed(place, detail));
  }
  const failed = allOf.filter((each) => !fits(each));
  if (failed.length > 0) {
    for (const each of failed) errors.push(...check(value, each, place));
    const some = failed.length === allOf.length ? '. None validated' : '';
    errors.push(composed(place, `${name} must validate all the schemas (allOf)${some}`));
  }
  if (not !== undefined && fits(not)) {
    errors.push(composed(place, `${name} must not validate the schema (not)`));
  }
  return errors;
}

const CHECKS: Readonly<Record<string, Check>> = {
  integer: checkNumber as Check,
  number: checkNumber as Check,
  string: checkString as Check,
  array: checkList as Check,
  object: checkObject as Check,
};

/** The item of the old list with the same keys; those of other lists cannot be told apart. */
export function itemBefore(value: unknown, schema: JSONSchemaProps, old: unknown): unknown {
  const keys = schema['x-kubernetes-list-map-keys'];
  if (schema['x-kubernetes-list-type'] !== 'map' || keys === undefined) return undefined;
  if (!isJsonObject(value) || !Array.isArray(old)) return undefined;
  return old.find(
    (each: unknown) => isJsonObject(each) && keys.every((key) => deepEqual(each[key], value[key])),
  );
}

function check(value: unknown, schema: JSONSchemaProps, place: Place): FieldError[] {
  // what was wrong before and is as it was is let be. upstream: CRDValidationRatcheting
  if (place.old !== undefined && deepEqual(value, place.old)) return [];
  if (!isOfType(value, schema)) return [typeError(value, schema, place)];
  if (value === null) return [];
  const own = CHECKS[typeOf(value)];
  return [
    ...checkEnum(value, schema, place),
    ...(own === undefined ? [] : own(value as never, schema, place)),
    ...checkCompositions(value, schema, place),
  ];
}

/**
 * What is wrong with a value by an OpenAPI v3 schema, in the server's words; `base` is where the value stands when
 * it is part of something else. What did not change since `old` is not wrong. upstream: kube-openapi validation
 */
export function validateValue(
  value: unknown,
  schema: JSONSchemaProps,
  base = '',
  old?: unknown,
): FieldError[] {
  return check(value, schema, { name: '', base, old });
}
