import { admissionEnvironment } from '../cel/admission-scope';
import { CompileError } from '../cel/compile-error';
import { type Composition, compose } from '../cel/composition';
import type { CelEnvironment } from '../cel/environment';
import { type FieldError, invalid } from '../field-error';
import type { MatchCondition, ValidatingAdmissionPolicySpec, Variable } from '../schema/objects';

/** An expression, where it stands and what it has to evaluate to. */
interface Stated {
  readonly expression: string;
  readonly path: string;
  readonly types: readonly string[];
}

const BOOL = ['bool'];
const STRING = ['string'];
const STRING_OR_NULL = ['string', 'null_type'];

/** What is wrong with an expression; one that is empty is somebody else's to refuse. upstream: CompileCELExpression */
function check(environment: CelEnvironment, { expression, path, types }: Stated): FieldError[] {
  if (expression.trim() === '') return [];
  try {
    const { type } = environment.compile(expression);
    if (types.includes(type)) return [];
    const wanted = types.length === 1 ? types[0] : `one of [${types.join(' ')}]`;
    return [invalid(path, expression, `must evaluate to ${wanted} but got ${type}`)];
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    return [invalid(path, expression, `compilation failed: ${error.message}`)];
  }
}

/** What is wrong with the expressions of conditions; only those of policies may look at parameters. */
export function matchConditionErrors(
  conditions: readonly MatchCondition[],
  path: string,
  hasParams: boolean,
): FieldError[] {
  const environment = admissionEnvironment({ hasParams, hasAuthorizer: true });
  return conditions.flatMap(({ expression = '' }, index) =>
    check(environment, {
      expression: expression.trim(),
      path: `${path}[${index}].expression`,
      types: BOOL,
    }),
  );
}

function variableErrors({ failures }: Composition, variables: readonly Variable[]): FieldError[] {
  return variables.flatMap(({ name, expression }, index) => {
    const failure = failures.get(name);
    if (failure === undefined) return [];
    const path = `spec.variables[${index}].expression`;
    return [invalid(path, expression, `compilation failed: ${failure.message}`)];
  });
}

/** What is wrong with the expressions of a policy. upstream: ValidateValidatingAdmissionPolicy */
export function policyExpressionErrors(spec: ValidatingAdmissionPolicySpec): FieldError[] {
  const { paramKind, variables = [], validations = [], auditAnnotations = [] } = spec;
  const hasParams = paramKind !== undefined;
  const named = variables.filter(({ name, expression }) => name && expression);
  const full = compose(admissionEnvironment({ hasParams, hasAuthorizer: true }), named);
  const plain = compose(admissionEnvironment({ hasParams, hasAuthorizer: false }), named);
  const path = 'spec.validations';
  return [
    ...matchConditionErrors(spec.matchConditions ?? [], 'spec.matchConditions', hasParams),
    ...variableErrors(full, variables),
    ...validations.flatMap(({ expression = '', messageExpression = '' }, index) => [
      ...check(full.environment, {
        expression,
        path: `${path}[${index}].expression`,
        types: BOOL,
      }),
      ...check(plain.environment, {
        expression: messageExpression,
        path: `${path}[${index}].messageExpression`,
        types: STRING,
      }),
    ]),
    ...auditAnnotations.flatMap(({ valueExpression = '' }, index) =>
      check(full.environment, {
        expression: valueExpression,
        path: `spec.auditAnnotations[${index}].valueExpression`,
        types: STRING_OR_NULL,
      }),
    ),
  ];
}
