import { typedAdmission } from '../cel/admission-scope';
import { CompileError } from '../cel/compile-error';
import { compose } from '../cel/composition';
import type { CelEnvironment } from '../cel/environment';
import type {
  ExpressionWarning,
  NamedRuleWithOperations,
  ValidatingAdmissionPolicySpec,
} from '../schema/objects';

/** A type that objects or parameters of a policy may have. */
export interface KnownType {
  /** As Go prints it: `apps/v1, Kind=Deployment`. */
  readonly label: string;
  /** The engine's name of it. */
  readonly name: string;
  readonly declare: Parameters<CelEnvironment['extend']>[0];
}

/** A resource that a policy names without a wildcard. */
export interface NamedResource {
  readonly group: string;
  readonly version: string;
  readonly resource: string;
}

const TYPES_MAX = 10;

function plain(values: readonly string[] = []): readonly string[] {
  return values.some((value) => value.includes('*')) ? [] : [...values].sort();
}

/** The resources whose types a policy's expressions are checked against. upstream: typesToCheck */
export function resourcesToCheck(
  rules: readonly NamedRuleWithOperations[],
): readonly NamedResource[] {
  return rules.flatMap((rule) => {
    const resources = [...(rule.resources ?? [])].filter((text) => !/[*/]/.test(text)).sort();
    const found = plain(rule.apiGroups).flatMap((group) =>
      plain(rule.apiVersions).flatMap((version) =>
        resources.map((resource) => ({ group, version, resource })),
      ),
    );
    return found.slice(0, TYPES_MAX);
  });
}

function warningOf(environment: CelEnvironment, expression: string): string | undefined {
  try {
    environment.compile(expression);
    return undefined;
  } catch (error) {
    if (error instanceof CompileError) return error.message;
    throw error;
  }
}

/** What is wrong with a policy's expressions as far as the types are known. upstream: policy/validating, typechecking */
export function expressionWarnings(
  { validations = [], variables = [] }: ValidatingAdmissionPolicySpec,
  types: readonly KnownType[],
  params: KnownType | undefined,
): readonly ExpressionWarning[] {
  const environments = types.map((type) => {
    const typed = typedAdmission(
      { object: type.name, params: params?.name, hasAuthorizer: true },
      (engine) => {
        type.declare(engine);
        if (params !== undefined && params.name !== type.name) params.declare(engine);
      },
    );
    return { label: type.label, environment: compose(typed, variables).environment };
  });
  const check = (expression: string | undefined, fieldRef: string): ExpressionWarning[] => {
    if (!expression) return [];
    const lines = environments.flatMap(({ label, environment }) => {
      const warning = warningOf(environment, expression);
      return warning === undefined ? [] : [`${label}: ${warning}\n`];
    });
    return lines.length === 0 ? [] : [{ fieldRef, warning: lines.join('\n') }];
  };
  return validations.flatMap(({ expression, messageExpression }, index) => [
    ...check(expression, `spec.validations[${index}].expression`),
    ...check(messageExpression, `spec.validations[${index}].messageExpression`),
  ]);
}
