import { CompileError } from '../cel/compile-error';
import type { Program } from '../cel/environment';
import { type RulePlace, ruleScope } from '../cel/rule-scope';
import { type FieldError, invalid } from '../field-error';
import { goStruct } from '../go-value';
import type { JSONSchemaProps, ValidationRule } from '../schema/objects';

const RULE = 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.ValidationRule';

/** Where the rules of a schema stand. */
export interface RuleContext {
  readonly isRoot: boolean;
  /** The list on the way whose items nobody can recognize; `oldSelf` means nothing below it. */
  readonly lost: string | undefined;
}

/** What is wrong with the rules in CEL beside a schema. upstream: ValidateCustomResourceDefinitionOpenAPISchema */
export function validateRuleExpressions(
  schema: JSONSchemaProps,
  path: string,
  context: RuleContext,
): FieldError[] {
  return (schema['x-kubernetes-validations'] ?? []).flatMap((rule, index) =>
    compileRule(rule, schema, `${path}.x-kubernetes-validations[${index}]`, context),
  );
}

function compileRule(
  rule: ValidationRule,
  schema: JSONSchemaProps,
  path: string,
  { isRoot, lost }: RuleContext,
): FieldError[] {
  if (rule.rule.trim() === '') return [];
  const place = { isRoot, hasOptionalOld: rule.optionalOldSelf === true };
  const compiled = compile(rule.rule, schema, place);
  const shown = goStruct(RULE, rule);
  const errors: FieldError[] = [];
  if (typeof compiled === 'string') errors.push(invalid(`${path}.rule`, shown, compiled));
  else if (compiled.type !== 'bool') {
    errors.push(invalid(`${path}.rule`, shown, 'cel expression must evaluate to a bool'));
  }
  return [
    ...errors,
    ...compileMessage(rule, schema, path, place),
    ...checkOldSelf(rule, path, lost, typeof compiled === 'string' ? undefined : compiled),
  ];
}

/** A rule about a change needs something to compare with, and says whether it can do without. */
function checkOldSelf(
  { rule, optionalOldSelf }: ValidationRule,
  path: string,
  lost: string | undefined,
  compiled: Program | undefined,
): FieldError[] {
  const usesOld = compiled?.variables.has('oldSelf') === true;
  if (usesOld && lost !== undefined) {
    const detail = `oldSelf cannot be used on the uncorrelatable portion of the schema within ${lost}`;
    return [invalid(`${path}.rule`, rule, detail)];
  }
  if (usesOld || optionalOldSelf === undefined) return [];
  const detail = 'may not be set if oldSelf is not used in rule';
  return [invalid(`${path}.optionalOldSelf`, optionalOldSelf, detail)];
}

function compileMessage(
  rule: ValidationRule,
  schema: JSONSchemaProps,
  path: string,
  place: RulePlace,
): FieldError[] {
  const { messageExpression = '' } = rule;
  if (messageExpression.trim() === '') return [];
  const shown = goStruct(RULE, rule);
  const message = compile(messageExpression, schema, place);
  const at = `${path}.messageExpression`;
  if (typeof message === 'string') {
    const detail = message.replace(/^compilation/, 'messageExpression compilation');
    return [invalid(at, shown, detail)];
  }
  return message.type === 'string'
    ? []
    : [invalid(at, shown, 'messageExpression must evaluate to a string')];
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
