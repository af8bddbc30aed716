import { CompileError } from '../cel/compile-error';
import type { Program } from '../cel/environment';
import { type RulePlace, ruleScope } from '../cel/rule-scope';
import { type FieldError, invalid } from '../field-error';
import { goStruct } from '../go-value';
import type { JSONSchemaProps, ValidationRule } from '../schema/objects';
import { itemsOf, mapValuesOf } from './schema-parts';

const RULE = 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.ValidationRule';

/** What is wrong with the rules in CEL of a schema. upstream: ValidateCustomResourceDefinitionOpenAPISchema */
export function validateRuleExpressions(schema: JSONSchemaProps, path: string): FieldError[] {
  return walk(schema, path, { isRoot: true, lost: undefined });
}

interface Place {
  readonly isRoot: boolean;
  /** The list on the way whose items nobody can recognize; `oldSelf` means nothing below it. */
  readonly lost: string | undefined;
}

function walk(schema: JSONSchemaProps, path: string, place: Place): FieldError[] {
  const errors = (schema['x-kubernetes-validations'] ?? []).flatMap((rule, index) =>
    compileRule(rule, schema, `${path}.x-kubernetes-validations[${index}]`, place),
  );
  const below = (part: JSONSchemaProps, at: string, lost = place.lost) =>
    walk(part, at, { isRoot: part['x-kubernetes-embedded-resource'] === true, lost });
  const items = itemsOf(schema);
  if (items !== undefined) {
    const isKeyed = schema['x-kubernetes-list-type'] === 'map';
    errors.push(...below(items, `${path}.items`, isKeyed ? place.lost : (place.lost ?? path)));
  }
  const values = mapValuesOf(schema);
  if (values !== undefined) errors.push(...below(values, `${path}.additionalProperties`));
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    errors.push(...below(property, `${path}.properties[${name}]`));
  }
  return errors;
}

function compileRule(
  rule: ValidationRule,
  schema: JSONSchemaProps,
  path: string,
  { isRoot, lost }: Place,
): FieldError[] {
  if (rule.rule.trim() === '') return [];
  const place = { isRoot, hasOptionalOld: rule.optionalOldSelf === true };
  const compiled = compile(rule.rule, schema, place);
  const shown = goStruct(RULE, rule);
  const errors: FieldError[] = [];
  if (typeof compiled === 'string') errors.push(invalid(`${path}.rule`, shown, compiled));
  else if (compiled.type !== 'bool') {
    errors.push(invalid(`${path}.rule`, shown, 'cel expression must evaluate to a bool'));
  } else if (compiled.variables.has('oldSelf') && lost !== undefined) {
    const detail = `oldSelf cannot be used on the uncorrelatable portion of the schema within ${lost}`;
    errors.push(invalid(`${path}.rule`, rule.rule, detail));
  }
  const { messageExpression = '' } = rule;
  if (messageExpression.trim() === '') return errors;
  const message = compile(messageExpression, schema, place);
  const at = `${path}.messageExpression`;
  if (typeof message === 'string') {
    errors.push(
      invalid(at, shown, message.replace(/^compilation/, 'messageExpression compilation')),
    );
  } else if (message.type !== 'string') {
    errors.push(invalid(at, shown, 'messageExpression must evaluate to a string'));
  }
  return errors;
}

/** The expression, ready to run; or what is wrong with it. */
function compile(text: string, schema: JSONSchemaProps, place: RulePlace): Program | string {
  try {
    const scope = ruleScope(schema, place);
    return scope?.environment.compile(text) ?? 'compilation failed: the schema has no type';
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    return `compilation failed: ${error.message}`;
  }
}
