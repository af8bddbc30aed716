import { admissionEnvironment } from '../../api/cel/admission-scope';
import { POLICY_BUDGET } from '../../api/cel/budget';
import { CompileError } from '../../api/cel/compile-error';
import { type Composition, compose } from '../../api/cel/composition';
import { CelError, type Program } from '../../api/cel/environment';
import { celValue } from '../../api/cel/value';
import type { KubeObject } from '../../api/object';
import type { ValidatingAdmissionPolicySpec, Validation } from '../../api/schema/objects';

/** What one validation of a policy says of a request. */
export interface PolicyDecision {
  readonly message: string;
  /** Empty when the policy could not be evaluated. */
  readonly reason: string;
}

const OUT_OF_BUDGET =
  'validation failed due to running out of cost budget, no further validation rules will be run';
const MESSAGE_MAX = 5 * 1024;

/** All expressions of one policy, compiled. */
export interface PolicyProgram {
  /** The refusals of the request, in the order of the validations; failures are left out when the policy ignores them. */
  judge(given: object, params: KubeObject | undefined): readonly PolicyDecision[];
}

const programs = new WeakMap<object, PolicyProgram>();

/** The program of a policy's spec, compiled once. */
export function policyProgram(spec: ValidatingAdmissionPolicySpec): PolicyProgram {
  let program = programs.get(spec);
  if (program === undefined) {
    program = new Evaluation(spec);
    programs.set(spec, program);
  }
  return program;
}

/** upstream: policy/validating, validator */
class Evaluation implements PolicyProgram {
  private readonly withAuthorizer: Composition;
  private readonly plain: Composition;
  private left = POLICY_BUDGET;

  constructor(private readonly spec: ValidatingAdmissionPolicySpec) {
    const { paramKind, variables = [] } = spec;
    const hasParams = paramKind !== undefined;
    this.withAuthorizer = compose(
      admissionEnvironment({ hasParams, hasAuthorizer: true }),
      variables,
    );
    this.plain = compose(admissionEnvironment({ hasParams, hasAuthorizer: false }), variables);
  }

  judge(given: object, params: KubeObject | undefined): readonly PolicyDecision[] {
    this.left = POLICY_BUDGET;
    const scope = { ...given, params: celValue(params ?? null) };
    const bound = this.withAuthorizer.bind(scope, this.pay);
    try {
      if (!this.matches(bound)) return [];
      const decisions = (this.spec.validations ?? []).flatMap(
        (validation) => this.validate(validation, bound, scope) ?? [],
      );
      return [...decisions, ...this.annotate(scope)];
    } catch (error) {
      return this.failed(error);
    }
  }

  private readonly pay = (cost: number): void => {
    this.left -= cost;
  };

  /** What a failure comes to: a refusal, or nothing when the policy says so. */
  private failed(error: unknown): readonly PolicyDecision[] {
    if (!(error instanceof CelError)) throw error;
    return this.spec.failurePolicy === 'Ignore' ? [] : [{ message: error.message, reason: '' }];
  }

  private run(composition: Composition, expression: string, bound: object): unknown {
    if (this.left < 0) throw new CelError(OUT_OF_BUDGET);
    const program = compiled(composition, expression);
    try {
      return program.evaluate(bound, this.pay);
    } catch (error) {
      if (!(error instanceof CelError)) throw error;
      throw new CelError(`expression '${expression}' resulted in error: ${error.message}`);
    }
  }

  /** True when all conditions hold; one that does not hold outweighs those that fail. upstream: matchconditions */
  private matches(bound: object): boolean {
    const problems: CelError[] = [];
    for (const { expression } of this.spec.matchConditions ?? []) {
      try {
        if (this.run(this.withAuthorizer, expression, bound) !== true) return false;
      } catch (error) {
        if (!(error instanceof CelError)) throw error;
        problems.push(error);
      }
    }
    if (problems.length === 0) return true;
    const texts = [...new Set(problems.map(({ message }) => message))];
    throw new CelError(texts.length === 1 ? (texts[0] ?? '') : `[${texts.join(', ')}]`);
  }

  private validate(
    validation: Validation,
    bound: object,
    scope: object,
  ): readonly PolicyDecision[] | undefined {
    try {
      if (this.run(this.withAuthorizer, validation.expression, bound) === true) return undefined;
    } catch (error) {
      return this.failed(error);
    }
    return [{ message: this.messageOf(validation, scope), reason: validation.reason ?? 'Invalid' }];
  }

  private messageOf(
    { expression, message = '', messageExpression }: Validation,
    scope: object,
  ): string {
    const computed = messageExpression === undefined ? '' : this.computed(messageExpression, scope);
    return computed || message.trim() || `failed expression: ${expression.trim()}`;
  }

  /** The text that an expression makes; empty when it makes none that can be shown. */
  private computed(expression: string, scope: object): string {
    try {
      const text = this.run(this.plain, expression, this.plain.bind(scope, this.pay));
      if (typeof text !== 'string') return '';
      const trimmed = text.trim();
      return trimmed.includes('\n') || Buffer.byteLength(trimmed) > MESSAGE_MAX ? '' : trimmed;
    } catch (error) {
      if (!(error instanceof CelError)) throw error;
      return '';
    }
  }

  /** What is to be noted in the audit log, which nobody keeps here; only failures have a say. */
  private annotate(scope: object): readonly PolicyDecision[] {
    const bound = this.plain.bind(scope, this.pay);
    return (this.spec.auditAnnotations ?? []).flatMap(({ valueExpression }) => {
      try {
        this.run(this.plain, valueExpression, bound);
        return [];
      } catch (error) {
        return this.failed(error);
      }
    });
  }
}

function compiled({ environment }: Composition, expression: string): Program {
  try {
    return environment.compile(expression);
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    throw new CelError(`compilation error: compilation failed: ${error.message}`);
  }
}
