import { ValidatingAdmissionPolicies } from '../../api/admission-registration/validating-admission-policy';
import { ValidatingAdmissionPolicyBindings } from '../../api/admission-registration/validating-admission-policy-binding';
import { ApiError, forbiddenError, type Reason } from '../../api/errors';
import type { KubeObject } from '../../api/object';
import type {
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
} from '../../api/schema/objects';
import { activation } from '../policy/activation';
import { isAbout, isExempt, matchesResources } from '../policy/match';
import { ParamError, paramsOf } from '../policy/params';
import { type PolicyDecision, policyProgram } from '../policy/policy-program';
import type { AdmissionPlugin, Request, Reviewed } from '../request';
import type { Store } from '../store';

interface Refusal extends PolicyDecision {
  readonly policy: string;
  readonly binding: string;
}

/** The policies that are bound, by name, each with its bindings by name. */
function boundPolicies(
  store: Store,
): readonly (readonly [ValidatingAdmissionPolicy, readonly ValidatingAdmissionPolicyBinding[]])[] {
  const byPolicy = new Map<string, ValidatingAdmissionPolicyBinding[]>();
  for (const binding of store.objects(ValidatingAdmissionPolicyBindings).values()) {
    const name = binding.spec?.policyName ?? '';
    byPolicy.set(name, [...(byPolicy.get(name) ?? []), binding]);
  }
  return [...byPolicy.keys()].sort().flatMap((name) => {
    const policy = store.find(ValidatingAdmissionPolicies, { name });
    if (policy === undefined) return [];
    const bindings = (byPolicy.get(name) ?? []).sort(byName);
    return [[policy, bindings] as const];
  });
}

function byName(a: KubeObject, b: KubeObject): number {
  return a.metadata.name < b.metadata.name ? -1 : 1;
}

/** What a policy says by one of its bindings. */
function judged(
  { spec }: ValidatingAdmissionPolicy,
  binding: ValidatingAdmissionPolicyBinding,
  request: Request,
  variables: () => object,
): readonly PolicyDecision[] {
  try {
    const { paramKind } = spec;
    const { paramRef } = binding.spec;
    const params = paramsOf(
      { ...(paramKind && { paramKind }), ...(paramRef && { paramRef }) },
      request,
    );
    return params.flatMap((each) => policyProgram(spec).judge(variables(), each));
  } catch (error) {
    if (!(error instanceof ParamError)) throw error;
    if (spec.failurePolicy === 'Ignore') return [];
    return [{ message: `failed to configure binding: ${error.message}`, reason: '' }];
  }
}

function refuse(
  request: Request,
  name: string,
  { policy, binding, message, reason }: Refusal,
): never {
  const text = `ValidatingAdmissionPolicy '${policy}' with binding '${binding}' denied request: ${message}`;
  const { message: full, details } = forbiddenError(request.kind, name, text);
  const causes = [{ message: text }];
  throw new ApiError((reason || 'Invalid') as Reason, full, { ...details, causes });
}

function check(request: Request, object: Reviewed | undefined): void {
  if (isExempt(request.kind)) return;
  let made: object | undefined;
  const variables = () => {
    made ??= activation(request, object);
    return made;
  };
  let first: Refusal | undefined;
  for (const [policy, bindings] of boundPolicies(request.store)) {
    if (!matchesResources(policy.spec.matchConstraints, request, object)) continue;
    for (const binding of bindings) {
      if (!matchesResources(binding.spec.matchResources, request, object)) continue;
      const names = { policy: policy.metadata.name, binding: binding.metadata.name };
      for (const decision of judged(policy, binding, request, variables)) {
        const actions = binding.spec.validationActions ?? [];
        if (actions.includes('Warn')) {
          request.options.warn?.(
            `Validation failed for ValidatingAdmissionPolicy '${names.policy}' with binding '${names.binding}': ${decision.message}`,
          );
        }
        if (actions.includes('Deny')) first ??= { ...decision, ...names };
      }
    }
  }
  if (first !== undefined) refuse(request, object?.metadata?.name ?? request.name, first);
}

/** What cluster administrators forbid in CEL. upstream: apiserver/pkg/admission/plugin/policy/validating */
export const validatingAdmissionPolicy: AdmissionPlugin = {
  name: 'ValidatingAdmissionPolicy',
  configuration: {
    kinds: [ValidatingAdmissionPolicies, ValidatingAdmissionPolicyBindings],
    concerns: (store, kind, verb) =>
      !isExempt(kind) &&
      boundPolicies(store).some(([{ spec }]) =>
        (spec.matchConstraints?.resourceRules ?? []).some((rule) => isAbout(rule, kind, verb)),
      ),
  },
  validate: check,
  validateDelete: (request) => check(request, undefined),
  validateBody: check,
};
