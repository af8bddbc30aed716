import { CelError } from '../cel/environment';
import { type RuleScope, ruleScope } from '../cel/rule-scope';
import { type FieldError, forbidden, invalid, required } from '../field-error';
import { deepEqual, isJsonObject } from '../object';
import type { JSONSchemaProps, ValidationRule } from '../schema/objects';
import { itemsOf, mapValuesOf } from './schema-parts';
import { itemBefore } from './value-validation';

/** What all rules of one object may cost together. upstream: apis/cel, RuntimeCELCostBudget */
const BUDGET = 10_000_000;

/** A value on its way through the rules of its schema. */
interface Place {
  readonly path: string;
  readonly isRoot: boolean;
  /** What stood there before; undefined when nothing did, or when nobody can tell which. */
  readonly old: unknown;
}

const ruled = new WeakMap<JSONSchemaProps, boolean>();

/** True when a schema has a rule anywhere. */
export function hasRules(schema: JSONSchemaProps): boolean {
  let known = ruled.get(schema);
  if (known === undefined) {
    known = (schema['x-kubernetes-validations'] ?? []).length > 0 || partsOf(schema).some(hasRules);
    ruled.set(schema, known);
  }
  return known;
}

function partsOf(schema: JSONSchemaProps): readonly JSONSchemaProps[] {
  const parts = [itemsOf(schema), mapValuesOf(schema), ...Object.values(schema.properties ?? {})];
  return parts.filter((part): part is JSONSchemaProps => part !== undefined);
}

/**
 * What the rules in CEL beside a schema have against an object; of an update, what they had nothing against before.
 * upstream: apiextensions-apiserver, schema/cel/validation.go
 */
export function validateRules(value: unknown, schema: JSONSchemaProps, old: unknown): FieldError[] {
  if (!hasRules(schema)) return [];
  const judge = new Judge();
  judge.visit(value, schema, { path: '', isRoot: true, old });
  return judge.errors;
}

class Judge {
  readonly errors: FieldError[] = [];
  private left = BUDGET;

  visit(value: unknown, schema: JSONSchemaProps, place: Place): void {
    if (value === null || this.left < 0 || !hasRules(schema)) return;
    const rules = schema['x-kubernetes-validations'] ?? [];
    for (const rule of rules) if (this.left >= 0) this.judge(rule, value, schema, place);
    if (Array.isArray(value)) this.visitItems(value, schema, place);
    else if (isJsonObject(value)) this.visitEntries(value, schema, place);
  }

  private visitItems(value: readonly unknown[], schema: JSONSchemaProps, place: Place): void {
    const items = itemsOf(schema);
    if (items === undefined) return;
    const isRoot = items['x-kubernetes-embedded-resource'] === true;
    value.forEach((item, index) => {
      const old = itemBefore(item, schema, place.old);
      this.visit(item, items, { path: `${place.path}[${index}]`, isRoot, old });
    });
  }

  private visitEntries(
    value: Readonly<Record<string, unknown>>,
    schema: JSONSchemaProps,
    { path, old }: Place,
  ): void {
    const { properties = {} } = schema;
    const values = mapValuesOf(schema);
    for (const key of Object.keys(value).sort()) {
      const isProperty = Object.hasOwn(properties, key);
      const part = isProperty ? properties[key] : values;
      if (part === undefined) continue;
      const name = path === '' ? key : `${path}.${key}`;
      this.visit(value[key], part, {
        path: isProperty ? name : `${path}[${key}]`,
        isRoot: part['x-kubernetes-embedded-resource'] === true,
        old: isJsonObject(old) ? old[key] : undefined,
      });
    }
  }

  private judge(
    rule: ValidationRule,
    value: unknown,
    schema: JSONSchemaProps,
    { path, isRoot, old }: Place,
  ): void {
    const hasOptionalOld = rule.optionalOldSelf === true;
    const scope = ruleScope(schema, { isRoot, hasOptionalOld });
    if (scope === undefined || rule.rule.trim() === '') return;
    const program = scope.environment.compile(rule.rule);
    const isTransition = program.variables.has('oldSelf');
    if (isTransition && old === undefined && !hasOptionalOld) return;
    // what is as it was is let be, but for rules about the change itself
    if (!isTransition && old !== undefined && deepEqual(value, old)) return;
    const at = path === '' ? '<nil>' : path;
    const type = schema.type ?? '';
    try {
      if (scope.evaluate(program, value, old, this.spend) === true) return;
      this.errors.push(errorOf(rule, at, type, this.messageOf(rule, scope, value, old)));
    } catch (error) {
      if (!(error instanceof CelError)) throw error;
      this.errors.push(invalid(at, type, failureText(error.message, rule)));
      if (error.message.startsWith('operation cancelled')) this.left = -1;
    }
    if (this.left >= 0) return;
    const detail =
      'validation failed due to running out of cost budget, no further validation rules will be run';
    this.errors.push(invalid(at, type, detail));
  }

  private readonly spend = (cost: number): void => {
    this.left -= cost;
  };

  /** The text of the rule's own expression, or its message when that has nothing usable to say. */
  private messageOf(rule: ValidationRule, scope: RuleScope, value: unknown, old: unknown): string {
    const { messageExpression = '' } = rule;
    if (messageExpression.trim() !== '') {
      try {
        const program = scope.environment.compile(messageExpression);
        const text = scope.evaluate(program, value, old, this.spend);
        if (typeof text === 'string' && text.trim() !== '' && !/[\r\n]/.test(text)) {
          return text.trim();
        }
      } catch (error) {
        if (!(error instanceof CelError)) throw error;
      }
    }
    return rule.message ? rule.message.trim() : `failed rule: ${rule.rule.trim()}`;
  }
}

function failureText(why: string, { message, rule }: ValidationRule): string {
  const shown = (message || rule).trim();
  if (why.startsWith('no such overload')) {
    return `'${why}': call arguments did not match a supported operator, function or macro signature for rule: ${shown}`;
  }
  if (why.startsWith('operation cancelled: actual cost limit exceeded')) {
    return `'${why}': no further validation rules will be run due to call cost exceeds limit for rule: ${shown}`;
  }
  return `${why} evaluating rule: ${shown}`;
}

function errorOf(rule: ValidationRule, path: string, type: string, detail: string): FieldError {
  const below = (rule.fieldPath ?? '').replace(/^\./, '').replace(/\['([^']*)'\]/g, '[$1]');
  const base = path === '<nil>' ? '' : path;
  const at =
    below === '' ? path : base === '' || below.startsWith('[') ? base + below : `${base}.${below}`;
  switch (rule.reason) {
    case 'FieldValueForbidden':
      return forbidden(at, detail);
    case 'FieldValueRequired':
      return required(at, detail);
    case 'FieldValueDuplicate':
      return {
        type: 'FieldValueDuplicate',
        field: at,
        message: `Duplicate value: ${JSON.stringify(type)}: ${detail}`,
      };
    default:
      return invalid(at, type, detail);
  }
}
